"""Links for people without an account."""

from __future__ import annotations

import uuid

from django.db import models


class Link(models.Model):
    """A link that opens one thing for one purpose until a moment. Only a digest of it is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=40)
    thing_type = models.CharField(max_length=80)
    thing_id = models.CharField(max_length=60)
    made_at = models.DateTimeField()
    valid_until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["thing_type", "thing_id"], name="link_thing")]
