"""What a person lets a carer do for them, and until when."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from alongside.domain.people.records import CarerMay


class CarerOffer(models.Model):
    """A link by which somebody becomes a person's carer, once. It holds nobody's address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    what = models.JSONField()  # values of CarerMay
    until = models.DateField()
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)


class CarerPermission(models.Model):
    """One thing that one carer may do for one person, up to and with the day `valid_until`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    carer = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="caring")
    what = models.CharField(max_length=20, choices=[(may.value, may.value) for may in CarerMay])
    valid_until = models.DateField()
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "carer", "what"],
                condition=Q(ended_at=None),
                name="carer_permission_once",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("carer")), name="nobody_is_their_own_carer"
            ),
        ]
