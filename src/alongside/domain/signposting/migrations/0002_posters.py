"""Scans of posters by the month, and room in a request for the code of a neighbourhood team."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("signposting", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="request",
            name="practice",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.CreateModel(
            name="PosterCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=80)),
                ("month", models.DateField()),
                ("scans", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("code", "month"), name="poster_once_a_month")
                ],
            },
        ),
    ]
