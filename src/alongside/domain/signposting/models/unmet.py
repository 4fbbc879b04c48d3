"""What nothing suited: kept so that somebody can hear of it, and so that gaps can be counted."""

from __future__ import annotations

import uuid

from django.db import models

REASONS = ("nothing_suitable", "tell_me", "declined", "full")


class UnmetNeed(models.Model):
    """One need that was not met, with or without a person.

    `fitted` holds the listings that fitted when it was recorded: they are no news. While
    `tell_until` lies ahead the person hears of each other one that fits, once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=20)
    recorded_at = models.DateTimeField()
    steward = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    outward = models.CharField(max_length=4, blank=True)
    team = models.CharField(max_length=80, blank=True)
    # The key of a town, where neither of the two is known of it.
    town = models.CharField(max_length=100, blank=True)
    condition = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=20, blank=True)
    age_band = models.CharField(max_length=10, blank=True)
    person = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    request = models.ForeignKey(
        "signposting.Request", on_delete=models.PROTECT, null=True, related_name="unmet"
    )
    tell_until = models.DateField(null=True)
    fitted = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reason__in=REASONS), name="unmet_reason_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(tell_until=None) | models.Q(person__isnull=False),
                name="unmet_telling_needs_a_person",
            ),
        ]
        indexes = [
            models.Index(fields=["steward", "recorded_at"], name="unmet_list"),
            models.Index(fields=["tell_until"], name="unmet_to_tell"),
        ]


class ToldOf(models.Model):
    """A person was told of a listing that fits: once for each need and listing."""

    need = models.ForeignKey(UnmetNeed, on_delete=models.CASCADE, related_name="told")
    listing = models.ForeignKey("directory.Listing", on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "listing"], name="told_once")]
