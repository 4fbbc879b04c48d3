"""The states of a request to join, as a table, and who owns each."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class RequestState(StrEnum):
    """Where a request stands. Each open state has one owner and one day on which it is due."""

    ASKED = "asked"  # the group was asked
    REMINDED = "reminded"  # and asked again
    TO_RING = "to_ring"  # the group is silent: a coordinator rings
    WAITING = "waiting"  # on the group's waiting list
    COMING = "coming"  # the group said yes
    ASKED_HOW = "asked_how"  # the day is over: how was it?
    NOT_THIS_ONE = "not_this_one"  # the group said no: a coordinator looks for another
    OFFERED = "offered"  # another group was named to the person
    CALL_BACK = "call_back"  # the person wants to be rung
    # Closed. All but moved_on open again when the person asks to be rung.
    WENT = "went"
    NOT_FOR_ME = "not_for_me"
    COULD_NOT_COME = "could_not_come"
    NO_WORD = "no_word"
    MOVED_ON = "moved_on"  # another group was asked: a request of its own
    NOTHING_SUITED = "nothing_suited"
    WITHDRAWN = "withdrawn"


class Owner(StrEnum):
    """Whose turn it is."""

    GROUP = "group"
    HOST = "host"
    PERSON = "person"
    COORDINATOR = "coordinator"


OWNERS: dict[str, str] = {
    RequestState.ASKED: Owner.GROUP,
    RequestState.REMINDED: Owner.GROUP,
    RequestState.TO_RING: Owner.COORDINATOR,
    RequestState.WAITING: Owner.COORDINATOR,
    RequestState.COMING: Owner.HOST,
    RequestState.ASKED_HOW: Owner.PERSON,
    RequestState.NOT_THIS_ONE: Owner.COORDINATOR,
    RequestState.OFFERED: Owner.PERSON,
    RequestState.CALL_BACK: Owner.COORDINATOR,
}
OPEN = frozenset(OWNERS)
CLOSED = frozenset(RequestState) - OPEN
# A place is held while the group decides, until the first visit, and by whoever then comes.
MAY_HOLD_PLACE = frozenset(
    {
        RequestState.ASKED,
        RequestState.REMINDED,
        RequestState.TO_RING,
        RequestState.COMING,
        RequestState.ASKED_HOW,
        RequestState.CALL_BACK,
        RequestState.WENT,
        RequestState.NO_WORD,
    }
)

_ASKING = ("asked", "reminded", "to_ring")
_BEFORE_THE_DAY = (*_ASKING, "waiting", "coming")

REQUEST = Table(
    states=RequestState,
    # Where there is no room, a request begins as waiting.
    initial=RequestState.ASKED,
    moves={
        ("asked", "remind"): "reminded",
        ("asked", "ring"): "to_ring",
        ("reminded", "ring"): "to_ring",
        # From coming to coming: on another day.
        **{(state, "say_coming"): "coming" for state in _BEFORE_THE_DAY},
        ("not_this_one", "say_coming"): "coming",
        ("offered", "say_coming"): "coming",
        **{(state, "say_waiting"): "waiting" for state in (*_ASKING, "coming", "not_this_one")},
        **{(state, "say_no"): "not_this_one" for state in _BEFORE_THE_DAY},
        **{(state, "group_ended"): "not_this_one" for state in _BEFORE_THE_DAY},
        ("waiting", "get_place"): "asked",
        ("waiting", "look_again"): "waiting",
        ("to_ring", "look_again"): "to_ring",
        ("call_back", "look_again"): "call_back",
        **{
            (state, "offer"): "offered"
            for state in ("to_ring", "waiting", "not_this_one", "call_back", "offered")
        },
        **{
            (state, "nothing_suits"): "nothing_suited"
            for state in ("to_ring", "waiting", "not_this_one", "offered", "call_back")
        },
        ("offered", "accept"): "moved_on",
        ("offered", "no_answer"): "call_back",
        ("coming", "ask_how"): "asked_how",
        **{(state, "try_again"): "coming" for state in ("coming", "asked_how", "call_back")},
        **{
            (state, "could_not_come"): "could_not_come"
            for state in ("coming", "asked_how", "call_back", "no_word")
        },
        **{(state, "went"): "went" for state in ("asked_how", "call_back", "no_word")},
        **{(state, "not_for_me"): "not_for_me" for state in ("asked_how", "call_back", "no_word")},
        **{(state, "no_word"): "no_word" for state in ("asked_how", "call_back")},
        # Whoever asks to be rung is rung, however long ago it was closed.
        **{
            (state, "call_me"): "call_back"
            for state in (
                "coming",
                "asked_how",
                "offered",
                "went",
                "not_for_me",
                "could_not_come",
                "no_word",
                "nothing_suited",
                "withdrawn",
            )
        },
        **{(state, "withdraw"): "withdrawn" for state in sorted(OPEN)},
    },
    final=frozenset({RequestState.MOVED_ON}),
)
