"""Roles that persons hold at organisations, from a day and until a day."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.people.records import Role


class Membership(models.Model):
    """One role of one person at one organisation. It holds from `valid_from` until `ended_at`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    role = models.CharField(max_length=30, choices=[(role.value, role.value) for role in Role])
    # A reviewer with lived experience may check listings, whatever the role.
    checks_listings = models.BooleanField(default=False)
    valid_from = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "role"],
                condition=models.Q(ended_at=None),
                name="membership_held_once",
            )
        ]
