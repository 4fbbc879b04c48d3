"""The states of a referral, as a table, and who owns each."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class ReferralState(StrEnum):
    """Where a referral stands. Each open state has one owner and one day on which it is due."""

    DRAFT = "draft"  # taken back by whoever wrote it
    SENT = "sent"  # on its way: whoever wrote it can still take it back
    RECEIVED = "received"  # the service decides
    ACCEPTED = "accepted"  # the service takes the person on, and gets in touch
    WAITING = "waiting"  # taken on, until there is room
    CONTACTED = "contacted"  # the service spoke to the person
    PLAN_AGREED = "plan_agreed"  # both know what comes next
    ATTENDING = "attending"  # the person comes, or meets somebody
    # Closed.
    DECLINED = "declined"
    REDIRECTED = "redirected"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    JOINED = "joined"  # the same person's as another referral, which goes on for both


class Owner(StrEnum):
    """Whose turn it is."""

    REFERRER = "referrer"
    COORDINATOR = "coordinator"


class Outcome(StrEnum):
    """What came of it when it was closed."""

    SUPPORTED = "supported"
    ENDED_EARLY = "ended_early"
    NOT_FOR_THEM = "not_for_them"
    OTHER_SUPPORT = "other_support"
    NO_CONTACT = "no_contact"
    MOVED_AWAY = "moved_away"
    DIED = "died"


class Because(StrEnum):
    """Why a service cannot take somebody on."""

    NEEDS_MORE = "needs_more"
    OUT_OF_AREA = "out_of_area"
    NOT_FOR_THIS = "not_for_this"
    NO_ROOM = "no_room"
    KNOWN_HERE = "known_here"


OWNERS: dict[str, str] = {
    ReferralState.DRAFT: Owner.REFERRER,
    ReferralState.SENT: Owner.REFERRER,
    ReferralState.RECEIVED: Owner.COORDINATOR,
    ReferralState.ACCEPTED: Owner.COORDINATOR,
    ReferralState.WAITING: Owner.COORDINATOR,
    ReferralState.CONTACTED: Owner.COORDINATOR,
    ReferralState.PLAN_AGREED: Owner.COORDINATOR,
    ReferralState.ATTENDING: Owner.COORDINATOR,
}
OPEN = frozenset(OWNERS)
CLOSED = frozenset(ReferralState) - OPEN
# Taken on, so that there is an episode of support.
TAKEN_ON = frozenset(
    {
        ReferralState.ACCEPTED,
        ReferralState.WAITING,
        ReferralState.CONTACTED,
        ReferralState.PLAN_AGREED,
        ReferralState.ATTENDING,
    }
)
HOLDS_PLACE = TAKEN_ON - {ReferralState.WAITING}
# Nobody but whoever wrote it sees it before it is received.
BEFORE_RECEIVED = frozenset({ReferralState.DRAFT, ReferralState.SENT})
# Until then a referrer who hears nothing may think that nothing happens.
NEWS_EXPECTED = frozenset({*TAKEN_ON, ReferralState.RECEIVED}) - {ReferralState.ATTENDING}

_TAKEN_ON = ("accepted", "waiting", "contacted", "plan_agreed", "attending")

REFERRAL = Table(
    states=ReferralState,
    initial=ReferralState.SENT,
    moves={
        ("sent", "undo"): "draft",
        ("sent", "receive"): "received",
        ("draft", "send"): "sent",
        ("received", "accept"): "accepted",
        ("received", "decline"): "declined",
        ("received", "join"): "joined",
        ("joined", "part"): "received",
        ("received", "look_again"): "received",
        # A slip at the desk, for half a minute.
        ("accepted", "take_yes_back"): "received",
        ("waiting", "take_yes_back"): "received",
        ("declined", "take_no_back"): "received",
        **{(state, "keep_waiting"): "waiting" for state in _TAKEN_ON},
        # Again from the same state: spoken to once more, and due again later.
        **{
            (state, "note_contacted"): "contacted"
            for state in ("accepted", "waiting", "contacted", "plan_agreed")
        },
        **{
            (state, "note_plan_agreed"): "plan_agreed"
            for state in ("contacted", "plan_agreed", "attending")
        },
        **{
            (state, "note_attending"): "attending"
            for state in ("contacted", "plan_agreed", "attending")
        },
        **{(state, "redirect"): "redirected" for state in ("received", *_TAKEN_ON)},
        **{(state, "close"): "closed" for state in _TAKEN_ON},
        **{(state, "withdraw"): "withdrawn" for state in (*sorted(OPEN), "joined")},
    },
    final=frozenset(
        {
            ReferralState.REDIRECTED,
            ReferralState.CLOSED,
            ReferralState.WITHDRAWN,
        }
    ),
)
