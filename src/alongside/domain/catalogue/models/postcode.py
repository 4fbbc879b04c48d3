"""Where postcodes are."""

from __future__ import annotations

from django.db import models


class Postcode(models.Model):
    """The middle of an outward code (WR14) or of a whole postcode (WR141AA, without the space)."""

    code = models.CharField(max_length=7, primary_key=True)
    outward = models.CharField(max_length=4, db_index=True)
    lat = models.FloatField()
    lon = models.FloatField()
    town = models.CharField(max_length=80, blank=True)
