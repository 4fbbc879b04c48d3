"""Somebody who was let in to one worry."""

from __future__ import annotations

from django.db import models


class Reader(models.Model):
    """A person who holds the role, is neither lead nor deputy, and reads this one worry."""

    concern = models.ForeignKey("safety.Concern", on_delete=models.PROTECT, related_name="readers")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    let_in_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    let_in_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["concern", "person"], name="worry_reader_once")
        ]
