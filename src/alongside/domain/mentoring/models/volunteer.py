"""Somebody who wants to be, is, or was a mentor."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from alongside.domain.mentoring import states


class Volunteer(models.Model):
    """One person as a volunteer of one organisation.

    Lists hold slugs of the catalogue. Who may be matched stands in `state` and in the checks; two
    different people said yes before it was ready for the first time."""

    transitions = states.VOLUNTEER

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The form that it came from: the same form again is the same volunteer.
    key = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, default=states.VolunteerState.APPLIED)
    applied_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    story = models.CharField(max_length=600, blank=True)
    experience = models.CharField(max_length=1_000, blank=True)
    rather_not = models.CharField(max_length=300, blank=True)
    conditions = models.JSONField(default=list)
    treatments = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    times = models.JSONField(default=list)
    interests = models.JSONField(default=list)
    can_share = models.JSONField(default=list)
    modes = models.JSONField(default=list)
    # Of where they live an outward code or a town is kept, never a whole postcode.
    place = models.CharField(max_length=100, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    max_km = models.PositiveSmallIntegerField(null=True)
    gender = models.CharField(max_length=12, blank=True)
    mentee_gender = models.CharField(max_length=12, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True)
    capacity = models.PositiveSmallIntegerField(default=1)
    # Places taken by pairs. It changes by conditional updates alone, so that of two who accept the
    # last place at the same moment one gets it. `over`: taken beyond a capacity lowered later.
    held = models.PositiveSmallIntegerField(default=0)
    over = models.PositiveSmallIntegerField(default=0)
    cleared_for_under_18 = models.BooleanField(default=False)
    met_on = models.DateField(null=True)
    # The day on which the training was done, the last one on which it counts (null: for ever), and
    # how that is known: by the modules here, by a colleague's note of one held elsewhere, or by the
    # service's own list.
    trained_on = models.DateField(null=True)
    trained_until = models.DateField(null=True)
    trained_how = models.CharField(max_length=10, blank=True)  # modules | elsewhere | list
    trained_noted_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    trained_noted_at = models.DateTimeField(null=True)
    trained_warned_at_days = models.PositiveSmallIntegerField(null=True)  # 90, 30, 7, or 0: over
    paused_until = models.DateField(null=True)
    first_yes_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    first_yes_at = models.DateTimeField(null=True)
    second_yes_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    second_yes_at = models.DateTimeField(null=True)
    # Of somebody who was at work before this software was: when they were taken over from the
    # service's own list, and what that list says was done by which day.
    taken_over_at = models.DateTimeField(null=True)
    references_seen_on = models.DateField(null=True)
    agreed_before_on = models.DateField(null=True)
    # The role at the organisation that came with the second yes, and ends when they stop.
    membership_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=Q(state__in=sorted(states.OPEN)),
                name="volunteer_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(states.LIVE))
                | Q(first_yes_by__isnull=False, second_yes_by__isnull=False),
                name="volunteer_live_by_two",
            ),
            models.CheckConstraint(
                condition=Q(second_yes_by=None)
                | (Q(first_yes_by__isnull=False) & ~Q(second_yes_by=F("first_yes_by"))),
                name="volunteer_yes_by_different_people",
            ),
            models.CheckConstraint(
                condition=(Q(first_yes_by=None) | ~Q(first_yes_by=F("person")))
                & (Q(second_yes_by=None) | ~Q(second_yes_by=F("person"))),
                name="volunteer_says_no_yes_to_self",
            ),
            models.CheckConstraint(
                condition=Q(capacity__gte=1, capacity__lte=4), name="volunteer_load_cap"
            ),
            models.CheckConstraint(
                condition=Q(held__lte=F("capacity") + F("over")), name="volunteer_not_oversold"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "applied_at"], name="volunteer_list")
        ]
