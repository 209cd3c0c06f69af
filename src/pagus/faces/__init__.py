"""The faces: what people see. Views read queries, call actions and choose components; no rule lives here."""
