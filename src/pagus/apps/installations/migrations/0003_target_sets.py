from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("installations", "0002_life_of_a_kit"),
    ]

    operations = [
        migrations.AddField(
            model_name="parametervalue",
            name="target_set",
            field=models.CharField(blank=True, default="", max_length=60),
        ),
    ]
