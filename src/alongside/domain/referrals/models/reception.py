"""How much room a service has."""

from __future__ import annotations

from django.db import models


class Reception(models.Model):
    """What a service says of taking people on. Without a number of `places` there is no limit;
    until the end of `paused_until` nobody new is decided on."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.PROTECT, primary_key=True, related_name="+"
    )
    places = models.PositiveIntegerField(null=True)
    paused_until = models.DateField(null=True)
    words = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()
