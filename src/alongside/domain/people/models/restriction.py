"""Details that are kept and not used."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.people import states
from alongside.domain.people.records import How, RestrictBecause, ToldHow


class Restriction(models.Model):
    """That one person's details are kept and not used, since when, why, and until when.

    `recorded_by` is empty where the person asked by a page or a link. It is lifted by the person,
    or by staff after the person was told."""

    transitions = states.RESTRICTION

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(
        max_length=10,
        default=states.RESTRICTION.initial,
        choices=[(each.value, each.value) for each in states.RestrictionState],
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    because = models.CharField(
        max_length=10, choices=[(each.value, each.value) for each in RestrictBecause]
    )
    about = models.TextField(blank=True)
    how = models.CharField(max_length=10, choices=[(how.value, how.value) for how in How])
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    told_how = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in ToldHow]
    )
    told_at = models.DateTimeField(null=True)
    told_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=~Q(state="lifted"), name="restricted_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="told") | Q(told_at__isnull=False),
                name="restriction_told_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state="lifted") | Q(lifted_at__isnull=False),
                name="restriction_lifted_on_a_day",
            ),
        ]
