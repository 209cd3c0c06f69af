"""The registered sources, and the tables of the observation store."""

from django.db import migrations, models

from pagus.apps.streams.store.schema import DIALECTS, apply_schema


def make_store(apps, schema_editor):
    """The store makes its tables by itself when it is opened; here they are made with the others."""
    with schema_editor.connection.cursor() as cursor:
        apply_schema(cursor.execute, DIALECTS[schema_editor.connection.vendor])


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.SlugField(max_length=60, unique=True)),
                ("territory", models.CharField(max_length=60)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("registered_ms", models.BigIntegerField()),
                ("revoked_ms", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.RunPython(make_store, migrations.RunPython.noop),
    ]
