"""What somebody said happened."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.foundation.models.immutable import Immutable


class Said(Immutable):
    """One party's word about one day. Nothing is overwritten: who says otherwise adds a row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(
        "signposting.Request", on_delete=models.PROTECT, related_name="words"
    )
    party = models.CharField(max_length=12)  # person | group | coordinator
    what = models.CharField(max_length=16)  # went | not_for_me | could_not_come | call_me
    about = models.DateField()  # the day of the visit; without one, the day of asking
    how = models.CharField(max_length=8)  # text | page | phone
    recorded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "party", "what", "about"], name="said_once"),
        ]
