"""The person of a pair is asked how it is going, some weeks after they first met."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.mentoring import states


class Review(models.Model):
    """One question of one week, to the person of a pair: carry on, change something, or finish.

    `words` are a free line, read by who coordinates and not by the mentor."""

    transitions = states.REVIEW

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey("mentoring.Pair", on_delete=models.PROTECT, related_name="reviews")
    week = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, default=states.ReviewState.ASKED)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=12, blank=True)
    words = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    late_at = models.DateTimeField(null=True)  # when a coordinator was told that nobody answered

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pair", "week"], name="review_once_a_week"),
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False)
                | (~Q(state="answered") & Q(answer="", words="", answered_at=None)),
                name="review_answered_says_when",
            ),
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="review_due")]
