"""What the public version says, as rows that can be searched: rewritten at each publication."""

from __future__ import annotations

import uuid

from django.db import models


class ListedPlace(models.Model):
    """A location of a public listing, and the listing's being there (service at location)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)  # derived: listing and position
    listing = models.ForeignKey(
        "directory.Listing", on_delete=models.CASCADE, related_name="listed_places"
    )
    position = models.PositiveSmallIntegerField()
    outward = models.CharField(max_length=4, blank=True, db_index=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "position"], name="place_position_once")
        ]


class ListedTerm(models.Model):
    """A catalogue term that a public listing carries: its condition, mode, language…"""

    listing = models.ForeignKey(
        "directory.Listing", on_delete=models.CASCADE, related_name="listed_terms"
    )
    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "kind", "slug"], name="term_once")
        ]
        indexes = [models.Index(fields=["kind", "slug"], name="term_listings")]


class ListedTime(models.Model):
    """A day and time at which a public listing meets."""

    listing = models.ForeignKey(
        "directory.Listing", on_delete=models.CASCADE, related_name="listed_times"
    )
    day = models.CharField(max_length=2)  # MO … SU
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
