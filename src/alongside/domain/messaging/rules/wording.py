"""The words of a message: gaps filled, signed, with where to turn at the end of longer ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from alongside.domain.messaging.records import Channel, Template, Variable, Wording
from alongside.domain.messaging.rules.deciding import Go, words_for
from alongside.engines.texts import first_word_of, size

SIGNATURE_LONGEST = 25
_GAP = re.compile(r"\{([a-z_]+)\}")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHAPES = {
    "day": re.compile(r"\d{4}-\d\d-\d\d"),
    # A group may know the day and not the hour.
    "moment": re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d)?"),
}
# Overrides that make a name show other words than it holds; the marks inside names stay.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\ufeff")


@dataclass(frozen=True)
class CommonWords:
    """What every message of a language shares. `signed` holds the gap {name}; days from Monday."""

    neutral: str
    signed: str
    help_now: str
    days: tuple[str, ...]
    days_short: tuple[str, ...]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    twelve_hours: bool = False


@dataclass(frozen=True)
class Rendered:
    """A message as it arrives. `parts` counts what a text costs, 0 for other channels."""

    sender: str
    subject: str
    body: str
    parts: int


def one_line(value: str) -> str:
    """The value without line breaks, control characters and what turns the direction of writing."""
    kept = (
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in value
        if letter not in _OVERRIDES
    )
    return " ".join("".join(kept).split())


def shortened(value: str, longest: int) -> str:
    """At most so many letters, cut between words where there is a word."""
    if len(value) <= longest:
        return value
    cut = value[:longest]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut else cut
    return at_word.rstrip()


def sender_of(signed_as: str, signature_name: str, service_name: str) -> str:
    """The name that a message is signed with; "" for neutral words."""
    name = {"service": service_name, "first_name": signature_name}.get(signed_as, "")
    return one_line(name)


def render(
    template: Template,
    wording: Wording,
    way: Go,
    values: Mapping[str, str],
    *,
    sender: str,
    common: CommonWords,
    site: str,
) -> Rendered:
    """The message that `way` decided on. `values` holds every gap of the words; `site` is the
    address of the service, with which links begin."""
    words = words_for(wording, way)
    if way.channel == Channel.TEXT:
        short = shortened(sender, SIGNATURE_LONGEST)
        signature = common.signed.replace("{name}", short) if short else common.neutral
        filled = _filled(words, template, values, common, site, in_text=True)
        body = f"{filled}\n{signature}"
        return Rendered(sender, "", body, size(body).parts)
    signature = common.signed.replace("{name}", sender) if sender else common.neutral
    filled = _filled(words, template, values, common, site, in_text=False)
    body = "\n\n".join((filled.strip(), signature, common.help_now.strip()))
    subject = _filled(wording.subject, template, values, common, site, in_text=False)
    return Rendered(sender, one_line(subject)[:200], body, 0)


def faults_of_values(template: Template, values: Mapping[str, str]) -> dict[str, str]:
    """What is wrong with the values for a template's gaps: a fault here is one of the code."""
    faults = {name: "has no value" for name in template.variables if not values.get(name)}
    faults |= {name: "is no variable" for name in values if name not in template.variables}
    for name, gap in template.variables.items():
        if name not in faults:
            fault = _fault_of_value(gap, str(values[name]))
            if fault:
                faults[name] = fault
    return faults


def _fault_of_value(gap: Variable, value: str) -> str:
    if gap.kind in {"day", "moment"}:
        return "" if _SHAPES[gap.kind].fullmatch(value) and _is_date(value) else "is no " + gap.kind
    if gap.kind == "link" and gap.at:
        return "" if _TOKEN.fullmatch(value) else "is no token or id"
    if gap.kind == "link":
        return "" if value.startswith(("https://", "http://")) else "is no address"
    too_long = gap.kind == "plain" and len(value) > gap.longest
    return f"is longer than {gap.longest} letters" if too_long else ""


def _is_date(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def gaps_of(words: str) -> frozenset[str]:
    """The names of the gaps in the words."""
    return frozenset(_GAP.findall(words))


def condition_named(rendered: Rendered, conditions: Iterable[str], allowed: Iterable[str]) -> str:
    """The first condition that the message names, or "".

    `allowed` are what the person chose to have named (the group, who signs): left out of the
    looking, with all else in it still looked at."""
    text = f"{rendered.subject}\n{rendered.body}"
    for part in sorted((one_line(each) for each in allowed), key=len, reverse=True):
        if part:
            text = text.replace(part, " \n ")
    return first_word_of(text, conditions)


def day_in_words(value: str, common: CommonWords, *, short: bool) -> str:
    """2026-12-01 as *Tuesday 1 December* or *Tue 1 Dec*; 2026-12-01T14:30 with *, 2:30pm*.

    Raises ValueError for anything else."""
    there = datetime.fromisoformat(value)
    days, months = (
        (common.days_short, common.months_short) if short else (common.days, common.months)
    )
    day = f"{days[there.weekday()]} {there.day} {months[there.month - 1]}"
    if "T" not in value:
        return day
    if not common.twelve_hours:
        return f"{day}, {there:%H:%M}"
    minutes = f":{there:%M}" if there.minute else ""
    return f"{day}, {there.hour % 12 or 12}{minutes}{'am' if there.hour < 12 else 'pm'}"


def _filled(
    words: str,
    template: Template,
    values: Mapping[str, str],
    common: CommonWords,
    site: str,
    *,
    in_text: bool,
) -> str:
    def value(match: re.Match[str]) -> str:
        gap = template.variables[match[1]]
        found = one_line(values[match[1]])
        if gap.kind in {"day", "moment"}:
            return day_in_words(found, common, short=in_text)
        if gap.kind == "link" and gap.at:
            return site + gap.at.replace("{}", found)
        if in_text and gap.kind in {"name", "names"}:
            return shortened(found, gap.longest)
        return found

    return _GAP.sub(value, words)
