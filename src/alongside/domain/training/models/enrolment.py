"""Somebody takes part in a module, and was at its sessions."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from alongside.domain.training import states


class Enrolment(models.Model):
    """One way of one person through one module. Doing it again in time is another one.

    `done_on` is the day of the last thing that was needed, `renew_on` the last day on which it
    counts; None: it counts for ever."""

    transitions = states.ENROLMENT

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    module = models.CharField(max_length=80)
    module_version = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10,
        default=states.ENROLMENT.initial,
        choices=[(each.value, each.value) for each in states.EnrolmentState],
    )
    enrolled_at = models.DateTimeField()
    read_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    renew_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "module"],
                condition=Q(state__in=sorted(states.OPEN)),
                name="enrolment_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "lapsed"]) | Q(done_on__isnull=False),
                name="enrolment_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(renew_on=None) | Q(renew_on__gt=F("done_on")),
                name="enrolment_counts_for_a_while",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "renew_on"], name="enrolment_renew")
        ]


class Attendance(models.Model):
    """Somebody was at a session on a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "training.Enrolment", on_delete=models.CASCADE, related_name="attendances"
    )
    session = models.CharField(max_length=80)
    on = models.DateField()
    noted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "session"], name="attended_once")
        ]
