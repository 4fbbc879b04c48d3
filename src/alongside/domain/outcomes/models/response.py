"""A measure that somebody was asked, and what their answers add up to."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.outcomes import states
from alongside.domain.outcomes.records import How, Point


class Response(models.Model):
    """Asked once for each episode and point. `answers` maps an item to its answer, or to null.

    `episode_id` is the episode of support; it has no foreign key, so that outcomes stand on any
    app that opens episodes. `measure_version` is that of the questions which were shown."""

    transitions = states.RESPONSE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode_id = models.UUIDField(db_index=True)
    point = models.CharField(max_length=10, choices=[(each.value, each.value) for each in Point])
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    measure = models.CharField(max_length=80)
    measure_version = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10,
        default=states.ResponseState.ASKED.value,
        choices=[(each.value, each.value) for each in states.ResponseState],
    )
    asked_at = models.DateTimeField()
    said_at = models.DateTimeField(null=True)
    how = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in How]
    )
    answers = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["episode_id", "point"], name="measure_asked_once"),
            models.CheckConstraint(
                condition=Q(state="asked") | (Q(said_at__isnull=False) & ~Q(how="")),
                name="measure_said_somehow",
            ),
            models.CheckConstraint(
                condition=Q(state="answered") | Q(answers={}), name="measure_answers_when_answered"
            ),
        ]


class Score(models.Model):
    """One scale of one response, as `engines.scoring` gave it on the day it was answered."""

    id = models.BigAutoField(primary_key=True)
    response = models.ForeignKey(
        "outcomes.Response", on_delete=models.CASCADE, related_name="scores"
    )
    scale = models.CharField(max_length=80)
    value = models.FloatField(null=True)
    category = models.CharField(max_length=80, blank=True)
    band = models.CharField(max_length=40, blank=True)
    bands_version = models.CharField(max_length=40, blank=True)
    # Of a measure of which the score alone may be kept: by which licence it was asked.
    licence = models.CharField(max_length=80, blank=True)
    answered = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "scale"], name="scale_scored_once")
        ]
