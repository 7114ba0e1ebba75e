"""The way of a database file from an older schema to the one of this code. Forward only."""
