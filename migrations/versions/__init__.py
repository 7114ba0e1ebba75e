"""One module per revision; each is frozen: it copies what it needs and never imports the models."""
