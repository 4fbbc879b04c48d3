"""An episode of support: the peg for pairs, measures and worries."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q


class Episode(models.Model):
    """One spell of support of one person by one organisation, opened by an accepted referral."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(
        "referrals.Referral", on_delete=models.PROTECT, related_name="episode"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=14, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="episode_closed_with_an_outcome",
            )
        ]
        indexes = [models.Index(fields=["organisation", "closed_at"], name="episode_open")]
