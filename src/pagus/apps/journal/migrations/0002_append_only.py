"""The database itself refuses to change or delete an entry of the journal.

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


def refuse_changes(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        raise NotImplementedError("the journal's triggers are written for SQLite")
    for statement in SQLITE:
        schema_editor.execute(statement)


def allow_changes(apps, schema_editor):
    for verb in ("update", "delete", "insert"):
        schema_editor.execute(f"DROP TRIGGER journal_refuses_{verb}")


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]
