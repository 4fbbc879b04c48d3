"""A few words of thanks, of one of two who finish to the other."""

from __future__ import annotations

import uuid

from django.db import models


class Thanks(models.Model):
    """What one of the two wrote to the other: one of each. Nobody else reads it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey("mentoring.Pair", on_delete=models.PROTECT, related_name="thanks")
    by = models.CharField(max_length=6)  # person | mentor
    words = models.CharField(max_length=500)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "by"], name="thanks_one_of_each"),
        ]
        indexes = [models.Index(fields=["written_at"], name="thanks_forgotten")]
