"""How many people a group has room for."""

from __future__ import annotations

from django.db import models


class Places(models.Model):
    """The places of one group that has a limited number; a group without a row has no limit.

    `held` is the number of requests that hold one. It changes by conditional updates alone, so
    that of people who ask at the same moment only as many get a place as there are."""

    listing = models.OneToOneField(
        "directory.Listing", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    places = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)
    # Held beyond the number: the group lowered it while people held places.
    over = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(held__lte=models.F("places") + models.F("over")),
                name="places_not_oversold",
            ),
        ]
