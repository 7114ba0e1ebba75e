"""Who says it, on which channel, and which words are theirs."""
