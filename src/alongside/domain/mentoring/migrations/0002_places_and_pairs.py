import alongside.domain.mentoring.states
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0001_initial"),
        ("people", "0006_confirmed_accounts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Place",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("episode_id", models.UUIDField(unique=True)),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.mentoring.states.PlaceState["WAITING"],
                        max_length=12,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("conditions", models.JSONField(default=list)),
                ("treatments", models.JSONField(default=list)),
                ("languages", models.JSONField(default=list)),
                ("language_required", models.BooleanField(default=False)),
                ("times", models.JSONField(default=list)),
                ("interests", models.JSONField(default=list)),
                ("help_with", models.JSONField(default=list)),
                ("must_share", models.JSONField(default=list)),
                ("modes", models.JSONField(default=list)),
                ("place", models.CharField(blank=True, max_length=100)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("max_km", models.PositiveSmallIntegerField(null=True)),
                ("gender", models.CharField(blank=True, max_length=12)),
                ("mentor_gender", models.CharField(blank=True, max_length=12)),
                ("birth_date", models.DateField(null=True)),
                ("suggested", models.JSONField(default=list)),
                ("blocks", models.JSONField(default=list)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "state", "opened_at"], name="place_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.mentoring.states.PairState["PROPOSED"],
                        max_length=12,
                    ),
                ),
                ("reasons", models.JSONField(default=list)),
                ("difference", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=20)),
                ("changed_at", models.DateTimeField()),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairs",
                        to="mentoring.place",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="volunteer",
            name="held",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="over",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "held__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("capacity"), "+", models.F("over")
                        ),
                    )
                ),
                name="volunteer_not_oversold",
            ),
        ),
        migrations.AddField(
            model_name="pair",
            name="volunteer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pairs",
                to="mentoring.volunteer",
            ),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(fields=["volunteer", "state"], name="pair_of_mentor"),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state", "proposed"),
                    (
                        "state__in",
                        [
                            alongside.domain.mentoring.states.PairState["ACTIVE"],
                            alongside.domain.mentoring.states.PairState["AGREED"],
                            alongside.domain.mentoring.states.PairState["ENDING"],
                            alongside.domain.mentoring.states.PairState["PAUSED"],
                        ],
                    ),
                    _connector="OR",
                ),
                fields=("place",),
                name="pair_one_open_a_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "state__in",
                            [
                                alongside.domain.mentoring.states.PairState["ACTIVE"],
                                alongside.domain.mentoring.states.PairState["AGREED"],
                                alongside.domain.mentoring.states.PairState["ENDING"],
                                alongside.domain.mentoring.states.PairState["PAUSED"],
                            ],
                        ),
                        _negated=True,
                    ),
                    ("agreed_at__isnull", False),
                    _connector="OR",
                ),
                name="pair_agreed_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("state", "ended")),
                    models.Q(
                        models.Q(("state", "ended"), _negated=True),
                        ("end_reason", ""),
                        ("ended_at", None),
                    ),
                    _connector="OR",
                ),
                name="pair_ended_says_when",
            ),
        ),
    ]
