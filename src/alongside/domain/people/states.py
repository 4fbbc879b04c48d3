"""The states of a complaint and of an erasure that staff ask for."""

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
