"""The states of a complaint, of an erasure that staff ask for, and of a restriction."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class ComplaintState(StrEnum):
    """How far a complaint about data is."""

    RECEIVED = "received"
    IN_HAND = "in_hand"
    ANSWERED = "answered"


COMPLAINT = Table(
    states=ComplaintState,
    initial=ComplaintState.RECEIVED,
    moves={
        (ComplaintState.RECEIVED, "take"): ComplaintState.IN_HAND,
        (ComplaintState.RECEIVED, "answer"): ComplaintState.ANSWERED,
        (ComplaintState.IN_HAND, "answer"): ComplaintState.ANSWERED,
    },
    final=frozenset({ComplaintState.ANSWERED}),
)


class ErasureState(StrEnum):
    """What became of an erasure that staff asked for."""

    ASKED = "asked"
    DONE = "done"
    TURNED_DOWN = "turned_down"


ERASURE = Table(
    states=ErasureState,
    initial=ErasureState.ASKED,
    moves={
        (ErasureState.ASKED, "confirm"): ErasureState.DONE,
        (ErasureState.ASKED, "turn_down"): ErasureState.TURNED_DOWN,
    },
    final=frozenset({ErasureState.DONE, ErasureState.TURNED_DOWN}),
)


class RestrictionState(StrEnum):
    """How long somebody's details are kept and not used."""

    IN_FORCE = "in_force"
    TOLD = "told"  # the person knows that it will end
    LIFTED = "lifted"


# Staff tell first, and then lift; the person takes it back at any time.
RESTRICTION = Table(
    states=RestrictionState,
    initial=RestrictionState.IN_FORCE,
    moves={
        (RestrictionState.IN_FORCE, "tell"): RestrictionState.TOLD,
        (RestrictionState.TOLD, "lift"): RestrictionState.LIFTED,
        (RestrictionState.IN_FORCE, "take_back"): RestrictionState.LIFTED,
        (RestrictionState.TOLD, "take_back"): RestrictionState.LIFTED,
    },
    final=frozenset({RestrictionState.LIFTED}),
)
