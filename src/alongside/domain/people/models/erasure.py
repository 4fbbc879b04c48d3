"""Erasures that staff ask for: one asks, another confirms."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from alongside.domain.people import states


class ErasureRequest(models.Model):
    """A person's wish to be deleted, taken down by one member of staff and decided by another."""

    transitions = states.ERASURE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(
        max_length=12,
        default=states.ERASURE.initial,
        choices=[(each.value, each.value) for each in states.ErasureState],
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state="asked"), name="erasure_asked_once"
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="erasure_by_two_people",
            ),
        ]
