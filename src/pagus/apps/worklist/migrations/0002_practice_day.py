"""Rename the practice day, which shared its name with the practice of a practitioner."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("worklist", "0001_initial")]

    operations = [migrations.RenameModel(old_name="Practice", new_name="PracticeDay")]
