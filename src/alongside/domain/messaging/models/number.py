"""Mobile numbers that were texted, or that want no texts."""

from __future__ import annotations

from django.db import models


class Number(models.Model):
    """A mobile number, known by its keyed hash alone."""

    digest = models.CharField(max_length=64, primary_key=True)
    first_texted_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
