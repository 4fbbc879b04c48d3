"""Why two people are suggested to each other, as a person would say it, and one difference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alongside.engines.records import NO_LABELS, Labels, miles_away, named

from ._records import Mentee, Mentor
from ._score import PARTS, SAME_AGE

MOST = 4
NEAR = 80
"""Hundreds of metres (five miles): a reason up to here, a difference beyond."""
_APART = 15  # years, from which on ages are a difference

_KINDS = {
    "treatments": "treatment",
    "topics": "topic",
    "times": "time",
    "language": "language",
    "interests": "interest",
    "distance": "away",
    "life_stage": "near_in_age",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact about a pair.

    In favour: condition, gender (the wish of who waits is met), treatment, topic, time, language,
    interest, away (``number`` hundreds of metres), near_in_age. As the difference: no_topic,
    not_in_person, no_treatment, far (``number``), age, no_condition, interests, one_time,
    no_language, and none. ``names`` are the names that the fact is about, where it has some.
    """

    kind: str
    names: tuple[str, ...] = ()
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What is known of a pair: the parts of its score, whether and how near they can meet."""

    mentee: Mentee
    mentor: Mentor
    parts: Mapping[str, int]
    in_person: bool
    steps: int

    def shared(self, ours: str, theirs: str) -> tuple[str, ...]:
        """The names that both have, in the order in which the mentee gave them."""
        others = set(getattr(self.mentor, theirs))
        return tuple(name for name in getattr(self.mentee, ours) if name in others)

    def lacking(self, ours: str, theirs: str) -> tuple[str, ...]:
        """The names of the mentee that the mentor does not have."""
        others = set(getattr(self.mentor, theirs))
        return tuple(name for name in getattr(self.mentee, ours) if name not in others)


def reasons_for(match: Match) -> tuple[Reason, ...]:
    """At most four: the condition first, then a wish that is met, then what counted most."""
    return tuple(reason for reason, _ in zip(_telling(match), range(MOST), strict=False))


def _telling(match: Match) -> Iterator[Reason]:
    yield Reason("condition", match.shared("conditions", "conditions"))
    if match.mentee.mentor_gender is not None:
        yield Reason("gender")
    counted = [part for part in PARTS if part in _KINDS and match.parts[part]]
    for part in sorted(counted, key=lambda part: -match.parts[part]):
        reason = _reason(match, part)
        if reason is not None:
            yield reason


def _reason(match: Match, part: str) -> Reason | None:
    kind = _KINDS[part]
    if kind == "away":
        return Reason(kind, number=match.steps) if match.steps <= NEAR else None
    if kind == "near_in_age":
        return Reason(kind) if 2 * match.parts[part] >= SAME_AGE else None
    if kind == "topic":
        return Reason(kind, match.shared("help_with", "can_share"))
    field = {"treatment": "treatments", "time": "times", "interest": "interests"}
    names = match.shared(field.get(kind, "languages"), field.get(kind, "languages"))
    # That both speak English goes without saying, unless somebody asked.
    trivial = kind == "language" and names == ("en",) and not match.mentee.language_required
    return None if trivial else Reason(kind, names)


def difference_of(match: Match) -> Reason:
    """The one difference that matters most to who waits."""
    return next(_differences(match), Reason("none"))


def _differences(match: Match) -> Iterator[Reason]:
    mentee, mentor = match.mentee, match.mentor
    for kind, ours, theirs in (
        ("no_topic", "help_with", "can_share"),
        ("not_in_person", "", ""),
        ("no_treatment", "treatments", "treatments"),
        ("far", "", ""),
        ("age", "", ""),
        ("no_condition", "conditions", "conditions"),
        ("interests", "", ""),
        ("one_time", "", ""),
        ("no_language", "languages", "languages"),
    ):
        if ours and (names := match.lacking(ours, theirs)):
            yield Reason(kind, names)
        elif kind == "not_in_person" and "in_person" in mentee.modes and not match.in_person:
            yield Reason(kind, match.shared("modes", "modes"))
        elif kind == "far" and match.in_person and match.steps > NEAR:
            yield Reason(kind, number=match.steps)
        elif kind == "age" and None not in (mentee.age, mentor.age):
            if abs((mentee.age or 0) - (mentor.age or 0)) >= _APART:
                yield Reason(kind)
        elif kind == "interests" and mentee.interests and not match.parts["interests"]:
            yield Reason(kind)
        elif kind == "one_time" and len(match.shared("times", "times")) == 1:
            yield Reason(kind, match.shared("times", "times"))


def in_words(reason: Reason, labels: Labels = NO_LABELS) -> str:
    """The reason or difference as a short English phrase that begins with a capital letter."""
    if reason.kind in ("away", "far"):
        # Places are often known by the first half of a postcode alone: two of one are not "less
        # than 0.1 miles away".
        text = miles_away(reason.number) if reason.number else "In the same area"
    elif reason.kind == "not_in_person":
        ways = [_WAYS[mode] for mode in reason.names if mode in _WAYS]
        text = f"Not in person: {' or '.join(ways)}"
    else:
        kind, phrase = _PHRASES[reason.kind]
        text = phrase.format(named(kind, reason.names, labels))
    return text[:1].upper() + text[1:]


_WAYS = {"online": "online", "phone": "by phone"}
_PHRASES = {
    "condition": ("condition", "Both live with {}"),
    "gender": ("", "Gender as asked for"),
    "treatment": ("treatment", "Both know {}"),
    "topic": ("topic", "Can talk about {}"),
    "time": ("time", "Both can make {}"),
    "language": ("language", "{} spoken"),
    "interest": ("interest", "Both like {}"),
    "near_in_age": ("", "Near in age"),
    "no_topic": ("topic", "Has not offered to talk about {}"),
    "no_treatment": ("treatment", "Does not know {} at first hand"),
    "age": ("", "At another stage of life"),
    "no_condition": ("condition", "Does not live with {}"),
    "interests": ("", "Other interests"),
    "one_time": ("time", "Only one time suits both: {}"),
    "no_language": ("language", "Does not speak {}"),
    "none": ("", "Nothing asked for is missing"),
}
