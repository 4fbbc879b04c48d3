"""What enters and leaves signposting: frozen records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from alongside.domain.messaging.public import ProfileRecord, SafeTime


class AgeBand(StrEnum):
    """How old somebody is, as far as an unmet need has to know."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_44"
    FROM_45 = "45_64"
    FROM_65 = "65_plus"


@dataclass(frozen=True)
class ContactAnswers:
    """How somebody who asks wants to be reached.

    `channel` is text, email, phone or letter: the first one liked. `number` serves text and phone,
    `post` is an address in lines. `share_with_group` lets the group see the contact once it said
    yes. `signed_as` is service, first_name (then `signature_name`) or neutral; `may_name` lets
    messages name the group. `safe_times` empty: any time outside quiet hours. `formats` are slugs
    of recorded formats; what would help them come is recorded with them. What may be None was not
    asked: for somebody who is known it stays as it is, for somebody new it is as usual."""

    channel: str
    number: str = ""
    email: str = ""
    post: tuple[str, ...] = ()
    may_leave_message: bool = False
    share_with_group: bool | None = None
    signed_as: str = "neutral"
    signature_name: str = ""
    may_name: bool = False
    safe_times: tuple[SafeTime, ...] | None = None
    language: str | None = None
    formats: tuple[str, ...] | None = None
    interpreter_language: str | None = None


@dataclass(frozen=True)
class AskedRecord:
    """What the page after *Send* says. `token` opens the request for whoever asked.

    `waiting` says that the group has no room and the person is on its list; `by_day` is then the
    day by which a coordinator looks again. `who_answers` is the group's name."""

    request_id: UUID
    reference: str
    token: str
    by_day: date
    who_answers: str
    waiting: bool = False


@dataclass(frozen=True)
class HelpChosen:
    """Something that would help the person come: as they chose it, and as the group reads it."""

    slug: str
    label: str
    for_group: str


@dataclass(frozen=True)
class ContactShown:
    """One way of reaching somebody: text, email, phone or letter, and the number or address."""

    channel: str
    address: str
    may_leave_message: bool


@dataclass(frozen=True)
class OfferRecord:
    """Another group that was named to the person. `answer` is accepted, declined, lapsed or
    nothing yet; `instead_of` the group that they asked first."""

    offer_id: UUID
    request_id: UUID
    listing_id: UUID
    group_name: str
    instead_of: str
    offered_on: date
    answer: str
    answer_by: date | None


@dataclass(frozen=True)
class SaidRecord:
    """One party's word about one day."""

    party: str
    what: str
    about: date
    how: str
    at: datetime


@dataclass(frozen=True)
class StoryLine:
    """One thing that happened, in words. `who` is visitor, person or system as in the audit."""

    at: datetime
    words: str
    who: str
    reason: str = ""


@dataclass(frozen=True)
class MyRequestRecord:
    """A request as the person who asked sees it.

    `events` are those that the person may use now: change, withdraw, went, not_for_me,
    could_not_come, call_me, tell_me. `due_on` is the day by which the owner acts; `about` the day
    that *How was it?* asks about, or the coming first day. `group_reason` is what the group wrote
    for the person when it said no. `next_day` is the day for a calendar: the coming first day, or
    the group's next date while it is asked. `story` begins with the oldest. `profile` is all that
    they chose of how they may be reached, `contact` the way that they like best."""

    request_id: UUID
    reference: str
    state: str
    owner_kind: str
    due_on: date | None
    by_day: date | None
    asked_on: date
    name: str
    listing_id: UUID
    group_name: str
    group_is_public: bool
    help_to_come: tuple[HelpChosen, ...]
    note: str
    profile: ProfileRecord
    contact: ContactShown | None
    share_with_group: bool
    first_day: date | None
    first_time: time | None
    meets_you: str
    about: date | None
    offer: OfferRecord | None
    next_request_id: UUID | None
    will_be_told: bool
    group_reason: str
    next_day: date | None
    story: tuple[StoryLine, ...]
    events: tuple[str, ...]


@dataclass(frozen=True)
class PossibleDay:
    """A coming date of the group, for choosing the first day."""

    day: date
    at: time | None


@dataclass(frozen=True)
class ToAnswerRecord:
    """A request as the group's link shows it: what the group needs, and nothing else.

    `contact` is there only after the group said yes, if the person allows it; `needs` are recorded
    formats and support in words, if they let groups know them. `answer` is what the group last
    said: coming, waiting, not_this_one or nothing yet. `may_answer` is false where it is over;
    `may_say` is true once the first day has come. While the person's details are kept and not used
    (`restricted`), nothing of them is shown and nothing can be answered."""

    request_id: UUID
    reference: str
    state: str
    first_name: str
    listing_id: UUID
    group_name: str
    greeter: str
    help_to_come: tuple[HelpChosen, ...]
    needs: tuple[str, ...]
    note: str
    asked_on: date
    by_day: date | None
    days: tuple[PossibleDay, ...]
    answer: str
    first_day: date | None
    first_time: time | None
    meets_you: str
    contact: ContactShown | None
    may_answer: bool
    may_say: bool
    restricted: bool = False


@dataclass(frozen=True)
class RequestRow:
    """A request in a coordinator's list. `needs` are recorded formats in words."""

    request_id: UUID
    person_id: UUID
    reference: str
    name: str
    listing_id: UUID
    group_name: str
    state: str
    owner_kind: str
    owner_id: UUID | None
    owner_name: str
    due_on: date | None
    overdue: bool
    asked_on: date
    first_day: date | None
    needs: tuple[str, ...]
    differ: bool
    restricted: bool = False


@dataclass(frozen=True)
class RequestRecord:
    """A request as a coordinator sees it. `story` begins with the oldest.

    `group_contact_name`, `group_phone` and `group_email` are the group's published contact: whom
    to ring. `differ` says that the three parties do not say the same about one day. `events` are
    what the coordinator may do now: rang, offer_next, nothing_suits, take_on, look_again, told,
    try_again, withdraw, new_link, give_back_place. While the person's details are kept and not used
    (`restricted`), nothing of them is shown and there are none."""

    request_id: UUID
    reference: str
    state: str
    owner_kind: str
    owner_id: UUID | None
    owner_name: str
    due_on: date | None
    overdue: bool
    person_id: UUID
    name: str
    listing_id: UUID
    group_name: str
    group_contact_name: str
    group_phone: str
    group_email: str
    help_to_come: tuple[HelpChosen, ...]
    note: str
    practice: str
    asked_at: datetime
    first_day: date | None
    first_time: time | None
    meets_you: str
    group_reason: str
    holds_place: bool
    waits_for: str
    waiting_number: int | None
    offer: OfferRecord | None
    follows_id: UUID | None
    next_id: UUID | None
    said: tuple[SaidRecord, ...]
    differ: bool
    needs: tuple[str, ...]
    story: tuple[StoryLine, ...]
    events: tuple[str, ...]
    restricted: bool = False


@dataclass(frozen=True)
class MayBeOffered:
    """A group that may be named to the person, and why: the ranking's own reasons, in words. A
    distance in them is from the group that they asked."""

    listing_id: UUID
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class PlacesRecord:
    """A group with a limited number of places: how many, how many are held, who waits."""

    listing_id: UUID
    places: int
    held: int
    waiting: int

    @property
    def free(self) -> int:
        """How many can be given now."""
        return max(0, self.places - self.held)


@dataclass(frozen=True)
class NewsRecord:
    """What somebody asked to hear of: the public groups that they were told of, the newest first.

    `until` is the day until which they hear of more; None when they hear of no more."""

    listing_ids: tuple[UUID, ...]
    until: date | None


@dataclass(frozen=True)
class UnmetRow:
    """One unmet need, for coordinators. `name` is empty where nobody is known; `town` is the name
    of a town of which neither outward code nor team is known."""

    need_id: UUID
    person_id: UUID | None
    reason: str
    recorded_on: date
    outward: str
    team: str
    town: str
    condition: str
    language: str
    age_band: str
    name: str
    request_id: UUID | None
    tell_until: date | None
    told: int


@dataclass(frozen=True)
class UnmetCount:
    """How many needs were not met under one heading."""

    heading: str  # reason, place, condition, language or age_band
    value: str
    count: int


@dataclass(frozen=True)
class UnmetCounts:
    """The true counts of a year up to and with a day, for those who look after the service."""

    since: date
    until: date
    total: int
    rows: tuple[UnmetCount, ...]


@dataclass(frozen=True)
class TodayCounts:
    """How many requests stand in each of a coordinator's lists."""

    to_answer: int
    overdue: int
    to_ring: int
    call_back: int
    to_choose: int
    waiting: int
    coming: int
    restricted: int = 0


@dataclass(frozen=True)
class DueDone:
    """What one run of the due work did."""

    reminded: int = 0
    to_ring: int = 0
    offered: int = 0
    asked_again: int = 0
    day_before: int = 0
    asked_how: int = 0
    closed: int = 0
    moved: int = 0
    told: int = 0


@dataclass(frozen=True)
class Fault:
    """Something that must never be: a request without owner or day, a place counted wrong…"""

    what: str
    thing_type: str
    thing_id: str
