"""The states of a volunteer, as a table."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class VolunteerState(StrEnum):
    """Where a volunteer stands. Nobody is matched in any state but ready."""

    APPLIED = "applied"  # sent, and not read yet
    PREPARING = "preparing"  # a coordinator goes on with them
    READY = "ready"  # two people said yes
    PAUSED = "paused"
    STOPPED = "stopped"
    DECLINED = "declined"


OPEN = frozenset(VolunteerState) - {VolunteerState.STOPPED, VolunteerState.DECLINED}
# States that two different people have said yes to.
LIVE = frozenset({VolunteerState.READY, VolunteerState.PAUSED})

VOLUNTEER = Table(
    states=VolunteerState,
    initial=VolunteerState.APPLIED,
    moves={
        ("applied", "welcome"): "preparing",
        ("applied", "decline"): "declined",
        ("preparing", "decline"): "declined",
        # A slip at the desk, for half a minute.
        ("preparing", "take_welcome_back"): "applied",
        ("declined", "take_no_back"): "applied",
        ("declined", "take_no_back_preparing"): "preparing",
        ("preparing", "go_live"): "ready",
        ("ready", "pause"): "paused",
        ("paused", "resume"): "ready",
        **{(state, "stop"): "stopped" for state in sorted(OPEN)},
    },
    final=frozenset({VolunteerState.STOPPED}),
)


class PlaceState(StrEnum):
    """Where somebody stands who would like a mentor."""

    WAITING = "waiting"  # nobody is suggested yet
    CHOOSING = "choosing"  # cards are before them
    ASKED = "asked"  # a mentor whom they chose is asked
    MATCHED = "matched"
    CLOSED = "closed"


class PairState(StrEnum):
    """Two people, from *chosen* on. Agreed, active, paused and ending hold a mentor's place."""

    PROPOSED = "proposed"  # the person said yes, the mentor is asked
    AGREED = "agreed"  # both said yes, and each learns how to reach the other
    ACTIVE = "active"  # they have met
    PAUSED = "paused"
    ENDING = "ending"  # a last meeting may still be planned and logged
    ENDED = "ended"
    DECLINED = "declined"  # the mentor is not able to take this on
    WITHDRAWN = "withdrawn"  # another was quicker, or the person changed their mind


HOLDING = frozenset({PairState.AGREED, PairState.ACTIVE, PairState.PAUSED, PairState.ENDING})
OPEN_PLACES = frozenset({PlaceState.WAITING, PlaceState.CHOOSING, PlaceState.ASKED})

PLACE = Table(
    states=PlaceState,
    initial=PlaceState.WAITING,
    moves={
        ("waiting", "suggest"): "choosing",
        ("choosing", "suggest"): "choosing",
        ("choosing", "none_suits"): "waiting",
        ("choosing", "take_cards_back"): "waiting",
        ("choosing", "choose"): "asked",
        ("asked", "not_able"): "waiting",
        ("asked", "change_mind"): "waiting",
        ("asked", "agree"): "matched",
        ("matched", "wait_again"): "waiting",
        ("closed", "ask_again"): "waiting",
        **{(state, "close"): "closed" for state in ("waiting", "choosing", "asked", "matched")},
    },
)

PAIR = Table(
    states=PairState,
    initial=PairState.PROPOSED,
    moves={
        ("proposed", "accept"): "agreed",
        ("proposed", "decline"): "declined",
        ("proposed", "withdraw"): "withdrawn",
        ("agreed", "meet"): "active",
        ("agreed", "pause"): "paused",
        ("active", "pause"): "paused",
        ("paused", "resume"): "active",
        ("paused", "resume_unmet"): "agreed",
        **{(state, "begin_ending"): "ending" for state in ("agreed", "active", "paused")},
        # The goodbye was begun by mistake, or they would like to go on after all.
        ("ending", "go_on"): "active",
        ("ending", "go_on_unmet"): "agreed",
        ("ending", "go_on_paused"): "paused",
        **{(state, "end"): "ended" for state in ("agreed", "active", "paused", "ending")},
    },
    final=frozenset({PairState.ENDED, PairState.DECLINED, PairState.WITHDRAWN}),
)


class MeetingState(StrEnum):
    """A meeting of a pair. One that nobody planned is met as soon as it is logged."""

    PLANNED = "planned"
    MET = "met"
    NOT_MET = "not_met"
    CANCELLED = "cancelled"


MEETING = Table(
    states=MeetingState,
    initial=MeetingState.PLANNED,
    moves={
        ("planned", "move"): "planned",
        ("planned", "cancel"): "cancelled",
        ("planned", "log"): "met",
        ("planned", "say_not_met"): "not_met",
        ("met", "tell_more"): "met",
        ("met", "take_back"): "not_met",
    },
    final=frozenset({MeetingState.NOT_MET, MeetingState.CANCELLED}),
)


class GoalState(StrEnum):
    """What somebody would like to do. Nothing is ever *not reached*: it is set aside, or open."""

    OPEN = "open"
    REACHED = "reached"
    SET_ASIDE = "set_aside"


GOAL = Table(
    states=GoalState,
    initial=GoalState.OPEN,
    moves={
        ("open", "change"): "open",
        ("open", "reach"): "reached",
        ("open", "set_aside"): "set_aside",
        ("reached", "reopen"): "open",
        ("set_aside", "reopen"): "open",
    },
)


class ReviewState(StrEnum):
    """Somebody is asked how it is going. Nobody has to answer."""

    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"  # they would rather not say
    CLOSED = "closed"  # the pair ended first


REVIEW = Table(
    states=ReviewState,
    initial=ReviewState.ASKED,
    moves={
        ("asked", "answer"): "answered",
        ("asked", "skip"): "skipped",
        ("asked", "close"): "closed",
    },
    final=frozenset({ReviewState.ANSWERED, ReviewState.SKIPPED, ReviewState.CLOSED}),
)


class CoverState(StrEnum):
    """Another mentor meets somebody for a while. Only an agreed one holds a mentor's place."""

    ASKED_PERSON = "asked_person"  # cards are before the person
    ASKED_MENTOR = "asked_mentor"  # the person said yes, and the mentor whom they chose is asked
    AGREED = "agreed"  # it stands from its first day to its last
    OVER = "over"
    DECLINED = "declined"  # the person would rather not, or the mentor is not able to
    WITHDRAWN = "withdrawn"  # it was not needed any more before both had said yes


OPEN_COVERS = frozenset({CoverState.ASKED_PERSON, CoverState.ASKED_MENTOR, CoverState.AGREED})

COVER = Table(
    states=CoverState,
    initial=CoverState.ASKED_PERSON,
    moves={
        ("asked_person", "choose"): "asked_mentor",
        ("asked_person", "decline"): "declined",
        ("asked_person", "withdraw"): "withdrawn",
        ("asked_mentor", "accept"): "agreed",
        ("asked_mentor", "decline"): "declined",
        ("asked_mentor", "withdraw"): "withdrawn",
        ("agreed", "change_days"): "agreed",
        ("agreed", "end"): "over",
    },
    final=frozenset({CoverState.OVER, CoverState.DECLINED, CoverState.WITHDRAWN}),
)
