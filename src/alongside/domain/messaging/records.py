"""What leaves messaging, and what is handed in: frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from uuid import UUID

from alongside.foundation.unit import Identified


class Channel(StrEnum):
    """A way to reach somebody."""

    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    PHONE = "phone"  # a person rings; never automatic


class SignedAs(StrEnum):
    """How messages to a person end."""

    SERVICE = "service"
    FIRST_NAME = "first_name"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class Recipient:
    """Whom a message is for. Made by `to_person`, `to_published`, `to_address` or `to_staff`."""

    kind: str
    person_id: UUID | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "en"
    source: str = ""


def to_person(person_id: UUID) -> Recipient:
    """A person whose safe-contact profile decides everything."""
    return Recipient("person", person_id=person_id)


def to_published(
    name: str, *, email: str = "", phone: str = "", language: str = "en", source: str
) -> Recipient:
    """A group's own public contact; `source` says where it stands, such as `listing/<id>`."""
    return Recipient(
        "published", name=name, email=email, phone=phone, language=language, source=source
    )


def to_address(email: str) -> Recipient:
    """The address that somebody typed to sign in with."""
    return Recipient("address", email=email)


def to_staff(person_id: UUID) -> Recipient:
    """Somebody with a role, at the address of their account."""
    return Recipient("staff", person_id=person_id)


def to_number(number: str, *, language: str) -> Recipient:
    """A mobile number that has just written to us: answered at once, whoever has it."""
    return Recipient("number", phone=number, language=language)


@dataclass(frozen=True)
class SafeTime:
    """A span of wall time on some days (0 is Monday) at which it is safe to write.

    `until` of midnight means the end of the day. `since` and `until` are wall times in London."""

    days: tuple[int, ...]
    since: time
    until: time


@dataclass(frozen=True)
class ProfileRecord:
    """How one person may be reached: all of it is theirs to say."""

    person_id: UUID
    channels: tuple[Channel, ...] = ()
    forbidden: tuple[Channel, ...] = ()
    text_number: str = ""
    email: str = ""
    phone_number: str = ""
    post: tuple[str, ...] = ()
    may_leave_message: bool = False
    safe_times: tuple[SafeTime, ...] = ()
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    signed_as: SignedAs = SignedAs.NEUTRAL
    signature_name: str = ""
    may_name: bool = False
    language: str = "en"
    formats: tuple[str, ...] = ()
    interpreter_language: str = ""
    share_needs: bool = False
    identified_on: date | None = None
    review_on: date | None = None
    texts_stopped: bool = False
    # Until when *stop everything* can be taken back.
    undo_until: datetime | None = None


@dataclass(frozen=True)
class Examples:
    """Texts drawn by each answer: of how messages are signed, and of whether they may name."""

    signed: Mapping[str, str]
    naming: Mapping[str, str]


@dataclass(frozen=True)
class TodayCounts:
    """How much waits for a coordinator in each list of messaging."""

    cannot_send: int
    replies: int
    letters: int
    reviews: int


@dataclass(frozen=True)
class ReviewRow:
    """A profile whose review is due."""

    person_id: UUID
    name: str
    needs: tuple[str, ...]
    review_on: date


@dataclass(frozen=True)
class ToSend:
    """A message that is wanted, with the words of `send`."""

    template: str
    to: Recipient
    cause: Identified
    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    organisation_id: UUID | None = None
    not_before: datetime | None = None


@dataclass(frozen=True)
class SentRecord:
    """What became of a message for the moment; `why` is a code of `Why` where it cannot go out."""

    message_id: UUID
    state: str
    why: str = ""


@dataclass(frozen=True)
class DrainCounts:
    """What one draining did. `later` were due but may go only at another time; `expired` were no
    use to anybody any more, and are nobody's work."""

    sent: int = 0
    later: int = 0
    blocked: int = 0
    retried: int = 0
    dead: int = 0
    expired: int = 0

    def __add__(self, other: DrainCounts) -> DrainCounts:
        return DrainCounts(
            self.sent + other.sent,
            self.later + other.later,
            self.blocked + other.blocked,
            self.retried + other.retried,
            self.dead + other.dead,
            self.expired + other.expired,
        )


@dataclass(frozen=True)
class DueDone:
    """What a run of the due work did."""

    leases: int = 0
    wiped: int = 0
    forgotten: int = 0
    expired: int = 0


@dataclass(frozen=True)
class CannotSendRow:
    """A message that a person must deal with. `why` is a whole sentence.

    `words` is what it would have said, for reading out; `ring` is the number to ring, and
    `may_leave_message` whether anything may be said to a machine or to somebody else. Of somebody
    whose details are kept and not used nothing is told (`restricted`)."""

    message_id: UUID
    person_id: UUID | None
    name: str
    state: str
    purpose: str
    why: str
    words: str
    ring: str
    may_leave_message: bool
    needs: tuple[str, ...]
    since: datetime
    cause_type: str
    cause_id: str
    restricted: bool = False


@dataclass(frozen=True)
class OutboxRow:
    """A message of the demo, as the person gets it."""

    message_id: UUID
    state: str
    to: str
    channel: str
    address: str
    sender: str
    subject: str
    body: str
    parts: int
    language: str
    template: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    why: str = ""


@dataclass(frozen=True)
class AboutRow:
    """What became of one message: `went` when it reached them, or may have; `failed` when a person
    has to see to it, or had to."""

    channel: str
    state: str
    went: bool
    failed: bool
    why: str
    at: datetime


@dataclass(frozen=True)
class MessageAbout:
    """One message about something: its template and what that is called, and to whom it was, None
    for an organisation. `went` when it reached them, or may have; `failed` while a person has to
    see to it; `off` when it was called off."""

    template: str
    label: str
    person_id: UUID | None
    went: bool
    failed: bool
    off: bool
    at: datetime


@dataclass(frozen=True)
class LetterRow:
    """A letter that waits to be printed and posted."""

    message_id: UUID
    person_id: UUID | None
    address: tuple[str, ...]
    body: str
    language: str
    large: bool
    since: datetime


@dataclass(frozen=True)
class ReplyRow:
    """A reply that a person must read. `meaning` is stop, start, help or unknown."""

    reply_id: UUID
    person_id: UUID | None
    name: str
    text: str
    meaning: str
    about: str
    at: datetime


@dataclass(frozen=True)
class Variable:
    """A gap of a template. `kind` is plain, day, moment, link, name (a person) or names (a group,
    or who runs it).

    `longest` is how many letters of it a text has room for. `at` is the page of a link, with {}
    where the value goes; without it the value is a whole address."""

    kind: str
    longest: int = 0
    at: str = ""


@dataclass(frozen=True)
class Wording:
    """One template in one language; the `named` ones may speak of the group or organisation."""

    text: str = ""
    text_named: str = ""
    subject: str = ""
    email: str = ""
    email_named: str = ""
    letter: str = ""
    letter_named: str = ""
    easy_read: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Template:
    """A kind of message. `to` are the kinds of recipient; `asks` when an answer by number counts.

    `any_hour` is for staff and sign-in alone; after `useful_hours` it is no use any more.
    `although_restricted` is for what somebody asked for themselves, or the law wants them to be
    told, although their details are kept and not used."""

    id: str
    version: int
    label: str
    purpose: str
    to: frozenset[str]
    channels: tuple[Channel, ...]
    variables: Mapping[str, Variable]
    wordings: Mapping[str, Wording]
    any_hour: bool = False
    asks: tuple[str, ...] = ()
    useful_hours: int | None = None
    although_restricted: bool = False
