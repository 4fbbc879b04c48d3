"""What a provider tells of its own accord."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Outcome:
    """What became of a message: delivered, failed_for_now or failed_for_good."""

    provider: str
    reference: str
    outcome: str


@dataclass(frozen=True)
class Answer:
    """A text that somebody sent."""

    provider: str
    provider_id: str
    sender: str
    text: str


Said = Outcome | Answer
