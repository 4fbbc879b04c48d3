"""The decision of the gateway: by which channel, now or later, or not at all and why.

Pure: everything that it looks at is handed in. It is asked when a message is queued and asked
again at the moment of sending, so that whatever the person said since then wins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from alongside.domain.messaging.records import Channel, SafeTime, Template, Wording
from alongside.domain.messaging.rules.reasons import Why
from alongside.domain.messaging.rules.timing import next_safe

AFTER_FIRST_TEXT = timedelta(minutes=2)
YES, EASY_READ = "yes", "easy_read"
# Nothing but paper can arrive without a sound.
_HEARD = frozenset({Channel.TEXT, Channel.EMAIL})


@dataclass(frozen=True)
class Reach:
    """How somebody may be reached, as it stands at this moment; `restricted` when they asked that
    their details are kept and not used."""

    channels: tuple[Channel, ...]
    addresses: Mapping[Channel, str]
    forbidden: frozenset[Channel] = frozenset()
    texts_stopped: bool = False
    safe_times: tuple[SafeTime, ...] = ()
    quiet_from: time = time(21)
    quiet_to: time = time(8)
    language: str = "en"
    formats: tuple[str, ...] = ()
    may_name: bool = False
    signed_as: str = "neutral"
    signature_name: str = ""
    restricted: bool = False


@dataclass(frozen=True)
class Format:
    """A recorded format: for each channel whether it meets the need."""

    label: str
    met_by: Mapping[Channel, str]
    large: bool = False


@dataclass(frozen=True)
class Means:
    """What the service can do at this moment, and what it knows of the number."""

    channels: frozenset[Channel]
    formats: Mapping[str, Format] = field(default_factory=dict)
    first_texted_at: datetime | None = None
    first_text_failed: bool = False


@dataclass(frozen=True)
class Go:
    """It may go out at this moment, like this."""

    channel: Channel
    address: str
    named: bool
    easy_read: bool
    large: bool


@dataclass(frozen=True)
class Wait:
    """It may go out, and not before `until`. `first_text` when the number was never texted."""

    until: datetime
    by: Go
    first_text: bool = False


@dataclass(frozen=True)
class Block:
    """It must not go out by itself. `what` is the slug that the reason speaks of."""

    why: Why
    what: str = ""


Decision = Go | Wait | Block


def decide(
    template: Template, reach: Reach | None, means: Means, *, since: datetime, at: datetime
) -> Decision:
    """What may be done at `at` with a message that was to go out from `since` on."""
    if template.useful_hours is not None and at > since + timedelta(hours=template.useful_hours):
        return Block(Why.TOO_LATE)
    if reach is None:
        return Block(Why.NO_PROFILE)
    if reach.restricted and not template.although_restricted:
        return Block(Why.RESTRICTED)
    wording = template.wordings.get(reach.language)
    if wording is None:
        return Block(Why.LANGUAGE, reach.language)
    ways = list(_ways(template, wording, reach, means))
    way = next((way for way in ways if isinstance(way, Go)), None)
    if way is not None:
        return _when(template, wording, way, reach, means, since=since, at=at)
    blocks = [way for way in ways if isinstance(way, Block)]
    if blocks:
        return blocks[0]
    return Block(Why.RING if Channel.PHONE in reach.channels else Why.NO_CHANNEL)


def _ways(template: Template, wording: Wording, reach: Reach, means: Means) -> Iterator[Go | Block]:
    """Each channel that the person allows and the message has, in the person's order."""
    for channel in reach.channels:
        if channel == Channel.PHONE or channel in reach.forbidden:
            continue
        if channel not in template.channels:
            continue
        yield _way(channel, wording, reach, means)


def _way(channel: Channel, wording: Wording, reach: Reach, means: Means) -> Go | Block:
    address = reach.addresses.get(channel, "")
    if channel == Channel.TEXT and reach.texts_stopped:
        return Block(Why.STOPPED)
    if not address:
        return Block(Why.NO_ADDRESS)
    if channel not in means.channels:
        return Block(Why.NO_ENGINE)
    if channel == Channel.TEXT and means.first_text_failed and means.first_texted_at is None:
        return Block(Why.UNREACHABLE)
    easy_read = large = False
    for slug in reach.formats:
        known = means.formats.get(slug)
        met = known.met_by.get(channel, "no") if known else "no"
        if met == EASY_READ:
            easy_read = True
            met = YES if wording.easy_read.get(channel) else "no"
        if met != YES:
            return Block(Why.FORMAT, slug)
        large = large or (known is not None and known.large)
    if not easy_read and not plain_words(wording, channel):
        return Block(Why.LANGUAGE, reach.language)
    named = reach.may_name and not easy_read and bool(named_words(wording, channel))
    return Go(channel, address, named=named, easy_read=easy_read, large=large)


def named_words(wording: Wording, channel: Channel) -> str:
    """The words that may name the group or organisation, "" where there are none."""
    return {
        Channel.TEXT: wording.text_named,
        Channel.EMAIL: wording.email_named,
        Channel.LETTER: wording.letter_named,
    }.get(channel, "")


def plain_words(wording: Wording, channel: Channel) -> str:
    """The words that name neither."""
    return {
        Channel.TEXT: wording.text,
        Channel.EMAIL: wording.email,
        Channel.LETTER: wording.letter,
    }.get(channel, "")


def words_for(wording: Wording, way: Go) -> str:
    """The words of the form that was decided on, gaps and all."""
    if way.easy_read:
        return wording.easy_read[way.channel]
    if way.named:
        return named_words(wording, way.channel)
    return plain_words(wording, way.channel)


def has_link(template: Template, words: str) -> bool:
    """Whether a gap of the words is a link."""
    return any(
        gap.kind == "link" and f"{{{name}}}" in words for name, gap in template.variables.items()
    )


def _when(
    template: Template,
    wording: Wording,
    way: Go,
    reach: Reach,
    means: Means,
    *,
    since: datetime,
    at: datetime,
) -> Decision:
    """Now, or the first safe moment; a link waits until the number has had a text without one."""
    earliest, first_text = max(at, since), False
    if way.channel == Channel.TEXT and has_link(template, words_for(wording, way)):
        first_text = means.first_texted_at is None
        if means.first_texted_at is not None:
            earliest = max(earliest, means.first_texted_at + AFTER_FIRST_TEXT)
    safe: datetime | None = earliest
    if way.channel in _HEARD:
        safe = next_safe(earliest, reach.safe_times, reach.quiet_from, reach.quiet_to)
    if safe is None:
        return Block(Why.NEVER_SAFE)
    if first_text:
        return Wait(safe + AFTER_FIRST_TEXT, way, first_text=True)
    return Wait(safe, way) if safe > at else way
