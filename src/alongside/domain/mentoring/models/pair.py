"""Somebody who would like a mentor, and the pair that comes of it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.mentoring import states


class Place(models.Model):
    """One person's wish for a mentor, in one episode of support.

    What they wish stands here in the matching's own words; `suggested` holds the ids of the
    volunteers whose cards are before them now, in the order of the plan."""

    transitions = states.PLACE

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    episode_id = models.UUIDField(unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(max_length=12, default=states.PlaceState.WAITING)
    opened_at = models.DateTimeField()
    asked_again_at = models.DateTimeField(null=True)  # they wait since then, and not since before
    changed_at = models.DateTimeField()
    conditions = models.JSONField(default=list)
    treatments = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    language_required = models.BooleanField(default=False)
    times = models.JSONField(default=list)
    interests = models.JSONField(default=list)
    help_with = models.JSONField(default=list)
    must_share = models.JSONField(default=list)
    modes = models.JSONField(default=list)
    place = models.CharField(max_length=100, blank=True)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    max_km = models.PositiveSmallIntegerField(null=True)
    gender = models.CharField(max_length=12, blank=True)
    mentor_gender = models.CharField(max_length=12, blank=True)
    birth_date = models.DateField(null=True)
    suggested = models.JSONField(default=list)
    blocks = models.JSONField(default=list)  # volunteers whom they must not or would not meet

    class Meta:
        indexes = [models.Index(fields=["organisation", "state", "opened_at"], name="place_list")]


class Pair(models.Model):
    """A person and a mentor, from the person's choice on.

    A mentor's places are counted by `Volunteer.held`; a pair that holds one says so here, and the
    two move together in one conditional update."""

    transitions = states.PAIR

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="pairs")
    volunteer = models.ForeignKey(
        "mentoring.Volunteer", on_delete=models.PROTECT, related_name="pairs"
    )
    state = models.CharField(max_length=12, default=states.PairState.PROPOSED)
    reasons = models.JSONField(default=list)
    difference = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField()
    agreed_at = models.DateTimeField(null=True)
    ending_at = models.DateTimeField(null=True)  # since when it ends
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=20, blank=True)
    service_paused = models.BooleanField(default=False)  # the two cannot go on by themselves
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"],
                condition=Q(state="proposed") | Q(state__in=sorted(states.HOLDING)),
                name="pair_one_open_a_place",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(states.HOLDING)) | Q(agreed_at__isnull=False),
                name="pair_agreed_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="ending") | Q(ending_at__isnull=False),
                name="pair_ending_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state="ended", ended_at__isnull=False)
                | (~Q(state="ended") & Q(ended_at=None, end_reason="")),
                name="pair_ended_says_when",
            ),
        ]
        indexes = [models.Index(fields=["volunteer", "state"], name="pair_of_mentor")]


class PairAgreement(models.Model):
    """One of the two of a pair said yes to the six lines, in one version of them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="agreements")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "person", "version"], name="pair_agreement_once"
            )
        ]
