"""Organisations: those that run the service and those that run the groups in it."""

from __future__ import annotations

import uuid

from django.db import models


class Organisation(models.Model):
    """An organisation. `name` is what its pages and its groups carry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    website = models.URLField(max_length=500, blank=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["name"], name="organisation_name")]
