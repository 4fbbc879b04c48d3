"""One message to one recipient: the outbox."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.messaging import states


class Message(models.Model):
    """A message. What it says and where it goes is wiped once it has arrived; what it was stays."""

    transitions = states.MESSAGE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=12, default=states.MessageState.QUEUED)
    # The same key is the same message.
    key = models.CharField(max_length=200, unique=True)
    template = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    names_of_values = models.JSONField(default=list)
    to_kind = models.CharField(max_length=10)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True)
    cause_type = models.CharField(max_length=80)
    cause_id = models.CharField(max_length=60)

    # Wiped: what it says, and where it goes.
    values = models.JSONField(default=dict)
    contact = models.JSONField(default=dict)  # of recipients without a profile
    channel = models.CharField(max_length=10, blank=True)
    address = models.TextField(blank=True)
    sender = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    language = models.CharField(max_length=80, blank=True)
    parts = models.PositiveSmallIntegerField(default=0)
    large = models.BooleanField(default=False)
    # The keyed hash of a mobile number, by which an answer finds its question; forgotten later.
    number_digest = models.CharField(max_length=64, blank=True)

    not_before = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    why = models.CharField(max_length=30, blank=True)
    why_what = models.CharField(max_length=80, blank=True)
    provider = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    # The last try ended in the dark: the provider may have taken it.
    in_the_dark = models.BooleanField(default=False)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(wiped_at=None)
                | models.Q(address="", subject="", body="", sender="", values={}, contact={}),
                name="message_wiped_is_empty",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(states.WIPED))
                | models.Q(wiped_at__isnull=False),
                name="message_ended_is_wiped",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="sending") | models.Q(leased_until__isnull=False),
                name="message_sending_has_a_lease",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="cannot_send") | ~models.Q(why=""),
                name="message_blocked_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="queued"), name="message_due"),
            models.Index(
                fields=["leased_until"], condition=models.Q(state="sending"), name="message_leased"
            ),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=sorted(states.A_PERSONS_TURN)),
                name="message_a_persons_turn",
            ),
            models.Index(fields=["number_digest", "sent_at"], name="message_number"),
            models.Index(fields=["cause_type", "cause_id"], name="message_cause"),
            models.Index(
                fields=["sent_at"],
                condition=models.Q(wiped_at=None, state="sent"),
                name="message_to_wipe",
            ),
        ]
