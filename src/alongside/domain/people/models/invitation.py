"""Invitations to take a role."""

from __future__ import annotations

import uuid

from django.db import models


class Invitation(models.Model):
    """A link that gives a role once. It holds nobody's name or address: it is handed over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    role = models.CharField(max_length=30)
    checks_listings = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    taken_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    taken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
