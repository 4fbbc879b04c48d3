import alongside.domain.mentoring.states
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0012_reviews"),
    ]

    operations = [
        migrations.CreateModel(
            name="Cover",
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
                        default=alongside.domain.mentoring.states.CoverState["ASKED_PERSON"],
                        max_length=12,
                    ),
                ),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("suggested", models.JSONField(default=list)),
                ("reasons", models.JSONField(default=list)),
                ("difference", models.CharField(blank=True, max_length=200)),
                ("asked_at", models.DateTimeField()),
                ("agreed_at", models.DateTimeField(null=True)),
                ("over_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="mentoring.pair",
                    ),
                ),
                (
                    "volunteer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to="mentoring.volunteer",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["volunteer", "state"], name="cover_of_mentor"),
                    models.Index(fields=["state", "last_on"], name="cover_due"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["agreed", "asked_mentor", "asked_person"])
                        ),
                        fields=("pair",),
                        name="cover_one_open_a_pair",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_on__lte", models.F("last_on"))),
                        name="cover_has_days",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("asked_mentor", "agreed", "over")), _negated=True
                            ),
                            ("volunteer__isnull", False),
                            _connector="OR",
                        ),
                        name="cover_asked_says_whom",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreed_at__isnull", False), ("over_at", None), ("state", "agreed")
                            ),
                            models.Q(
                                ("agreed_at__isnull", False),
                                ("over_at__isnull", False),
                                ("state", "over"),
                            ),
                            models.Q(
                                models.Q(("state__in", ("agreed", "over")), _negated=True),
                                ("agreed_at", None),
                                ("over_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="cover_says_when",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="meeting",
            name="cover",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="mentoring.cover",
            ),
        ),
        migrations.RemoveConstraint(model_name="meetingtask", name="meeting_task_of_one"),
        migrations.AddField(
            model_name="meetingtask",
            name="cover",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="mentoring.cover",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingtask",
            constraint=models.UniqueConstraint(fields=("cover", "kind"), name="cover_task_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cover", None), ("meeting__isnull", False), ("pair", None)),
                    models.Q(("cover", None), ("meeting", None), ("pair__isnull", False)),
                    models.Q(("cover__isnull", False), ("meeting", None), ("pair", None)),
                    _connector="OR",
                ),
                name="meeting_task_of_one",
            ),
        ),
    ]
