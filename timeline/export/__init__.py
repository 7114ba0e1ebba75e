"""Events out again: one pure module per format, and ``command.py``; the query is in ``store/export_rows.py``."""
