"""What a service's contract asks for."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class ServiceTargets(models.Model):
    """How many mentors, and how many people in a contract year, which begins in the month
    `year_begins`. Null: the contract names no number."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    mentors = models.PositiveIntegerField(null=True)
    people_a_year = models.PositiveIntegerField(null=True)
    year_begins = models.PositiveSmallIntegerField(default=4)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_begins__gte=1, year_begins__lte=12),
                name="targets_begin_in_a_month",
            )
        ]
