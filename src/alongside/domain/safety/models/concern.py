"""A worry about somebody's safety, as it was told."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.safety.records import About, Channel
from alongside.domain.safety.states import CONCERN, ConcernState
from alongside.foundation.models import SealedTextField


class Concern(models.Model):
    """What somebody told, word for word, with its one state, owner and due time.

    `key` is made when somebody begins to tell, so that what is sent ten times is one worry.
    `kept_from` is a reader about whom it may be: to them it does not exist. `reporter` is there
    only for somebody who was signed in and said that it may be; `contact_…` is how whoever told it
    may be reached, and stands nowhere else. What was told in words is sealed."""

    transitions = CONCERN

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True)
    key = models.UUIDField(unique=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    state = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in ConcernState]
    )
    danger_now = models.BooleanField()
    what_happened = SealedTextField()
    about = models.CharField(max_length=10, choices=[(each.value, each.value) for each in About])
    about_name = SealedTextField(blank=True)
    may_contact = models.BooleanField(default=False)
    contact_name = SealedTextField(blank=True)
    contact_by = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Channel]
    )
    contact_at = SealedTextField(blank=True)
    contact_safely = SealedTextField(blank=True)
    may_leave_message = models.BooleanField(default=False)
    reporter = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    kept_from = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # From where it was told: a pair or an introduction, by its key alone.
    thing = models.CharField(max_length=10, blank=True)
    thing_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    # The promise that was made when it was told, or the next thing to do: by when, and by whom.
    due_at = models.DateTimeField(null=True)
    # From when the others who read worries are told as well.
    escalate_at = models.DateTimeField(null=True)
    owner = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closing_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True)
    # When its words were forgotten, as long after it was closed as the policy says.
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="worry_open_has_owner_and_due_time",
                condition=models.Q(state=ConcernState.CLOSED.value)
                | models.Q(owner__isnull=False, due_at__isnull=False, escalate_at__isnull=False),
            ),
            models.CheckConstraint(
                name="worry_closed_by_two_people",
                condition=~models.Q(state=ConcernState.CLOSED.value)
                | (
                    models.Q(
                        closing_by__isnull=False, closed_by__isnull=False, closed_at__isnull=False
                    )
                    & ~models.Q(closing_by=models.F("closed_by"))
                ),
            ),
        ]
        indexes = [models.Index(fields=["state", "due_at"], name="worry_due")]
