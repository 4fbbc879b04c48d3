"""Modules, read from the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

from alongside.domain.catalogue import public as catalogue
from alongside.domain.training.records import Material, Module, Programme, Session, Skill
from alongside.foundation.errors import NotFound

KIND = "training"
_kept: list[tuple[object, dict[str, Module]]] = []


def modules(on: date, programme: str = "") -> tuple[Module, ...]:
    """The modules in force on a day, in order: of a programme, or all of them."""
    known = _known()
    found = (known[term.slug] for term in catalogue.terms(KIND, on=on))
    return tuple(each for each in found if not programme or programme in each.programmes)


def module(slug: str) -> Module:
    """One module, retired or not. Raises NotFound."""
    found = _known().get(slug)
    if found is None:
        raise NotFound("training.module")
    return found


def _known() -> dict[str, Module]:
    edition = catalogue.edition()
    if not _kept or _kept[0][0] != edition:
        _kept[:] = [(edition, {term.slug: _module(term) for term in catalogue.terms(KIND)})]
    return _kept[0][1]


def _module(term: catalogue.Term) -> Module:
    content: Any = term.content
    return Module(
        slug=term.slug,
        label=term.label,
        summary=content["summary"],
        version=content["version"],
        programmes=tuple(Programme(each) for each in content["programmes"]),
        reading_minutes=content["reading_minutes"],
        renew_after_months=content["renew_after_months"],
        source=content["source"],
        materials=tuple(
            Material(each["id"], each["title"], tuple(each["blocks"]))
            for each in content["materials"]
        ),
        sessions=tuple(
            Session(each["id"], each["title"], each["minutes"], tuple(each["plan"]))
            for each in content["sessions"]
        ),
        skills=tuple(
            Skill(each["id"], each["label"], tuple(each["seen"]), each["not_yet"])
            for each in content["skills"]
        ),
    )
