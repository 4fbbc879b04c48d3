import alongside.domain.mentoring.states
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0011_thanks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("week", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.mentoring.states.ReviewState["ASKED"],
                        max_length=12,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answer", models.CharField(blank=True, max_length=12)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("answered_at", models.DateTimeField(null=True)),
                ("late_at", models.DateTimeField(null=True)),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="mentoring.pair",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "asked_at"], name="review_due")],
                "constraints": [
                    models.UniqueConstraint(fields=("pair", "week"), name="review_once_a_week"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", False), ("state", "answered")),
                            models.Q(
                                models.Q(("state", "answered"), _negated=True),
                                ("answer", ""),
                                ("answered_at", None),
                                ("words", ""),
                            ),
                            _connector="OR",
                        ),
                        name="review_answered_says_when",
                    ),
                ],
            },
        ),
    ]
