"""The console: what professionals see. Views read queries, call actions, and choose components; no rule lives here."""
