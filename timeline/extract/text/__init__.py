"""The event coder: a report's prose to the events it tells, every value with its words and its rule."""
