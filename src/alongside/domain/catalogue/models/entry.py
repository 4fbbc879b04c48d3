"""One file of `data/`, as a row."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """A condition, language, set of principles…: `slug` is for ever, and it is retired by date.

    `content` is the file as it was read; the kind's schema says what stands in it."""

    kind = models.CharField(max_length=40)
    slug = models.CharField(max_length=80)
    label = models.CharField(max_length=200)
    content = models.JSONField()
    position = models.PositiveIntegerField(default=0)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="entry_once")]
