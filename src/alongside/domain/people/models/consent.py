"""What a person agreed to, and when they stopped agreeing."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.people.records import How


class Consent(models.Model):
    """One agreement of one person to one purpose, under one version of its words.

    Nobody recorded it where `recorded_by` is empty: the person gave it by a page or a link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    purpose = models.CharField(max_length=80)
    words_version = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=10, choices=[(how.value, how.value) for how in How])
    # Without an index: a join request writes several consents, and nobody is asked for by it often.
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "words_version"],
                condition=models.Q(withdrawn_at=None),
                name="consent_given_once",
            )
        ]
