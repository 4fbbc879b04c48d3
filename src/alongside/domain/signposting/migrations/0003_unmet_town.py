"""Somebody who looked near a town is never without a place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signposting", "0002_posters")]

    operations = [
        migrations.AddField(
            model_name="unmetneed",
            name="town",
            field=models.CharField(blank=True, max_length=100),
        ),
    ]
