"""The principles: what a group answers while thinking, and what it signs."""

from __future__ import annotations

import uuid

from django.db import models


class PrincipleAnswer(models.Model):
    """A group's own answer to one principle. Private to the group, whatever it says.

    Its `own_words` become public only as part of a sign-up."""

    listing = models.ForeignKey("directory.Listing", on_delete=models.CASCADE)
    principle_set = models.CharField(max_length=80)
    principle = models.CharField(max_length=80)
    answer = models.CharField(max_length=10)  # yes | working | no
    own_words = models.TextField(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "principle_set", "principle"], name="principle_answered_once"
            )
        ]


class SignUp(models.Model):
    """A group's public signature under a set of principles, for a year.

    It stands until it is withdrawn or renewed; once its year is over it stands as lapsed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(
        "directory.Listing", on_delete=models.CASCADE, related_name="sign_ups"
    )
    principle_set = models.CharField(max_length=80)
    signatory = models.CharField(max_length=200)
    signed_on = models.DateField()
    renew_by = models.DateField()
    withdrawn_on = models.DateField(null=True)
    renewed_on = models.DateField(null=True)  # a newer signature took its place on that day
    words = models.JSONField(default=dict)  # principle -> the group's own words, as signed

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "principle_set"],
                condition=models.Q(withdrawn_on=None, renewed_on=None),
                name="signed_once",
            )
        ]
