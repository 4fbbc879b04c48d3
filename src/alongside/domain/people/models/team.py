"""Neighbourhood teams: the places where community health staff work together."""

from __future__ import annotations

import uuid

from django.db import models


class NeighbourhoodTeam(models.Model):
    """A team for one neighbourhood, from a day and until a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    places = models.JSONField(default=list)
    outward_codes = models.JSONField(default=list)
    lat = models.FloatField()
    lon = models.FloatField()
    population = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to=None) | models.Q(valid_to__gte=models.F("valid_from")),
                name="team_ends_after_it_begins",
            )
        ]


class Practice(models.Model):
    """A general practice of a team."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    team = models.ForeignKey(
        "people.NeighbourhoodTeam", on_delete=models.PROTECT, related_name="practices"
    )
    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    outward_code = models.CharField(max_length=4, blank=True)
