"""While a mentor is away, another one meets the person for a while."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from alongside.domain.mentoring import states


class Cover(models.Model):
    """Another mentor for the person of a pair, from a first day to a last, both counted.

    `suggested` holds the cards before the person, as those of a place; `volunteer` is whom they
    chose. The pair keeps its state and its mentor's place; one that is agreed holds a place of the
    mentor who covers, in the same unit."""

    transitions = states.COVER

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey("mentoring.Pair", on_delete=models.PROTECT, related_name="covers")
    volunteer = models.ForeignKey(
        "mentoring.Volunteer", null=True, on_delete=models.PROTECT, related_name="covers"
    )
    state = models.CharField(max_length=12, default=states.CoverState.ASKED_PERSON)
    first_on = models.DateField()
    last_on = models.DateField()
    suggested = models.JSONField(default=list)
    reasons = models.JSONField(default=list)
    difference = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(state__in=sorted(states.OPEN_COVERS)),
                name="cover_one_open_a_pair",
            ),
            models.CheckConstraint(condition=Q(first_on__lte=F("last_on")), name="cover_has_days"),
            models.CheckConstraint(
                condition=~Q(state__in=("asked_mentor", "agreed", "over"))
                | Q(volunteer__isnull=False),
                name="cover_asked_says_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="agreed", agreed_at__isnull=False, over_at=None)
                | Q(state="over", agreed_at__isnull=False, over_at__isnull=False)
                | (~Q(state__in=("agreed", "over")) & Q(agreed_at=None, over_at=None)),
                name="cover_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["volunteer", "state"], name="cover_of_mentor"),
            models.Index(fields=["state", "last_on"], name="cover_due"),
        ]
