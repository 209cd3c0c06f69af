"""Django's PostgreSQL, with transactions that queue as they do in SQLite."""
