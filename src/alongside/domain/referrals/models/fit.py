"""How well a referral fitted the service that received it."""

from __future__ import annotations

import uuid

from django.db import models


class FitGrade(models.Model):
    """What the service says of one referral: good, partly or not. It is about the referral and what
    the service offers, never about the person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    referral = models.OneToOneField(
        "referrals.Referral", on_delete=models.PROTECT, related_name="fit"
    )
    grade = models.CharField(max_length=6)  # good | partly | not
    graded_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    graded_at = models.DateTimeField()
