"""What leaves mentoring about meetings, and what is handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from alongside.domain.mentoring.review_records import ReviewRow
from alongside.domain.mentoring.states import MeetingState
from alongside.foundation.paging import Page

LENGTHS = (15, 30, 45, 60, 90, 120)
GOALS = ("moved_on", "same", "stuck", "just_talked")
WORRIES = ("none", "talk", "urgent")
STEP_FREE = ("yes", "no", "unknown")


@dataclass(frozen=True)
class MeetingPlan:
    """A planned hour. `starts_at` knows its time zone, `minutes` is one of LENGTHS, `mode` a slug
    of the catalogue; `place_id` a kept place for a meeting in person."""

    starts_at: datetime
    minutes: int
    mode: str
    place_id: UUID | None = None


@dataclass(frozen=True)
class MeetingLog:
    """What a mentor says of a meeting: `minutes` of LENGTHS, `mode` and `topics` slugs of the
    catalogue, `goal` of GOALS or "", `worry` of WORRIES. In person without a `place_id` is another
    public place."""

    on: date
    minutes: int
    mode: str
    worry: str
    place_id: UUID | None = None
    topics: tuple[str, ...] = ()
    goal: str = ""


@dataclass(frozen=True)
class LoggedRecord:
    """A log that was taken: of which day, whether the phone's clock was wrong and the day was put
    right, and whether it asks for a talk or for help at once (`worry`)."""

    meeting_id: UUID
    on: date
    corrected: bool
    worry: str


@dataclass(frozen=True)
class KeptPlace:
    """A public place on the kept list."""

    place_id: UUID
    name: str
    address: str
    step_free: str
    closed: bool


@dataclass(frozen=True)
class Met:
    """Somebody whom a mentor meets, for the page of a log: by the first name, since when, and what
    they would like to do, in their words. `paused`: no hour is planned for now."""

    pair_id: UUID
    first_name: str
    since: date
    goals: tuple[str, ...] = ()
    paused: bool = False


@dataclass(frozen=True)
class LogPage:
    """What the page of a log starts from. `whose` names nobody: by it a phone knows what it kept
    for this mentor. `minutes` and `where` are those of the newest plan or log: `where` is the id of
    a kept place or a mode."""

    whose: str
    meets: tuple[Met, ...]
    places: tuple[KeptPlace, ...]
    on: date
    minutes: int | None
    where: str
    pair_id: UUID | None


@dataclass(frozen=True)
class CoverLine:
    """Another mentor for a while, in one line: `name` is whoever is asked or covers, "" before the
    person chose."""

    cover_id: UUID
    state: str
    first_on: date
    last_on: date
    name: str


@dataclass(frozen=True)
class PlanPage:
    """What the page of a plan starts from: with whom, and the kept places. On the days of
    `covered`, both counted, the person meets whoever `covers` (told to the person alone);
    `as_cover`: who plans covers."""

    pair_id: UUID
    first_name: str
    places: tuple[KeptPlace, ...]
    covered: tuple[date, date] | None = None
    covers: str = ""
    as_cover: bool = False


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list. `name` is the first name of the other one, of the mentor for who
    coordinates; `told` once the mentor filled in the log; `covered` where it is, or was, in place
    of the pair's own mentor."""

    meeting_id: UUID
    pair_id: UUID
    state: str
    on: date
    starts_at: datetime | None
    minutes: int | None
    mode: str
    place: str
    name: str
    told: bool
    goal: str
    covered: bool = False

    def is_over(self, at: datetime) -> bool:
        """Whether it was planned, its hour has passed, and nobody noted yet what came of it."""
        if self.state != MeetingState.PLANNED or self.starts_at is None:
            return False
        return self.starts_at + timedelta(minutes=self.minutes or 0) <= at


@dataclass(frozen=True)
class MyMeetings:
    """A mentor's own meetings: what is planned, the soonest first; what was, the newest first; and
    what they add up to. `page` is what the page of a log starts from."""

    page: LogPage
    coming: tuple[MeetingRow, ...]
    past: Page[MeetingRow]
    count: int
    minutes: int


@dataclass(frozen=True)
class PairMeetings:
    """The meetings of a pair for who coordinates, the newest first, and what they add up to.
    `yes_on` is when the person and the mentor said yes to the six lines; `ends` are the ways in
    which who coordinates can end it now, `may_go_on` whether they can still go on after all;
    `apart` whether the service keeps the two apart. Where they have `finished`, a pause keeps them
    from writing to each other."""

    pair_id: UUID
    volunteer_id: UUID
    person_ids: tuple[UUID, UUID]
    name: str
    mentor: str
    count: int
    minutes: int
    rows: Page[MeetingRow]
    may_pause: bool = False
    paused: bool = False
    apart: bool = False
    finished: bool = False
    ends: tuple[str, ...] = ()
    may_go_on: bool = False
    yes_on: tuple[date | None, date | None] = (None, None)
    reviews: tuple[ReviewRow, ...] = ()
    cover: CoverLine | None = None
    may_cover: bool = False


@dataclass(frozen=True)
class MeetingRecord:
    """One meeting as one of the two sees it: `address` is that of the kept place, `events` are
    what they may do now."""

    row: MeetingRow
    kept_place_id: UUID | None
    address: str
    step_free: str
    events: tuple[str, ...]


@dataclass(frozen=True)
class TaskRow:
    """What is to be done, by whom and by when: talk or urgent after a meeting (`meeting_on`), with
    the mentor; died, with the mentor of somebody who died; again, with a person who would like a
    mentor again; close, the support of a person who finished; change, with a person who would like
    a change; silent, with one who did not answer how it is going. `person_id` and `name` are whom
    it is about, of these two."""

    task_id: UUID
    kind: str
    meeting_on: date | None
    pair_id: UUID
    episode_id: UUID
    volunteer_id: UUID
    person_id: UUID
    name: str
    owner: str
    mine: bool
    due_on: date
    late: bool


@dataclass(frozen=True)
class MeetingsDone:
    """What a run of the due work did: how many were reminded and asked how it was, and how many
    tasks went to another owner."""

    reminded: int = 0
    nudged: int = 0
    handed_on: int = 0
