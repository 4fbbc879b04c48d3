"""Two referrals that are one and the same person's."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Joined(models.Model):
    """`other` is taken as the same as `kept`: proposed by one, done by a second, and parted again
    by anybody who may see both. A proposal without `by_second` has joined nothing yet."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kept = models.ForeignKey("referrals.Referral", on_delete=models.PROTECT, related_name="joins")
    other = models.ForeignKey(
        "referrals.Referral", on_delete=models.PROTECT, related_name="joined_to"
    )
    by_first = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    by_second = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    joined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # parted, or the proposal turned down

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(by_second=None) | ~Q(by_second=F("by_first")),
                name="joined_by_two_people",
            ),
            models.CheckConstraint(condition=~Q(kept=F("other")), name="joined_to_another"),
            models.UniqueConstraint(
                fields=["other"], condition=Q(ended_at=None), name="joined_to_one"
            ),
        ]
