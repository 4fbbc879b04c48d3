"""Kinds of message, their words and the recorded formats, read from the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging.records import Channel, Template, Variable, Wording
from alongside.domain.messaging.rules.deciding import Format
from alongside.domain.messaging.rules.wording import CommonWords
from alongside.formats.catalogue import words_of_condition


@dataclass(frozen=True)
class Library:
    """All that messages are made from. The same object for as long as the catalogue is the same."""

    templates: dict[str, Template]
    common: dict[str, CommonWords]
    formats: dict[str, Format]
    conditions: tuple[str, ...]
    languages: frozenset[str]


_kept: list[tuple[object, Library]] = []


def library() -> Library:
    """What the catalogue holds now. Retired templates stay: messages in the queue need them."""
    edition = catalogue.edition()
    if not _kept or _kept[0][0] != edition:
        _kept[:] = [(edition, _read())]
    return _kept[0][1]


def _read() -> Library:
    return Library(
        templates={term.slug: _template(term) for term in catalogue.terms("message")},
        common={term.slug: _common(term.content) for term in catalogue.terms("message_words")},
        formats={
            term.slug: Format(
                label=term.content["says"],
                met_by=term.content["met_by"],
                large=term.content.get("large") == "yes",
            )
            for term in catalogue.terms("format")
        },
        conditions=tuple(
            word
            for term in catalogue.terms("condition")
            for word in words_of_condition(term.content)
        ),
        languages=frozenset(term.slug for term in catalogue.terms("language")),
    )


def _template(term: catalogue.Term) -> Template:
    content = term.content
    return Template(
        id=term.slug,
        version=content["version"],
        label=term.label,
        purpose=content["purpose"],
        to=frozenset(content["to"]),
        channels=tuple(Channel(each) for each in content["channels"]),
        variables={
            name: Variable(gap["kind"], gap.get("longest", 0), gap.get("at", ""))
            for name, gap in content["variables"].items()
        },
        wordings={language: Wording(**words) for language, words in content["texts"].items()},
        any_hour=content.get("any_hour") == "yes",
        asks=tuple(content.get("asks", ())),
        useful_hours=content.get("useful_hours"),
        although_restricted=content.get("although_restricted") == "yes",
    )


def _common(content: Any) -> CommonWords:
    return CommonWords(
        neutral=content["neutral"],
        signed=content["signed"],
        help_now=content["help_now"],
        days=tuple(content["days"]),
        days_short=tuple(content["days_short"]),
        months=tuple(content["months"]),
        months_short=tuple(content["months_short"]),
        twelve_hours=content["clock"] == "12",
    )
