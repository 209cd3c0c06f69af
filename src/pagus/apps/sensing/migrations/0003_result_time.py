"""The times of results of a datastream are kept with it; those of the details that are there are gathered once."""

from __future__ import annotations

from django.db import migrations, models

_GATHER = """UPDATE sensing_datastream SET
    result_first = (SELECT min(d.result_time) FROM sensing_detail d WHERE d.datastream_id = sensing_datastream.id),
    result_last = (SELECT max(d.result_time) FROM sensing_detail d WHERE d.datastream_id = sensing_datastream.id)
    WHERE detailed"""


class Migration(migrations.Migration):
    """Adds two columns to the datastream."""

    dependencies = (("sensing", "0002_person"),)
    operations = (
        migrations.AddField("datastream", "result_first", models.BigIntegerField(null=True)),
        migrations.AddField("datastream", "result_last", models.BigIntegerField(null=True)),
        migrations.RunSQL(_GATHER, migrations.RunSQL.noop),
    )
