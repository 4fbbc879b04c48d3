"""What must never leave, written apart from the gateway: it knows none of its code.

It is given what a person had said by then (as the test told it, not as it was stored) and what went
out, and lists every way in which that breaks a promise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass
class Said:
    """What one person has asked of the service, as last said."""

    allowed: list[str]
    forbidden: list[str]
    where: dict[str, str]
    safe: list[tuple[list[int], int, int]] = field(default_factory=list)
    quiet: tuple[int, int] = (21 * 60, 8 * 60)
    may_name: bool = False
    signs: str = "neutral"
    language: str = "en"
    formats: list[str] = field(default_factory=list)
    stopped: bool = False


@dataclass(frozen=True)
class Left:
    """What went out."""

    channel: str
    address: str
    subject: str
    body: str
    sender: str
    language: str
    at: datetime
    first_text_at: datetime | None


def broken_promises(
    said: Said,
    left: Left,
    *,
    template: dict[str, Any],
    formats: dict[str, dict[str, Any]],
    conditions: Iterable[str],
    organisation: str,
    group: str,
) -> list[str]:
    """Every promise that this message breaks, in words."""
    return [
        *_ways(said, left, template),
        *_times(said, left),
        *_names(said, left, conditions, organisation, group),
        *_formats(said, left, template, formats),
        *_links(left),
    ]


def _ways(said: Said, left: Left, template: dict[str, Any]) -> Iterable[str]:
    if left.channel not in said.allowed or left.channel in said.forbidden:
        yield f"went by {left.channel}"
    if left.channel == "phone" or left.channel not in template["channels"]:
        yield "a machine rang, or the message has no such words"
    if left.channel == "text" and said.stopped:
        yield "a text after STOP"
    if "".join(left.address.split()) != "".join(said.where.get(left.channel, "?").split()):
        yield "went to another address"
    if left.language != said.language:
        yield f"was in {left.language}"


def _times(said: Said, left: Left) -> Iterable[str]:
    if left.channel == "letter":
        return
    local = left.at.astimezone(LONDON)
    minute = 60 * local.hour + local.minute
    begin, end = said.quiet
    quiet = range(begin, end) if begin < end else [*range(begin, 1440), *range(end)]
    if begin != end and minute in quiet:
        yield f"went out in the quiet hours ({local:%a %H:%M})"
    if said.safe and not any(
        local.weekday() in days and minute in range(first, last) for days, first, last in said.safe
    ):
        yield f"went out at no safe time ({local:%a %H:%M})"


def _names(
    said: Said, left: Left, conditions: Iterable[str], organisation: str, group: str
) -> Iterable[str]:
    shown = f"{left.subject}\n{left.body}\n{left.sender}"
    if group in shown and not said.may_name:
        yield "names the group"
    if organisation in shown and said.signs != "service":
        yield "names the organisation"
    if said.may_name:
        shown = shown.replace(group, " ")
    words = " ".join(re.sub(r"https?://\S+", " ", shown).lower().replace("-", " ").split())
    for condition in conditions:
        plain = " ".join(condition.lower().replace("-", " ").split())
        if re.search(rf"\b{re.escape(plain)}\b", words):
            yield f"names {condition}"


def _formats(
    said: Said, left: Left, template: dict[str, Any], formats: dict[str, dict[str, Any]]
) -> Iterable[str]:
    for need in said.formats:
        met = formats[need]["met_by"][left.channel]
        if met == "no":
            yield f"{need} is not met by {left.channel}"
        if met == "easy_read":
            easy = template["texts"][left.language].get("easy_read", {}).get(left.channel, "")
            first = easy.strip().splitlines()[0] if easy else "?"
            parts = (re.escape(part) for part in re.split(r"\{\w+\}", first))
            if not re.match(".+".join(parts), left.body):
                yield "was not in easy read"


def _links(left: Left) -> Iterable[str]:
    if left.channel != "text" or "http" not in left.body:
        return
    if left.first_text_at is None or (left.at - left.first_text_at).total_seconds() < 120:
        yield "the first text to a number had a link"
