"""A decision about a worry, with its grounds. Never changed: a later one stands beside it."""

from __future__ import annotations

from django.db import models

from alongside.domain.safety.records import Answer, Route, Threshold
from alongside.foundation.models import SealedTextField
from alongside.foundation.models.immutable import Immutable

_ANSWERS = [(each.value, each.value) for each in Answer]


class Decision(Immutable):
    """What was decided, by whom, on which answers; what was written in words is sealed."""

    id = models.BigAutoField(primary_key=True)
    concern = models.ForeignKey(
        "safety.Concern", on_delete=models.PROTECT, related_name="decisions"
    )
    key = models.UUIDField(unique=True)
    route = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Route])
    reasons = SealedTextField()
    can_decide = models.CharField(max_length=10, choices=_ANSWERS)
    agrees = models.CharField(max_length=10, choices=_ANSWERS)
    wishes = SealedTextField(blank=True)
    without_consent = SealedTextField(blank=True)
    under_18 = models.CharField(max_length=10, choices=_ANSWERS)
    care_needs = models.CharField(max_length=10, choices=_ANSWERS)
    at_risk = models.CharField(max_length=10, choices=_ANSWERS)
    cannot_protect = models.CharField(max_length=10, choices=_ANSWERS)
    threshold = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in Threshold]
    )
    told_whom = SealedTextField(blank=True)
    told_on = models.DateField(null=True)
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
