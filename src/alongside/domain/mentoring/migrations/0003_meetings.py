import alongside.domain.mentoring.states
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0002_places_and_pairs"),
        ("people", "0008_restriction"),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingPlace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("name", models.CharField(max_length=80)),
                ("address", models.CharField(max_length=200)),
                ("step_free", models.CharField(max_length=7)),
                ("added_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "name"], name="meeting_place_list")
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
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
                        default=alongside.domain.mentoring.states.MeetingState["PLANNED"],
                        max_length=12,
                    ),
                ),
                ("on", models.DateField()),
                ("starts_at", models.DateTimeField(null=True)),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("mode", models.CharField(blank=True, max_length=12)),
                ("topics", models.JSONField(default=list)),
                ("goal", models.CharField(blank=True, max_length=12)),
                ("worry", models.CharField(blank=True, max_length=8)),
                ("plan_key", models.UUIDField(null=True, unique=True)),
                ("log_key", models.UUIDField(null=True, unique=True)),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("planned_at", models.DateTimeField(null=True)),
                ("met_at", models.DateTimeField(null=True)),
                ("reminded_for", models.DateTimeField(null=True)),
                ("nudged_for", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="meetings",
                        to="mentoring.pair",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="mentoring.meetingplace",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["pair", "on"], name="meeting_of_pair"),
                    models.Index(fields=["state", "starts_at"], name="meeting_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "planned"), _negated=True),
                            models.Q(("minutes__isnull", False), ("starts_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="meeting_planned_has_an_hour",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "met"), _negated=True),
                            ("met_at__isnull", False),
                            _connector="OR",
                        ),
                        name="meeting_met_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingTask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(max_length=8)),
                ("due_on", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tasks",
                        to="mentoring.meeting",
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
                    "owner",
                    models.ForeignKey(
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
                        fields=["organisation", "done_at", "due_on"], name="meeting_task_list"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "kind"), name="meeting_task_once")
                ],
            },
        ),
    ]
