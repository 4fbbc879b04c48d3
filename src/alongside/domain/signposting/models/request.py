"""A request to join a group, and the other groups that were named to the person."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from alongside.domain.signposting import states
from alongside.foundation.clock import london_date


def _owner_of_each_state() -> models.Q:
    """Closed: no owner and no day. Open: the owner that the state has, and a day."""
    rule = models.Q(state__in=sorted(states.CLOSED), owner_kind="", owner_id=None, due_on=None)
    for owner in states.Owner:
        owned = sorted(state for state, kind in states.OWNERS.items() if kind == owner)
        rule |= models.Q(state__in=owned, owner_kind=owner.value, due_on__isnull=False)
    return rule


class Request(models.Model):
    """One person asks one group. Being asked by another group is a request of its own.

    `owner_kind`, `owner_id` and `due_on` say whose turn it is and until when. The id is that of the
    person who asked, of the coordinator who took it on, or of the group's listing; a coordinator's
    is null while any of the steward's may take it."""

    transitions = states.REQUEST

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True)
    # The form that it came from: the same form again is the same request.
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20, default=states.RequestState.ASKED)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    listing = models.ForeignKey("directory.Listing", on_delete=models.PROTECT, related_name="+")
    steward = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    help_to_come = models.JSONField(default=list)
    note = models.CharField(max_length=1_000, blank=True)
    # The code on the poster that led here: a practice's, or a neighbourhood team's.
    practice = models.CharField(max_length=80, blank=True)
    asked_at = models.DateTimeField()
    waited_at_first = models.BooleanField(default=False)  # there was no room when it was made
    group_asked_on = models.DateField()  # from when the group's working days are counted
    owner_kind = models.CharField(max_length=12, blank=True)
    owner_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    holds_place = models.BooleanField(default=False)
    waiting_since = models.DateTimeField(null=True)
    # What is waited for: full (the group says that it has no room), places, or group (it put the
    # person on its list).
    waits_for = models.CharField(max_length=8, blank=True)
    first_day = models.DateField(null=True)
    first_time = models.TimeField(null=True)
    meets_you = models.CharField(max_length=200, blank=True)
    group_reason = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)
    reminded_of = models.DateField(null=True)  # the day of which the person was reminded
    asked_about = models.DateField(null=True)  # the day after which *How was it?* was asked last
    missed = models.PositiveSmallIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_owner_of_each_state(), name="request_has_owner_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(holds_place=False)
                | models.Q(state__in=sorted(states.MAY_HOLD_PLACE)),
                name="request_holds_place_in_its_states",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waiting")
                | (models.Q(waiting_since__isnull=False) & ~models.Q(waits_for="")),
                name="request_waiting_says_for_what",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["coming", "asked_how"])
                | models.Q(first_day__isnull=False),
                name="request_coming_has_a_day",
            ),
            models.UniqueConstraint(
                fields=["person", "listing"],
                condition=models.Q(state__in=sorted(states.OPEN)),
                name="request_one_open_a_group",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="request_due"),
            models.Index(fields=["steward", "state", "due_on"], name="request_list"),
            models.Index(fields=["listing", "state", "waiting_since"], name="request_queue"),
            models.Index(
                fields=["practice"], condition=~models.Q(practice=""), name="request_practice"
            ),
        ]

    @property
    def asked_on(self) -> date:
        """The day in London on which it was asked."""
        return london_date(self.asked_at)


class Offer(models.Model):
    """Another group that was named to the person, once for each group of one story."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="offers")
    listing = models.ForeignKey("directory.Listing", on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, blank=True)  # accepted | declined | lapsed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "listing"], name="offer_once_a_group"),
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(answer=""),
                name="offer_one_open_a_request",
            ),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at=None)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="offer_answer_has_a_time",
            ),
        ]
