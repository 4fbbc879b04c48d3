"""*Still running?*: one question to a group, and what came back."""

from __future__ import annotations

import uuid

from django.db import models


class RunningCheck(models.Model):
    """Asked on a day; silence leads to a call, then to a tag, then to hiding, each by its date."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(
        "directory.Listing", on_delete=models.CASCADE, related_name="running_checks"
    )
    asked_on = models.DateField()
    ring_from = models.DateField()
    tag_on = models.DateField()
    hide_on = models.DateField()
    nonce = models.CharField(max_length=32)  # part of the signed link; changed to revoke it
    answered_on = models.DateField(null=True)
    answer = models.CharField(max_length=12, blank=True)  # running | stopped
    # How the answer came: link, rang, signed_in, checked (with its details) or closed.
    how = models.CharField(max_length=12, blank=True)
    rang_on = models.DateField(null=True)  # somebody rang last on that day, and nobody answered
    answered_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on=None, how="")
                | (models.Q(answered_on__isnull=False) & ~models.Q(how="")),
                name="running_check_says_how",
            ),
            models.UniqueConstraint(
                fields=["listing"],
                condition=models.Q(answered_on=None),
                name="running_check_one_open",
            ),
        ]
