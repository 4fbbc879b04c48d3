"""What is asked, seen and agreed to before a volunteer begins."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q


class Reference(models.Model):
    """One of the two people whom a volunteer named, and what they said."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    volunteer = models.ForeignKey(
        "mentoring.Volunteer", on_delete=models.PROTECT, related_name="references"
    )
    number = models.PositiveSmallIntegerField()
    referee = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)
    known_for = models.CharField(max_length=100, blank=True)
    known_how = models.CharField(max_length=300, blank=True)
    suits = models.CharField(max_length=8, blank=True)  # yes | no | not_sure
    words = models.CharField(max_length=1_000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "number"], name="reference_one_of_two"),
            models.CheckConstraint(
                condition=Q(number__gte=1, number__lte=2), name="reference_first_or_second"
            ),
        ]


class Check(models.Model):
    """One kind of check of a volunteer: first whether it may be asked for, then what was seen.

    It holds a level and days, and never what stands in a certificate. Looked at again, it is a new
    row; the newest of a kind is `current`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    volunteer = models.ForeignKey(
        "mentoring.Volunteer", on_delete=models.PROTECT, related_name="checks"
    )
    kind = models.CharField(max_length=80)
    said_yes = models.JSONField(default=list)  # the questions that were answered yes
    asked_on = models.DateField()
    asked_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    level = models.CharField(max_length=80, blank=True)
    seen_on = models.DateField(null=True)
    seen_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    look_again_on = models.DateField(null=True)
    warned_at_days = models.PositiveSmallIntegerField(null=True)  # 90, 30, 7, or 0 when overdue
    current = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["volunteer", "kind"], condition=Q(current=True), name="check_one_current"
            ),
            models.CheckConstraint(
                condition=Q(seen_on=None, level="") | (Q(seen_on__isnull=False) & ~Q(level="")),
                name="check_seen_has_a_level",
            ),
            models.CheckConstraint(
                condition=Q(look_again_on=None) | Q(look_again_on__gt=F("seen_on")),
                name="check_look_again_after_seen",
            ),
        ]
        indexes = [
            models.Index(
                fields=["look_again_on"],
                condition=Q(current=True, look_again_on__isnull=False),
                name="check_look_again",
            )
        ]


class Agreement(models.Model):
    """A volunteer agreed to the six lines, in one version of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    volunteer = models.ForeignKey(
        "mentoring.Volunteer", on_delete=models.PROTECT, related_name="agreements"
    )
    version = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "version"], name="agreement_once")
        ]
