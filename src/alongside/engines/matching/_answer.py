"""What is told of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ._reasons import Reason
from ._unplaced import Because


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people who are suggested to each other, by id.

    ``parts`` sum to ``score``. ``reasons`` (one to four) and ``difference`` are English phrases;
    ``why`` and ``unlike`` hold the same for who words them otherwise.
    """

    mentee: str
    mentor: str
    score: int
    parts: Mapping[str, int]
    reasons: tuple[str, ...]
    difference: str
    why: tuple[Reason, ...]
    unlike: Reason


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Somebody without a mentor. ``because`` says what would have to give, ``why`` as records."""

    mentee: str
    because: tuple[str, ...]
    why: tuple[Because, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """Of those who waited more than so many days, how many the plan places."""

    waiting_over_days: int
    placed: int
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan that is proved the best, each list in order of the mentee's id.

    ``objective``, the sum of the scores, equals ``bound``, which no plan with as many of the
    tier placed can pass. ``price_of_fairness`` is the sum that was given up for the tier.
    """

    pairs: tuple[Pair, ...]
    unplaced: tuple[Unplaced, ...]
    objective: int
    bound: int
    certificate: str
    tiers: tuple[Tier, ...]
    price_of_fairness: int

    def plain(self) -> dict[str, object]:
        """The answer as JSON has it."""
        return {
            "pairs": [
                {
                    "mentee": pair.mentee,
                    "mentor": pair.mentor,
                    "score": pair.score,
                    "parts": dict(pair.parts),
                    "reasons": list(pair.reasons),
                    "difference": pair.difference,
                }
                for pair in self.pairs
            ],
            "unplaced": [
                {"mentee": one.mentee, "because": list(one.because)} for one in self.unplaced
            ],
            "objective": self.objective,
            "bound": self.bound,
            "certificate": self.certificate,
            "tiers": [
                {"waiting_over_days": one.waiting_over_days, "placed": one.placed, "of": one.of}
                for one in self.tiers
            ],
            "price_of_fairness": self.price_of_fairness,
        }
