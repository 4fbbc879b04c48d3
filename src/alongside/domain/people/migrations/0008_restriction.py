"""Details that are kept and not used."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

PERSON = {"on_delete": django.db.models.deletion.PROTECT, "to": "people.person"}


def choices(*words: str) -> list[tuple[str, str]]:
    return [(word, word) for word in words]


class Migration(migrations.Migration):
    dependencies = [("people", "0007_carer_may_refer")]

    operations = [
        migrations.CreateModel(
            name="Restriction",
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
                        choices=choices("in_force", "told", "lifted"),
                        default="in_force",
                        max_length=10,
                    ),
                ),
                ("person", models.ForeignKey(**PERSON)),
                (
                    "because",
                    models.CharField(
                        choices=choices("accuracy", "unlawful", "claim", "objection"),
                        max_length=10,
                    ),
                ),
                ("about", models.TextField(blank=True)),
                (
                    "how",
                    models.CharField(
                        choices=choices("page", "phone", "paper", "in_person"), max_length=10
                    ),
                ),
                ("recorded_by", models.ForeignKey(null=True, related_name="+", **PERSON)),
                ("asked_at", models.DateTimeField()),
                (
                    "told_how",
                    models.CharField(
                        blank=True,
                        choices=choices("message", "post", "phone", "in_person"),
                        max_length=10,
                    ),
                ),
                ("told_at", models.DateTimeField(null=True)),
                ("told_by", models.ForeignKey(null=True, related_name="+", **PERSON)),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_by", models.ForeignKey(null=True, related_name="+", **PERSON)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=~models.Q(state="lifted"),
                        fields=("person",),
                        name="restricted_once",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(state="told") | models.Q(told_at__isnull=False),
                        name="restriction_told_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(state="lifted") | models.Q(lifted_at__isnull=False),
                        name="restriction_lifted_on_a_day",
                    ),
                ],
            },
        ),
    ]
