"""Alerts say what kind of subject they are about."""

from django.db import migrations, models

FILL = """
UPDATE alerts_alert SET subject_kind = CASE
    WHEN subject LIKE 'person:%' THEN 'person' WHEN subject LIKE 'thing:%' THEN 'thing' ELSE 'place' END
"""


class Migration(migrations.Migration):
    dependencies = [("alerts", "0001_initial")]
    operations = [
        migrations.AddField("alert", "subject_kind", models.CharField(max_length=10, default=""), preserve_default=False),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex("alert", models.Index(fields=["subject_kind", "place"], name="alerts_aler_subject_dcf881_idx")),
    ]
