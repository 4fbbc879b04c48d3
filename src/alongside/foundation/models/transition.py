"""Every state change that ever happened."""

from __future__ import annotations

from django.db import models

from alongside.foundation.models.immutable import Immutable


class Transition(Immutable):
    """One move of one thing from a state to a state."""

    thing_type = models.CharField(max_length=80)
    thing_id = models.CharField(max_length=60)
    event = models.CharField(max_length=40)
    source = models.CharField(max_length=40)
    target = models.CharField(max_length=40)
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["thing_type", "thing_id", "at"], name="transition_thing")]
