"""The states of a measure that was asked."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class ResponseState(StrEnum):
    """What became of the questions."""

    ASKED = "asked"
    SKIPPED = "skipped"  # as good as an answer; the person may still change their mind
    ANSWERED = "answered"


RESPONSE = Table(
    states=ResponseState,
    initial=ResponseState.ASKED,
    moves={
        ("asked", "answer"): "answered",
        ("asked", "skip"): "skipped",
        ("skipped", "answer"): "answered",
    },
    final=frozenset({ResponseState.ANSWERED}),
)
