"""What leaves mentoring, and what is handed in: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

TERMS = {
    "conditions": "condition",
    "treatments": "treatment",
    "languages": "language",
    "times": "time",
    "interests": "interest",
    "can_share": "topic",
    "modes": "mode",
}
"""The fields of a volunteer that hold slugs of the catalogue, with the kind of each."""

GENDERS = ("woman", "man", "another")


class Step(StrEnum):
    """What a volunteer and the service do before the first meeting, in any order."""

    REFERENCES = "references"
    MEET = "meet"
    TRAINING = "training"
    CHECKS = "checks"
    AGREEMENT = "agreement"
    GO_LIVE = "go_live"


class StepState(StrEnum):
    """How far a step is. `cannot_start` waits for another step, `overdue` was done and has to be
    done again."""

    DONE = "done"
    TO_DO = "to_do"
    WAITING = "waiting"
    CANNOT_START = "cannot_start"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Reachable:
    """One way in which somebody may be reached: `channel` is text, email or phone."""

    channel: str
    number: str = ""
    email: str = ""
    may_leave_message: bool = False


@dataclass(frozen=True)
class Profile:
    """What a volunteer says about themselves. Tuples hold slugs of the catalogue.

    `story` is read by whoever chooses a mentor; `experience` by coordinators alone; `rather_not`
    by whoever they meet. `max_km` None: any distance. `capacity` is how many people at one time."""

    story: str = ""
    experience: str = ""
    rather_not: str = ""
    conditions: tuple[str, ...] = ()
    treatments: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    times: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    can_share: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    place: str = ""  # key of a place of the catalogue; never a whole postcode
    max_km: int | None = None
    gender: str = ""
    mentee_gender: str = ""
    birth_year: int | None = None
    capacity: int = 1


@dataclass(frozen=True)
class Referee:
    """Somebody who knows the volunteer, and how to ask them."""

    name: str
    reach: Reachable


@dataclass(frozen=True)
class AppliedRecord:
    """What the page after *Send* says. `token` opens the volunteer's own page."""

    volunteer_id: UUID
    token: str


@dataclass(frozen=True)
class ReferenceWords:
    """What a referee says: `suits` is yes, no or not_sure."""

    known_for: str
    known_how: str
    suits: str
    words: str = ""


@dataclass(frozen=True)
class ReferenceAsked:
    """What a referee sees: whom it is about, by the first name, and whether it was given."""

    first_name: str
    referee_name: str
    given: bool


@dataclass(frozen=True)
class ReferenceRecord:
    """A reference as coordinators see it."""

    reference_id: UUID
    name: str
    asked_on: date
    given_on: date | None
    words: ReferenceWords | None


@dataclass(frozen=True)
class Question:
    """An eligibility question of a check, and whether it was answered yes."""

    slug: str
    words: str
    yes: bool = False


@dataclass(frozen=True)
class CheckRecord:
    """One kind of check of one volunteer.

    `asked` says whether the eligibility questions were answered; until then nothing may be asked
    for and `levels` is empty. `needed` is the least level that is enough, "" for none."""

    kind: str
    label: str
    plain: str
    asked: bool
    questions: tuple[Question, ...]
    levels: tuple[tuple[str, str], ...]
    needed: str
    level: str
    level_label: str
    seen_on: date | None
    look_again_on: date | None
    usual_look_again_on: date | None
    state: str


@dataclass(frozen=True)
class ChecklistItem:
    """One step with how far it is. `who` is you, us or others: whose turn it is; `count` of `of`
    where it has parts; `until` is the last day on which it counts. `how` of training: modules,
    elsewhere (a colleague's note) or list (the service's own, from before)."""

    step: Step
    state: StepState
    who: str = ""
    done_on: date | None = None
    until: date | None = None
    count: int = 0
    of: int = 0
    how: str = ""


@dataclass(frozen=True)
class AgreementLines:
    """The six lines, with the version that somebody agrees to."""

    slug: str
    version: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Checklist:
    """A volunteer's own page, and the same for coordinators."""

    volunteer_id: UUID
    person_id: UUID
    first_name: str
    state: str
    items: tuple[ChecklistItem, ...]
    paused_until: date | None
    events: tuple[str, ...]

    @property
    def lacking(self) -> tuple[Step, ...]:
        """The steps before *go live* that are not done."""
        return tuple(
            item.step
            for item in self.items
            if item.step != Step.GO_LIVE and item.state != StepState.DONE
        )


@dataclass(frozen=True)
class PreviewRecord:
    """A volunteer as somebody who chooses a mentor sees them: words, and nothing else of theirs.

    This record is the only one that is shown to others; the volunteer's preview is the same."""

    volunteer_id: UUID
    first_name: str
    story: str
    conditions: tuple[str, ...]
    treatments: tuple[str, ...]
    can_share: tuple[str, ...]
    languages: tuple[str, ...]
    times: tuple[str, ...]
    interests: tuple[str, ...]
    modes: tuple[str, ...]
    rather_not: str


@dataclass(frozen=True)
class Overdue:
    """What keeps a volunteer from being matched: `what` is check or training, `day` the last one on
    which it counted."""

    what: str
    day: date


@dataclass(frozen=True)
class VolunteerRow:
    """A volunteer in a coordinator's list, with what they lack; `first_yes` is whether one of two
    people said yes. `look_again_on` is the last day on which all checks and the training count, and
    `unsigned` whether they came from the service's own list and no two people have said yes here.
    """

    volunteer_id: UUID
    person_id: UUID
    name: str
    state: str
    applied_on: date
    lacking: tuple[Step, ...]
    first_yes: bool
    overdue: Overdue | None
    look_again_on: date | None
    capacity: int
    unsigned: bool


@dataclass(frozen=True)
class TrainedElsewhere:
    """Who noted that training was held elsewhere, and when; nothing where that was not kept."""

    noted_by: str
    noted_on: date | None


@dataclass(frozen=True)
class VolunteerRecord:
    """One volunteer, for a coordinator or safeguarding lead of their organisation."""

    volunteer_id: UUID
    person_id: UUID
    name: str
    organisation_id: UUID
    state: str
    applied_at: datetime
    profile: Profile
    preview: PreviewRecord
    checklist: Checklist
    references: tuple[ReferenceRecord, ...]
    checks: tuple[CheckRecord, ...]
    met_on: date | None
    trained_on: date | None
    trained_elsewhere: TrainedElsewhere | None
    agreed_on: date | None
    cleared_for_under_18: bool
    first_yes_by: str
    second_yes_by: str
    may_say_yes: bool
    undo_until: datetime | None  # of a welcome or a no of which they have not heard yet


@dataclass(frozen=True)
class VolunteerCounts:
    """How many volunteers wait for something: for a coordinator's day."""

    applied: int
    preparing: int
    second_yes: int
    checks_due: int
    checks_overdue: int


@dataclass(frozen=True)
class MentorOffer:
    """A mentor as `engines.matching` takes them: every field of its record, by the same names.

    `ready` is false on a day on which their training counts no more.

    `capacity` is the number of places free now, `blocks` the ids of places of people whom they
    must not meet. Whoever's check is overdue is there, and the engine leaves them out by
    `recheck_on`."""

    id: str
    lat: float | None
    lon: float | None
    max_km: float | None
    modes: tuple[str, ...]
    conditions: tuple[str, ...]
    treatments: tuple[str, ...]
    age: int | None
    gender: str | None
    mentee_gender: str | None
    languages: tuple[str, ...]
    times: tuple[str, ...]
    interests: tuple[str, ...]
    can_share: tuple[str, ...]
    capacity: int
    ready: bool
    recheck_on: date | None
    cleared_for_under_18: bool
    blocks: tuple[str, ...]

    def plain(self) -> dict[str, object]:
        """The record as the matching problem has it."""
        fields: dict[str, object] = {}
        for name in self.__dataclass_fields__:
            value = getattr(self, name)
            if isinstance(value, tuple):
                value = list(value)
            elif isinstance(value, date):
                value = value.isoformat()
            fields[name] = value
        return fields


@dataclass(frozen=True)
class DueDone:
    """What a run of the due work did."""

    warned: int = 0
