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
            name="Enrolment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("module", models.CharField(max_length=80)),
                ("module_version", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("enrolled", "enrolled"),
                            ("attended", "attended"),
                            ("observed", "observed"),
                            ("done", "done"),
                            ("lapsed", "lapsed"),
                            ("stopped", "stopped"),
                        ],
                        default="enrolled",
                        max_length=10,
                    ),
                ),
                ("enrolled_at", models.DateTimeField()),
                ("read_on", models.DateField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("renew_on", models.DateField(null=True)),
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
                "indexes": [
                    models.Index(
                        fields=["organisation", "state", "renew_on"], name="enrolment_renew"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["attended", "enrolled", "observed"])),
                        fields=("person", "organisation", "module"),
                        name="enrolment_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["done", "lapsed"]), _negated=True),
                            ("done_on__isnull", False),
                            _connector="OR",
                        ),
                        name="enrolment_done_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("renew_on", None),
                            ("renew_on__gt", models.F("done_on")),
                            _connector="OR",
                        ),
                        name="enrolment_counts_for_a_while",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("session", models.CharField(max_length=80)),
                ("on", models.DateField()),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="training.enrolment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "session"), name="attended_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SignOff",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("skill", models.CharField(max_length=80)),
                ("on", models.DateField()),
                ("words", models.CharField(blank=True, max_length=600)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "enrolment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_offs",
                        to="training.enrolment",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("enrolment", "skill"), name="signed_off_once"),
                    models.CheckConstraint(
                        condition=models.Q(("by", models.F("learner")), _negated=True),
                        name="nobody_signs_off_themselves",
                    ),
                ],
            },
        ),
    ]
