"""Referrals, episodes of support, duplicates, how well they fitted, places of a service."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0007_carer_may_refer"),
    ]

    operations = [
        migrations.CreateModel(
            name="Reception",
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
                ("places", models.PositiveIntegerField(null=True)),
                ("paused_until", models.DateField(null=True)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=9, unique=True)),
                ("key", models.CharField(max_length=64, unique=True)),
                ("state", models.CharField(default="sent", max_length=12)),
                ("made_by", models.CharField(max_length=12)),
                ("practice", models.CharField(blank=True, max_length=12)),
                ("wants", models.CharField(max_length=8)),
                ("condition", models.CharField(blank=True, max_length=80)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("about_me", models.CharField(blank=True, max_length=1000)),
                ("barriers", models.JSONField(default=list)),
                ("risk", models.CharField(blank=True, max_length=500)),
                ("correction", models.CharField(blank=True, max_length=1000)),
                ("born", models.DateField(null=True)),
                ("nhs_number", models.CharField(blank=True, max_length=200)),
                ("nhs_digest", models.CharField(blank=True, max_length=64)),
                ("name_digest", models.CharField(blank=True, max_length=64)),
                ("reach_digest", models.CharField(blank=True, max_length=64)),
                ("tells_referrer", models.BooleanField(default=True)),
                ("made_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField()),
                ("received_on", models.DateField(null=True)),
                ("owner_kind", models.CharField(blank=True, max_length=12)),
                ("owner_id", models.UUIDField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("because", models.CharField(blank=True, max_length=14)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("outcome", models.CharField(blank=True, max_length=14)),
                ("contacted_on", models.DateField(null=True)),
                ("attended_on", models.DateField(null=True)),
                ("told", models.JSONField(default=list)),
                ("told_on", models.DateField(null=True)),
                ("alerted_on", models.DateField(null=True)),
                ("changed_at", models.DateTimeField()),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="referrals.referral",
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
                    "referrer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["service", "state", "due_on"], name="referral_list"),
                    models.Index(fields=["state", "due_on"], name="referral_due"),
                    models.Index(fields=["referrer", "made_at"], name="referral_of_referrer"),
                    models.Index(fields=["practice", "made_at"], name="referral_of_practice"),
                    models.Index(fields=["service", "nhs_digest"], name="referral_same_number"),
                    models.Index(fields=["service", "name_digest"], name="referral_same_name"),
                    models.Index(fields=["service", "reach_digest"], name="referral_same_reach"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_on", None),
                                ("owner_id", None),
                                ("owner_kind", ""),
                                (
                                    "state__in",
                                    ["closed", "declined", "joined", "redirected", "withdrawn"],
                                ),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("owner_kind", "referrer"),
                                ("state__in", ["draft", "sent"]),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("owner_kind", "coordinator"),
                                (
                                    "state__in",
                                    [
                                        "accepted",
                                        "attending",
                                        "contacted",
                                        "plan_agreed",
                                        "received",
                                        "waiting",
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="referral_has_owner_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "sent", "withdrawn"]),
                            ("received_on__isnull", False),
                            _connector="OR",
                        ),
                        name="referral_received_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_declined_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(("outcome", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="referral_closed_with_an_outcome",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Joined",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("joined_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by_first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "by_second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "kept",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joins",
                        to="referrals.referral",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined_to",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by_second", None),
                            models.Q(("by_second", models.F("by_first")), _negated=True),
                            _connector="OR",
                        ),
                        name="joined_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept", models.F("other")), _negated=True),
                        name="joined_to_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("other",),
                        name="joined_to_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FitGrade",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("grade", models.CharField(max_length=6)),
                ("graded_at", models.DateTimeField()),
                (
                    "graded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="fit",
                        to="referrals.referral",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Episode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=14)),
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
                    "referral",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="episode",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "closed_at"], name="episode_open")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="episode_closed_with_an_outcome",
                    )
                ],
            },
        ),
    ]
