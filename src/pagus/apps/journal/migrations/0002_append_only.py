"""The database itself refuses to change or delete an entry of the journal.

PostgreSQL can empty a table without asking its rows, so there a fourth trigger refuses TRUNCATE.
SQLite drops triggers when it rebuilds a table: a later migration that alters this model must run these again.
"""

from django.db import migrations

TABLE = "journal_journalentry"
SQLITE = [
    f"CREATE TRIGGER journal_refuses_{verb.lower()} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
    for verb in ("UPDATE", "DELETE")
] + [
    # INSERT OR REPLACE deletes without asking the DELETE trigger: only the next number may come in.
    f"CREATE TRIGGER journal_refuses_insert BEFORE INSERT ON {TABLE} "
    f"WHEN NEW.number IS NOT (SELECT COALESCE(MAX(number), 0) + 1 FROM {TABLE}) "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
]

POSTGRESQL = [
    "CREATE FUNCTION journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    # As in SQLite only the next number may come in, which no upsert can use to change an entry.
    "CREATE FUNCTION journal_refuses_gap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"IF NEW.number IS DISTINCT FROM (SELECT COALESCE(MAX(number), 0) + 1 FROM {TABLE}) THEN "
    "RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    "RETURN NEW; END $$",
    *(
        f"CREATE TRIGGER journal_refuses_{verb.lower()} BEFORE {verb} ON {TABLE} "
        f"FOR EACH {'STATEMENT' if verb == 'TRUNCATE' else 'ROW'} EXECUTE FUNCTION journal_refuses()"
        for verb in ("UPDATE", "DELETE", "TRUNCATE")
    ),
    f"CREATE TRIGGER journal_refuses_insert BEFORE INSERT ON {TABLE} FOR EACH ROW EXECUTE FUNCTION journal_refuses_gap()",
]
STATEMENTS = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def refuse_changes(apps, schema_editor):
    for statement in STATEMENTS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION journal_refuses, journal_refuses_gap CASCADE")
        return
    for verb in ("update", "delete", "insert"):
        schema_editor.execute(f"DROP TRIGGER journal_refuses_{verb}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
