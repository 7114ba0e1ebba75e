"""How fast the work goes: each kind of work against a yardstick that runs beside it, so that machines compare."""
