import alongside.domain.mentoring.states
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0006_service_paused"),
        ("people", "0008_restriction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.mentoring.states.GoalState["OPEN"], max_length=12
                    ),
                ),
                ("just_talk", models.BooleanField(default=False)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("step", models.CharField(blank=True, max_length=200)),
                ("step_when", models.CharField(blank=True, max_length=100)),
                ("sure", models.PositiveSmallIntegerField(null=True)),
                ("by_mentor", models.BooleanField(default=False)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("made_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("over_at", models.DateTimeField(null=True)),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="mentoring.place",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["place", "made_at"], name="goal_of_place")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("just_talk", True), ("state", "open")),
                        fields=("place",),
                        name="goal_one_just_to_talk",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("just_talk", False),
                            models.Q(
                                ("step", ""), ("step_when", ""), ("sure", None), ("words", "")
                            ),
                            _connector="OR",
                        ),
                        name="goal_just_to_talk_asks_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("just_talk", True), _negated=True),
                            models.Q(("state", "reached"), _negated=True),
                            _connector="OR",
                        ),
                        name="goal_just_to_talk_is_never_measured",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("sure", None),
                            models.Q(("sure__gte", 1), ("sure__lte", 10)),
                            _connector="OR",
                        ),
                        name="goal_sure_1_to_10",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("over_at", None), ("state", "open")),
                            models.Q(
                                models.Q(("state", "open"), _negated=True),
                                ("over_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="goal_over_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PairAgreement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveSmallIntegerField()),
                ("agreed_at", models.DateTimeField()),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="mentoring.pair",
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pair", "person", "version"), name="pair_agreement_once"
                    )
                ],
            },
        ),
    ]
