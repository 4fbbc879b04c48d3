import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0001_initial"),
        ("people", "0008_restriction"),
    ]

    operations = [
        migrations.CreateModel(
            name="ServiceTargets",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.organisation",
                    ),
                ),
                ("mentors", models.PositiveIntegerField(null=True)),
                ("people_a_year", models.PositiveIntegerField(null=True)),
                ("year_begins", models.PositiveSmallIntegerField(default=4)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year_begins__gte", 1), ("year_begins__lte", 12)),
                        name="targets_begin_in_a_month",
                    )
                ],
            },
        ),
    ]
