"""Measures, read from the catalogue: what is shown of them, and what the engine scores."""

from __future__ import annotations

from datetime import date
from typing import Any

from alongside.domain.catalogue import public as catalogue
from alongside.domain.outcomes.records import MOST_ITEMS, Item, Measure, Option
from alongside.engines.scoring import INSTRUMENT_FIELDS, Instrument, parse_instrument
from alongside.foundation.errors import NotFound

KIND = "measure"


def measures(on: date) -> tuple[Measure, ...]:
    """The measures that a service may ask on a day: with questions to show, and not too many."""
    found = (term for term in catalogue.terms(KIND, on=on) if _may_be_asked(term))
    return tuple(_measure(term) for term in found)


def measure(slug: str) -> Measure:
    """One measure, retired or not. Raises NotFound, also for one whose questions are not shown."""
    term = catalogue.term(KIND, slug)
    if not _may_be_asked(term):
        raise NotFound("outcomes.measure")
    return _measure(term)


def instrument(slug: str) -> Instrument:
    """What the engine scores. Raises NotFound."""
    content: Any = catalogue.term(KIND, slug).content
    return parse_instrument({name: content[name] for name in INSTRUMENT_FIELDS & set(content)})


def score_only(term: catalogue.Term) -> bool:
    """Whether of this measure the score alone may be kept."""
    content: Any = term.content
    return bool(content["ship"] == "score_only")


def cut_tables(slug: str) -> tuple[str, ...]:
    """The versions of the table of cuts of a measure of which the score alone is kept."""
    kept = instrument(slug).kept
    return tuple(sorted(kept.cut_tables)) if kept else ()


def label_of(slug: str) -> str:
    """What a measure is called, retired or not, also one of which the score alone is kept."""
    return catalogue.term(KIND, slug).label


def scale_labels(slug: str) -> dict[str, str]:
    """What the scales of a measure are called."""
    content: Any = catalogue.term(KIND, slug).content
    return {each["id"]: each["label"] for each in content["scales"]}


def _may_be_asked(term: catalogue.Term) -> bool:
    content: Any = term.content
    return content["ship"] == "items" and len(content["items"]) <= MOST_ITEMS


def _measure(term: catalogue.Term) -> Measure:
    content: Any = term.content
    return Measure(
        slug=term.slug,
        label=term.label,
        version=content["version"],
        introduction=content["introduction"],
        items=tuple(_item(each) for each in content["items"]),
        licence=content["licence"],
        source=content["source"],
    )


def _item(content: Any) -> Item:
    return Item(
        id=content["id"],
        text=content["text"],
        kind=content["kind"],
        least=content.get("least", 0),
        most=content.get("most", 0),
        least_label=content.get("least_label", ""),
        most_label=content.get("most_label", ""),
        options=tuple(Option(each["id"], each["label"]) for each in content.get("options", ())),
    )
