"""Where: place names, which place each means, and which of them is that of an event."""
