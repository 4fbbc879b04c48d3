"""Complaints about how the service handles somebody's data."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.people import states
from alongside.domain.people.records import ReplyBy, Wanted


class Complaint(models.Model):
    """One complaint, from whoever wrote it, to be answered by `due_on`.

    Nobody needs an account for it; `person` is there where somebody was signed in. `key` comes with
    the form, so that what is sent ten times is one complaint."""

    transitions = states.COMPLAINT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    reference = models.CharField(max_length=9, unique=True)
    state = models.CharField(
        max_length=10,
        default=states.COMPLAINT.initial,
        choices=[(each.value, each.value) for each in states.ComplaintState],
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=200, blank=True)
    about = models.TextField()
    wanted = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Wanted])
    reply_by = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in ReplyBy]
    )
    reply_to = models.CharField(max_length=300, blank=True)
    safely = models.CharField(max_length=500, blank=True)
    may_leave_message = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="complaint_answered_on_a_day",
            )
        ]
        indexes = [models.Index(fields=["state", "due_on"], name="complaint_due")]
