"""Numbers get marks to be found by; those that are kept are opened once for it, where the key is there."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import migrations, models

from pagus.apps.identities.sealing import mark_of, open_sealed
from pagus.errors import StoreError


def mark(apps, schema_editor) -> None:
    """Mark what is kept. What does not open stays without a mark, and is looked at in every search."""
    folder = settings.WORKSPACE.folder
    for row in apps.get_model("identities", "NationalIdentity").objects.iterator(chunk_size=500):
        try:
            number = json.loads(open_sealed(folder, row.person, bytes(row.sealed))).get("matricule", "")
            row.mark = mark_of(folder, number) if number else "-"
        except StoreError:
            continue
        row.save(update_fields=["mark"])


class Migration(migrations.Migration):
    dependencies = [("identities", "0002_identity_permits")]
    operations = [
        migrations.AddField(
            "nationalidentity",
            "mark",
            models.CharField(max_length=32, blank=True, db_index=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
