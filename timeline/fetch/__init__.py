"""Official releases of the datasets, from their publishers into a folder that ``timeline ingest`` reads."""
