"""The only package that knows SQL: tables, migrations, what can be rebuilt, writing, checking."""
