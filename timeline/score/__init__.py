"""How right the coder is: its codings against a gold set, field by field."""
