"""Sentences and their parse, mended where the parser is known to err: what all rules read."""
