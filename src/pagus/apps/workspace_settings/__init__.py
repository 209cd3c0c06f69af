"""The parts of ``pagus.toml``, each read and checked on its own: buses, log-in, relay, reminders, PostgreSQL."""
