"""How often the poster of a practice or neighbourhood team was scanned."""

from __future__ import annotations

from django.db import models


class PosterCount(models.Model):
    """The scans of one poster in one month. There is nothing else: no time, no browser, no person.

    `code` is a practice's code or a team's slug; `month` the month's first day, in London."""

    code = models.CharField(max_length=80)
    month = models.DateField()
    scans = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "month"], name="poster_once_a_month")
        ]
