import alongside.domain.mentoring.states
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
            name="Volunteer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.mentoring.states.VolunteerState["APPLIED"],
                        max_length=12,
                    ),
                ),
                ("applied_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("story", models.CharField(blank=True, max_length=600)),
                ("experience", models.CharField(blank=True, max_length=1000)),
                ("rather_not", models.CharField(blank=True, max_length=300)),
                ("conditions", models.JSONField(default=list)),
                ("treatments", models.JSONField(default=list)),
                ("languages", models.JSONField(default=list)),
                ("times", models.JSONField(default=list)),
                ("interests", models.JSONField(default=list)),
                ("can_share", models.JSONField(default=list)),
                ("modes", models.JSONField(default=list)),
                ("place", models.CharField(blank=True, max_length=100)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                ("max_km", models.PositiveSmallIntegerField(null=True)),
                ("gender", models.CharField(blank=True, max_length=12)),
                ("mentee_gender", models.CharField(blank=True, max_length=12)),
                ("birth_year", models.PositiveSmallIntegerField(null=True)),
                ("capacity", models.PositiveSmallIntegerField(default=1)),
                ("cleared_for_under_18", models.BooleanField(default=False)),
                ("met_on", models.DateField(null=True)),
                ("trained_on", models.DateField(null=True)),
                ("paused_until", models.DateField(null=True)),
                ("first_yes_at", models.DateTimeField(null=True)),
                ("second_yes_at", models.DateTimeField(null=True)),
                ("membership_id", models.UUIDField(null=True)),
                (
                    "first_yes_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
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
                (
                    "second_yes_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "state", "applied_at"], name="volunteer_list"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    alongside.domain.mentoring.states.VolunteerState["APPLIED"],
                                    alongside.domain.mentoring.states.VolunteerState["PAUSED"],
                                    alongside.domain.mentoring.states.VolunteerState["PREPARING"],
                                    alongside.domain.mentoring.states.VolunteerState["READY"],
                                ],
                            )
                        ),
                        fields=("person", "organisation"),
                        name="volunteer_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        alongside.domain.mentoring.states.VolunteerState["PAUSED"],
                                        alongside.domain.mentoring.states.VolunteerState["READY"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            models.Q(
                                ("first_yes_by__isnull", False), ("second_yes_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="volunteer_live_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second_yes_by", None),
                            models.Q(
                                ("first_yes_by__isnull", False),
                                models.Q(
                                    ("second_yes_by", models.F("first_yes_by")), _negated=True
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="volunteer_yes_by_different_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_yes_by", None),
                                models.Q(("first_yes_by", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("second_yes_by", None),
                                models.Q(("second_yes_by", models.F("person")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="volunteer_says_no_yes_to_self",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("capacity__gte", 1), ("capacity__lte", 4)),
                        name="volunteer_load_cap",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reference",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("given_at", models.DateTimeField(null=True)),
                ("known_for", models.CharField(blank=True, max_length=100)),
                ("known_how", models.CharField(blank=True, max_length=300)),
                ("suits", models.CharField(blank=True, max_length=8)),
                ("words", models.CharField(blank=True, max_length=1000)),
                (
                    "referee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="references",
                        to="mentoring.volunteer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("volunteer", "number"), name="reference_one_of_two"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1), ("number__lte", 2)),
                        name="reference_first_or_second",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Check",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=80)),
                ("said_yes", models.JSONField(default=list)),
                ("asked_on", models.DateField()),
                ("level", models.CharField(blank=True, max_length=80)),
                ("seen_on", models.DateField(null=True)),
                ("look_again_on", models.DateField(null=True)),
                ("warned_at_days", models.PositiveSmallIntegerField(null=True)),
                ("current", models.BooleanField(default=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="mentoring.volunteer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("current", True), ("look_again_on__isnull", False)),
                        fields=["look_again_on"],
                        name="check_look_again",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("current", True)),
                        fields=("volunteer", "kind"),
                        name="check_one_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("level", ""), ("seen_on", None)),
                            models.Q(
                                ("seen_on__isnull", False), models.Q(("level", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="check_seen_has_a_level",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("look_again_on", None),
                            ("look_again_on__gt", models.F("seen_on")),
                            _connector="OR",
                        ),
                        name="check_look_again_after_seen",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Agreement",
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
                    "volunteer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreements",
                        to="mentoring.volunteer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("volunteer", "version"), name="agreement_once")
                ],
            },
        ),
    ]
