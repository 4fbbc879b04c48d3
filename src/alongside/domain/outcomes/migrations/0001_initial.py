import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0006_confirmed_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("episode_id", models.UUIDField(db_index=True)),
                (
                    "point",
                    models.CharField(
                        choices=[("baseline", "baseline"), ("end", "end")], max_length=10
                    ),
                ),
                ("measure", models.CharField(max_length=80)),
                ("measure_version", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "asked"),
                            ("skipped", "skipped"),
                            ("answered", "answered"),
                        ],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("said_at", models.DateTimeField(null=True)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[("link", "link"), ("account", "account"), ("said", "said")],
                        max_length=10,
                    ),
                ),
                ("answers", models.JSONField(default=dict)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.person"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("episode_id", "point"), name="measure_asked_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "asked"),
                            models.Q(
                                ("said_at__isnull", False), models.Q(("how", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="measure_said_somehow",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "answered"), ("answers", {}), _connector="OR"),
                        name="measure_answers_when_answered",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Score",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("scale", models.CharField(max_length=80)),
                ("value", models.FloatField(null=True)),
                ("category", models.CharField(blank=True, max_length=80)),
                ("band", models.CharField(blank=True, max_length=40)),
                ("bands_version", models.CharField(blank=True, max_length=40)),
                ("answered", models.PositiveSmallIntegerField()),
                ("of", models.PositiveSmallIntegerField()),
                (
                    "response",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="scores",
                        to="outcomes.response",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("response", "scale"), name="scale_scored_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ServiceMeasure",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        serialize=False,
                        to="people.organisation",
                    ),
                ),
                ("measure", models.CharField(max_length=80)),
                ("chosen_at", models.DateTimeField()),
                (
                    "chosen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
        ),
    ]
