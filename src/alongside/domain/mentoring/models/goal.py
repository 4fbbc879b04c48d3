"""What somebody would like to do or change, with or without a mentor beside them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.mentoring import states


class Goal(models.Model):
    """One goal of one person: in their own words, or *just to talk*.

    It belongs to their wish for a mentor and not to a pair, so that it stays theirs with another
    mentor. `key` is of the form, so that a form sent twice is one goal; `edition` counts the
    changes."""

    transitions = states.GOAL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)
    place = models.ForeignKey("mentoring.Place", on_delete=models.PROTECT, related_name="goals")
    state = models.CharField(max_length=12, default=states.GoalState.OPEN)
    just_talk = models.BooleanField(default=False)
    words = models.CharField(max_length=200, blank=True)
    step = models.CharField(max_length=200, blank=True)
    step_when = models.CharField(max_length=100, blank=True)
    sure = models.PositiveSmallIntegerField(null=True)
    by_mentor = models.BooleanField(default=False)
    edition = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True)  # when it was reached or set aside

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state="open", just_talk=True),
                name="goal_one_just_to_talk",
            ),
            models.CheckConstraint(
                condition=Q(just_talk=False) | Q(words="", step="", step_when="", sure=None),
                name="goal_just_to_talk_asks_nothing",
            ),
            models.CheckConstraint(
                condition=~Q(just_talk=True) | ~Q(state="reached"),
                name="goal_just_to_talk_is_never_measured",
            ),
            models.CheckConstraint(
                condition=Q(sure=None) | Q(sure__gte=1, sure__lte=10), name="goal_sure_1_to_10"
            ),
            models.CheckConstraint(
                condition=Q(state="open", over_at=None)
                | (~Q(state="open") & Q(over_at__isnull=False)),
                name="goal_over_says_when",
            ),
        ]
        indexes = [models.Index(fields=["place", "made_at"], name="goal_of_place")]
