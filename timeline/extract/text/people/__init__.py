"""Who did it to whom: names and nouns for people, and whom a report means by them."""
