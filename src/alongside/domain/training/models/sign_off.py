"""A skill that another person observed."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class SignOff(models.Model):
    """Somebody saw, on a day, that the learner can do it; `words` is what they told them.

    `learner` repeats the enrolment's person, so that the database itself refuses a sign-off of
    oneself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    enrolment = models.ForeignKey(
        "training.Enrolment", on_delete=models.CASCADE, related_name="sign_offs"
    )
    learner = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    skill = models.CharField(max_length=80)
    on = models.DateField()
    by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=600, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment", "skill"], name="signed_off_once"),
            models.CheckConstraint(
                condition=~Q(by=F("learner")), name="nobody_signs_off_themselves"
            ),
        ]
