"""What was done about a worry, in the order in which it was done."""

from __future__ import annotations

from django.db import models

from alongside.domain.safety.records import StepKind
from alongside.foundation.models import SealedTextField
from alongside.foundation.models.immutable import Immutable


class Step(Immutable):
    """One step or decision: by whom, when, and in their own words. Never changed.

    Steps are numbered, so that they stand in their order also after a clock that jumped."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey("safety.Concern", on_delete=models.PROTECT, related_name="steps")
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20, choices=[(each.value, each.value) for each in StepKind])
    words = SealedTextField(blank=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
