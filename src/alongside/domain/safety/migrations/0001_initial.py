import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0003_invitation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=9, unique=True)),
                ("key", models.UUIDField(unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received"),
                            ("read", "read"),
                            ("in_hand", "in_hand"),
                            ("closing", "closing"),
                            ("closed", "closed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("danger_now", models.BooleanField()),
                ("what_happened", models.TextField()),
                (
                    "about",
                    models.CharField(
                        choices=[("me", "me"), ("other", "other"), ("unsaid", "unsaid")],
                        max_length=10,
                    ),
                ),
                ("about_name", models.CharField(blank=True, max_length=200)),
                ("may_contact", models.BooleanField(default=False)),
                ("contact_name", models.CharField(blank=True, max_length=200)),
                (
                    "contact_by",
                    models.CharField(
                        blank=True,
                        choices=[("phone", "phone"), ("text", "text"), ("email", "email")],
                        max_length=10,
                    ),
                ),
                ("contact_at", models.CharField(blank=True, max_length=254)),
                ("contact_safely", models.CharField(blank=True, max_length=500)),
                ("may_leave_message", models.BooleanField(default=False)),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("escalate_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "closing_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "kept_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.organisation"
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
                (
                    "reporter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "due_at"], name="worry_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "closed"),
                            models.Q(
                                ("due_at__isnull", False),
                                ("escalate_at__isnull", False),
                                ("owner__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="worry_open_has_owner_and_due_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "closed"), _negated=True),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                ("closing_by__isnull", False),
                                models.Q(("closing_by", models.F("closed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="worry_closed_by_two_people",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("let_in_at", models.DateTimeField()),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="readers",
                        to="safety.concern",
                    ),
                ),
                (
                    "let_in_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
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
                    models.UniqueConstraint(fields=("concern", "person"), name="worry_reader_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SafetySetup",
            fields=[
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("hours", models.JSONField()),
                ("telephone", models.CharField(max_length=40)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("live_at", models.DateTimeField(null=True)),
                (
                    "deputy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("only", 1)), name="one_safety_setup_a_database"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("lead", models.F("deputy")), _negated=True),
                        name="safety_lead_is_not_the_deputy",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("read", "read"),
                            ("taken", "taken"),
                            ("note", "note"),
                            ("spoke", "spoke"),
                            ("council", "council"),
                            ("police", "police"),
                            ("elsewhere", "elsewhere"),
                            ("let_in", "let_in"),
                            ("closing", "closing"),
                            ("kept_open", "kept_open"),
                            ("closed", "closed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(blank=True)),
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
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="safety.concern",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
