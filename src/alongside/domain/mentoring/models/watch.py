"""Who watches over mentors who are out, and who is out."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Watch(models.Model):
    """Some hours of a weekday (0 is Monday, in London) in which somebody of the staff watches.

    Together these are the rota of an organisation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    starts = models.TimeField()
    ends = models.TimeField()
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__lt=F("ends"), weekday__lte=6), name="watch_is_some_hours"
            ),
            models.UniqueConstraint(
                fields=["organisation", "person", "weekday", "starts", "ends"],
                condition=Q(ended_at=None),
                name="watch_once",
            ),
        ]


class CheckIn(models.Model):
    """A mentor who is out, until they say that they are back.

    `watched_by` is whoever watches at the moment of the alarm, as the mentor was told; without one
    there is no alarm."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    volunteer = models.ForeignKey(
        "mentoring.Volunteer", on_delete=models.PROTECT, related_name="check_ins"
    )
    started_at = models.DateTimeField()
    back_by = models.DateTimeField()
    watched_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    alarmed_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer"],
                condition=Q(back_at=None, settled_at=None),
                name="check_in_one_open",
            ),
        ]
        indexes = [models.Index(fields=["back_at", "back_by"], name="check_in_due")]
