"""Report to events: one module per dataset, ``text`` for prose."""
