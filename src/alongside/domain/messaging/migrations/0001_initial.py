import alongside.domain.messaging.states
import datetime
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
            name="Number",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("first_texted_at", models.DateTimeField(null=True)),
                ("stopped_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Message",
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
                        default=alongside.domain.messaging.states.MessageState["QUEUED"],
                        max_length=12,
                    ),
                ),
                ("key", models.CharField(max_length=200, unique=True)),
                ("template", models.CharField(max_length=80)),
                ("version", models.PositiveIntegerField()),
                ("names_of_values", models.JSONField(default=list)),
                ("to_kind", models.CharField(max_length=10)),
                ("cause_type", models.CharField(max_length=80)),
                ("cause_id", models.CharField(max_length=60)),
                ("values", models.JSONField(default=dict)),
                ("contact", models.JSONField(default=dict)),
                ("channel", models.CharField(blank=True, max_length=10)),
                ("address", models.TextField(blank=True)),
                ("sender", models.CharField(blank=True, max_length=100)),
                ("subject", models.CharField(blank=True, max_length=200)),
                ("body", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=80)),
                ("parts", models.PositiveSmallIntegerField(default=0)),
                ("large", models.BooleanField(default=False)),
                ("number_digest", models.CharField(blank=True, max_length=64)),
                ("not_before", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("why", models.CharField(blank=True, max_length=30)),
                ("why_what", models.CharField(blank=True, max_length=80)),
                ("provider", models.CharField(blank=True, max_length=20)),
                ("reference", models.CharField(blank=True, max_length=100)),
                ("in_the_dark", models.BooleanField(default=False)),
                ("lease", models.UUIDField(null=True)),
                ("leased_until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("wiped_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="people.person"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["due_at"],
                        name="message_due",
                    ),
                    models.Index(
                        condition=models.Q(("state", "sending")),
                        fields=["leased_until"],
                        name="message_leased",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    alongside.domain.messaging.states.MessageState["CANNOT_SEND"],
                                    alongside.domain.messaging.states.MessageState["DEAD"],
                                ],
                            )
                        ),
                        fields=["created_at"],
                        name="message_a_persons_turn",
                    ),
                    models.Index(fields=["number_digest", "sent_at"], name="message_number"),
                    models.Index(fields=["cause_type", "cause_id"], name="message_cause"),
                    models.Index(
                        condition=models.Q(("state", "sent"), ("wiped_at", None)),
                        fields=["sent_at"],
                        name="message_to_wipe",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wiped_at", None),
                            models.Q(
                                ("address", ""),
                                ("body", ""),
                                ("contact", {}),
                                ("sender", ""),
                                ("subject", ""),
                                ("values", {}),
                            ),
                            _connector="OR",
                        ),
                        name="message_wiped_is_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                (
                                    "state__in",
                                    [
                                        alongside.domain.messaging.states.MessageState["CANCELLED"],
                                        alongside.domain.messaging.states.MessageState["DELIVERED"],
                                        alongside.domain.messaging.states.MessageState["SETTLED"],
                                    ],
                                ),
                                _negated=True,
                            ),
                            ("wiped_at__isnull", False),
                            _connector="OR",
                        ),
                        name="message_ended_is_wiped",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "sending"), _negated=True),
                            ("leased_until__isnull", False),
                            _connector="OR",
                        ),
                        name="message_sending_has_a_lease",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "cannot_send"), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="message_blocked_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
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
                        default=alongside.domain.messaging.states.ReplyState["TO_READ"],
                        max_length=10,
                    ),
                ),
                ("provider", models.CharField(max_length=20)),
                ("provider_id", models.CharField(max_length=100)),
                ("number_digest", models.CharField(max_length=64)),
                ("text", models.TextField(blank=True)),
                ("meaning", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="messaging.message",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="people.person"
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["state", "at"], name="reply_to_read")],
                "constraints": [
                    models.UniqueConstraint(fields=("provider", "provider_id"), name="reply_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["read", "taken"]), _negated=True),
                            ("text", ""),
                            _connector="OR",
                        ),
                        name="reply_wiped_when_read",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SafeContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("channels", models.JSONField(default=list)),
                ("forbidden", models.JSONField(default=list)),
                ("text_number", models.CharField(blank=True, db_index=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone_number", models.CharField(blank=True, max_length=20)),
                ("post", models.JSONField(default=list)),
                ("may_leave_message", models.BooleanField(default=False)),
                ("safe_times", models.JSONField(default=list)),
                ("quiet_from", models.TimeField(default=datetime.time(21, 0))),
                ("quiet_to", models.TimeField(default=datetime.time(8, 0))),
                ("signed_as", models.CharField(default="neutral", max_length=12)),
                ("signature_name", models.CharField(blank=True, max_length=25)),
                ("may_name", models.BooleanField(default=False)),
                ("language", models.CharField(default="en", max_length=80)),
                ("formats", models.JSONField(default=list)),
                ("professional", models.CharField(blank=True, max_length=80)),
                ("share_needs", models.BooleanField(default=False)),
                ("identified_on", models.DateField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("texts_stopped_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="safe_contact",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["review_on"], name="safe_contact_review")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("signed_as__in", ["service", "first_name", "neutral"])),
                        name="safe_contact_signed_as",
                    )
                ],
            },
        ),
    ]
