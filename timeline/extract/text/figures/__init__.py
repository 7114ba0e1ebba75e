"""How many: numbers, what they count and whose, and to which event they belong."""
