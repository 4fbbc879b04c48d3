"""What leaves mentoring about places and pairs, and what is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from alongside.domain.mentoring.meeting_records import CoverLine, MeetingRow
from alongside.domain.mentoring.records import AgreementLines, Overdue

WISH_TERMS = {
    "conditions": "condition",
    "treatments": "treatment",
    "languages": "language",
    "times": "time",
    "interests": "interest",
    "help_with": "topic",
    "must_share": "topic",
    "modes": "mode",
}
END_REASONS = ("completed", "person_stopped", "mentor_stopped", "lost_contact", "rematched")


class SupportOver(StrEnum):
    """How somebody's support came to its end, as far as two who meet are concerned."""

    WELL = "well"
    OUT_OF_REACH = "out_of_reach"
    MOVED = "moved"
    WITHDREW = "withdrew"
    DIED = "died"


@dataclass(frozen=True)
class Wishes:
    """What somebody would like of a mentor. Tuples hold slugs of the catalogue.

    `place` is the key of a place of the catalogue, `max_km` None any distance, `mentor_gender` ""
    no wish. Whoever tells no birth date counts as under 18."""

    conditions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    language_required: bool = False
    times: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    help_with: tuple[str, ...] = ()
    must_share: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    place: str = ""
    max_km: int | None = None
    gender: str = ""
    mentor_gender: str = ""
    birth_date: date | None = None


@dataclass(frozen=True)
class Card:
    """A mentor before the person who chooses: a first name, a short story, at most four reasons and
    one difference; nothing by which the mentor could be found."""

    volunteer_id: UUID
    first_name: str
    story: str
    reasons: tuple[str, ...]
    difference: str


@dataclass(frozen=True)
class MyPlace:
    """A person's own wish for a mentor. `cards` are there while they choose; `mentor` is whom they
    chose, by the first name, and `reach` how to reach the mentor once both said yes; `meetings`
    are planned; `lacking` until they have told what the plan needs. `pair_id`, `paused` and
    `ending` tell of the pair that both said yes to, `to_agree` that the person has not said yes to
    its six lines, `to_review` that they are asked how it is going. `finished` is the pair that came
    to an end well, the last one; `cover` another mentor for a while."""

    place_id: UUID
    state: str
    cards: tuple[Card, ...]
    mentor: str
    reach: str
    meetings: tuple[MeetingRow, ...] = ()
    lacking: bool = False
    pair_id: UUID | None = None
    paused: bool = False
    to_agree: bool = False
    to_review: bool = False
    ending: bool = False
    finished: UUID | None = None
    cover: CoverLine | None = None


@dataclass(frozen=True)
class Cost:
    """What a choice costs the others: how many points of the whole plan, how many fewer of those
    who waited long, and who would be left with nobody."""

    volunteer_id: UUID
    name: str
    suggested: bool
    points_lost: int
    tier_lost: int
    without: tuple[str, ...]


@dataclass(frozen=True)
class PlaceRecord:
    """One wish for a mentor, for a coordinator, with what each card would cost others. Until
    `undo_until` the cards can be taken back."""

    place_id: UUID
    episode_id: UUID
    person_id: UUID
    name: str
    state: str
    waiting_days: int
    costs: tuple[Cost, ...]
    lacking: bool = False
    not_known: tuple[str, ...] = ()
    undo_until: datetime | None = None


@dataclass(frozen=True)
class Suggested:
    """Two people whom the plan would bring together, with why."""

    place_id: UUID
    person_id: UUID
    name: str
    volunteer_id: UUID
    mentor_name: str
    reasons: tuple[str, ...]
    difference: str


@dataclass(frozen=True)
class NotPlaced:
    """Somebody for whom there is nobody now, with the rule that would have to give.

    `not_known` names what they have not told yet: age, conditions, times, modes, place. Where the
    plan can find nobody before they told it, no rule is given."""

    place_id: UUID
    person_id: UUID
    name: str
    because: tuple[str, ...]
    not_known: tuple[str, ...]


@dataclass(frozen=True)
class PlanRecord:
    """The best plan for everybody who waits, proved and tested again by the independent checker
    before anybody saw it."""

    on: date
    suggested: tuple[Suggested, ...]
    not_placed: tuple[NotPlaced, ...]
    waited_long: int
    waited_long_placed: int


@dataclass(frozen=True)
class PairForMentor:
    """A pair as the mentor sees it: by the first name, why, and once both said yes how to reach
    the person, whether the mentor has still to say yes to the six lines (`to_agree`), and whether
    the person is asked how it is going (`to_review`)."""

    pair_id: UUID
    state: str
    first_name: str
    reasons: tuple[str, ...]
    difference: str
    reach: str
    place_id: UUID
    to_agree: bool
    to_review: bool


@dataclass(frozen=True)
class Together:
    """A pair as one of the two sees it. `ways` are what they can do now: pause, resume, change,
    finish; `ending` once they have begun to finish. `theirs`: the person reads, and not the mentor.
    `lines` are the six lines, with the day on which the reader (`yes_on`) and the other one
    (`other_yes_on`) said yes to them."""

    pair_id: UUID
    place_id: UUID
    theirs: bool
    first_name: str
    paused: bool
    ways: tuple[str, ...]
    lines: AgreementLines
    yes_on: date | None
    other_yes_on: date | None
    ending: bool = False


@dataclass(frozen=True)
class PairTold:
    """Who meets, the person first, then the mentor and whoever covered, the last first; and whether
    a pause is possible or holds. Where they have finished it keeps them from writing to each
    other."""

    names: tuple[str, ...]
    may_pause: bool
    paused: bool
    finished: bool


@dataclass(frozen=True)
class PairRow:
    """Two people who both said yes, for who coordinates: since when, when they last met, and since
    when the person is asked how it is going without an answer, which may be late; what of the
    mentor's is overdue today, and whether they came from the service's own list and no two people
    have said yes to them here."""

    pair_id: UUID
    person_ids: tuple[UUID, UUID]
    name: str
    mentor: str
    state: str
    since: date
    last_met: date | None
    review_on: date | None
    review_late: bool
    mentor_overdue: Overdue | None
    mentor_unsigned: bool
