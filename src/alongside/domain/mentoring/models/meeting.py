"""Two people of a pair meet: a planned hour, what was logged, where, and what a log asks for."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from alongside.domain.mentoring import states


class MeetingPlace(models.Model):
    """A public place on an organisation's kept list. A closed one is offered no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.UUIDField(unique=True)  # of the form: sent twice is one place
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=200)
    step_free = models.CharField(max_length=7)  # yes | no | unknown
    added_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "name"], name="meeting_place_list")]


class Meeting(models.Model):
    """A meeting of a pair, planned or met.

    `cover` is there where another mentor meets the person for a while. `on` is the day in London.
    `plan_key` and `log_key` are of the forms, so that a form sent twice
    has one effect; a log of a planned day fills in the plan. `sequence` counts how often the plan
    changed, for calendars."""

    transitions = states.MEETING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pair = models.ForeignKey("mentoring.Pair", on_delete=models.PROTECT, related_name="meetings")
    cover = models.ForeignKey(
        "mentoring.Cover", null=True, on_delete=models.PROTECT, related_name="meetings"
    )
    state = models.CharField(max_length=12, default=states.MeetingState.PLANNED)
    on = models.DateField()
    starts_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    mode = models.CharField(max_length=12, blank=True)
    place = models.ForeignKey(MeetingPlace, null=True, on_delete=models.PROTECT, related_name="+")
    topics = models.JSONField(default=list)
    goal = models.CharField(max_length=12, blank=True)
    worry = models.CharField(max_length=8, blank=True)
    plan_key = models.UUIDField(unique=True, null=True)
    log_key = models.UUIDField(unique=True, null=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    planned_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)  # when we heard first that they met
    reminded_for = models.DateTimeField(null=True)
    nudged_for = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="planned") | Q(starts_at__isnull=False, minutes__isnull=False),
                name="meeting_planned_has_an_hour",
            ),
            models.CheckConstraint(
                condition=~Q(state="met") | Q(met_at__isnull=False),
                name="meeting_met_says_when",
            ),
        ]
        indexes = [
            models.Index(fields=["pair", "on"], name="meeting_of_pair"),
            models.Index(fields=["state", "starts_at"], name="meeting_due"),
        ]


class MeetingTask(models.Model):
    """What a coordinator does by a day about a meeting, a pair or a cover: one of a kind for each.

    After a meeting: talk to the mentor, this week or at once. When a pair is over: tell the mentor
    that the person died, also one who covers or covered; speak with somebody who would like a
    mentor again, close the support. After a review: speak with somebody who would like a change, or
    who did not answer. Whoever covered left before the last day: look for somebody else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="tasks")
    pair = models.ForeignKey(
        "mentoring.Pair", null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    cover = models.ForeignKey(
        "mentoring.Cover", null=True, on_delete=models.PROTECT, related_name="tasks"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    # talk | urgent; died | again | close; change | silent; left
    kind = models.CharField(max_length=8)
    owner = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )
    due_on = models.DateField()
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        "people.Person", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "kind"], name="meeting_task_once"),
            models.UniqueConstraint(fields=["pair", "kind"], name="pair_task_once"),
            models.UniqueConstraint(fields=["cover", "kind"], name="cover_task_once"),
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, pair=None, cover=None)
                | Q(meeting=None, pair__isnull=False, cover=None)
                | Q(meeting=None, pair=None, cover__isnull=False),
                name="meeting_task_of_one",
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "done_at", "due_on"], name="meeting_task_list")
        ]
