"""What stays of a volunteer who was deleted: the part of `kept.py` that speaks of mentoring."""

from __future__ import annotations

from collections.abc import Mapping

_ID = "an id: it names nobody, and other rows lean on it"
_STATE = "a state or a number that says nothing about who it was"
_PAIRED = "that two people were brought together, and for how long; it names nobody"
_STAFF = "which member of staff did it; the id leads to no name any more"
_LOOKED_AT = (
    "what the service looked at before somebody met people who are vulnerable; it names nobody"
)

_MET = "that two people met, when and for how long; it names nobody"
_OUT = "that a mentor was out and came back, which the service must be able to show; no name"
_COVERED = "that another mentor met somebody for a while, and when; it names nobody"
_AIMED = "that somebody had a goal and what became of it, without its words; it names nobody"
_REVIEWED = "that a pair was looked back on and how it went on, without words; it names nobody"
_ROTA = "who of the staff watched at which hours; the id leads to no name any more"

MENTORING: Mapping[str, str] = {
    **{
        f"mentoring.checkin.{column}": _OUT
        for column in ("id", "key", "volunteer", "started_at", "back_by", "back_at")
    },
    **{
        f"mentoring.checkin.{column}": _STAFF
        for column in ("watched_by", "alarmed_at", "settled_at", "settled_by")
    },
    **{
        f"mentoring.watch.{column}": _ROTA
        for column in (
            *("id", "organisation", "person", "weekday", "starts", "ends", "added_at", "ended_at"),
        )
    },
    **{
        f"mentoring.goal.{column}": _AIMED
        for column in (
            *("id", "key", "place", "state", "just_talk", "by_mentor", "edition"),
            *("made_at", "changed_at", "over_at"),
        )
    },
    **{
        f"mentoring.cover.{column}": _COVERED
        for column in (
            *("id", "pair", "volunteer", "state", "first_on", "last_on"),
            *("asked_at", "agreed_at", "over_at", "changed_at"),
        )
    },
    "mentoring.meeting.changed_at": _STATE,
    "mentoring.meeting.cover": _ID,
    "mentoring.meeting.id": _ID,
    "mentoring.meeting.met_at": _MET,
    "mentoring.meeting.minutes": _MET,
    "mentoring.meeting.nudged_for": _MET,
    "mentoring.meeting.on": _MET,
    "mentoring.meeting.pair": _ID,
    "mentoring.meeting.planned_at": _MET,
    "mentoring.meeting.reminded_for": _MET,
    "mentoring.meeting.sequence": _STATE,
    "mentoring.meeting.starts_at": _MET,
    "mentoring.meeting.state": _STATE,
    "mentoring.meetingtask.cover": _ID,
    "mentoring.meetingtask.done_at": _STATE,
    "mentoring.meetingtask.done_by": _STAFF,
    "mentoring.meetingtask.due_on": _STATE,
    "mentoring.meetingtask.id": _ID,
    "mentoring.meetingtask.kind": _STATE,
    "mentoring.meetingtask.made_at": _STATE,
    "mentoring.meetingtask.meeting": _ID,
    "mentoring.meetingtask.organisation": _ID,
    "mentoring.meetingtask.owner": _STAFF,
    "mentoring.meetingtask.pair": _ID,
    "mentoring.pair.agreed_at": _PAIRED,
    "mentoring.pair.asked_at": _PAIRED,
    "mentoring.pair.changed_at": _STATE,
    "mentoring.pair.end_reason": _PAIRED,
    "mentoring.pair.ended_at": _PAIRED,
    "mentoring.pair.ending_at": _PAIRED,
    "mentoring.pair.id": _ID,
    "mentoring.pair.place": _ID,
    "mentoring.pair.service_paused": _STATE,
    "mentoring.pair.state": _STATE,
    "mentoring.pair.volunteer": _ID,
    **{
        f"mentoring.pairagreement.{column}": _PAIRED
        for column in ("id", "pair", "person", "version", "agreed_at")
    },
    "mentoring.place.asked_again_at": _STATE,
    **{
        f"mentoring.review.{column}": _REVIEWED
        for column in (
            "id",
            "pair",
            "week",
            "state",
            "asked_at",
            "answer",
            "answered_at",
            "late_at",
        )
    },
    "mentoring.place.changed_at": _STATE,
    "mentoring.place.episode_id": _ID,
    "mentoring.place.id": _ID,
    "mentoring.place.opened_at": _STATE,
    "mentoring.place.organisation": _ID,
    "mentoring.place.person": _ID,
    "mentoring.place.state": _STATE,
    "mentoring.volunteer.held": _STATE,
    "mentoring.volunteer.over": _STATE,
    "mentoring.agreement.agreed_at": _LOOKED_AT,
    "mentoring.agreement.id": _ID,
    "mentoring.agreement.version": _LOOKED_AT,
    "mentoring.agreement.volunteer": _ID,
    "mentoring.check.asked_by": _STAFF,
    "mentoring.check.asked_on": _LOOKED_AT,
    "mentoring.check.current": _STATE,
    "mentoring.check.id": _ID,
    "mentoring.check.kind": _LOOKED_AT,
    "mentoring.check.level": _LOOKED_AT,
    "mentoring.check.look_again_on": _LOOKED_AT,
    "mentoring.check.seen_by": _STAFF,
    "mentoring.check.seen_on": _LOOKED_AT,
    "mentoring.check.volunteer": _ID,
    "mentoring.check.warned_at_days": _STATE,
    "mentoring.reference.asked_at": _LOOKED_AT,
    "mentoring.reference.given_at": _LOOKED_AT,
    "mentoring.reference.id": _ID,
    "mentoring.reference.number": _STATE,
    "mentoring.reference.referee": _ID,
    "mentoring.reference.volunteer": _ID,
    "mentoring.volunteer.agreed_before_on": _LOOKED_AT,
    "mentoring.volunteer.applied_at": _STATE,
    "mentoring.volunteer.capacity": _STATE,
    "mentoring.volunteer.changed_at": _STATE,
    "mentoring.volunteer.first_yes_at": _LOOKED_AT,
    "mentoring.volunteer.first_yes_by": _STAFF,
    "mentoring.volunteer.id": _ID,
    "mentoring.volunteer.membership_id": _ID,
    "mentoring.volunteer.met_on": _LOOKED_AT,
    "mentoring.volunteer.organisation": _ID,
    "mentoring.volunteer.person": _ID,
    "mentoring.volunteer.references_seen_on": _LOOKED_AT,
    "mentoring.volunteer.second_yes_at": _LOOKED_AT,
    "mentoring.volunteer.second_yes_by": _STAFF,
    "mentoring.volunteer.state": _STATE,
    "mentoring.volunteer.taken_over_at": _STATE,
    "mentoring.volunteer.trained_how": _LOOKED_AT,
    "mentoring.volunteer.trained_noted_at": _LOOKED_AT,
    "mentoring.volunteer.trained_noted_by": _STAFF,
    "mentoring.volunteer.trained_on": _LOOKED_AT,
    "mentoring.volunteer.trained_until": _LOOKED_AT,
    "mentoring.volunteer.trained_warned_at_days": _STATE,
}
"""Columns that stay as they are: `app.model.column` and why."""
