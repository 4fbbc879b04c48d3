"""Terms and sets of principles. Kept in the process: they change when a new version is deployed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from alongside.domain.catalogue.models import Entry
from alongside.domain.catalogue.records import Principle, PrincipleSet, Term
from alongside.foundation.errors import NotFound

PRINCIPLES = "principle_set"


@dataclass(frozen=True, eq=False)
class _Read:
    terms: dict[str, tuple[Term, ...]]
    by_slug: dict[tuple[str, str], Term]


_kept: dict[str, _Read] = {}


def forget() -> None:
    """Reads the terms afresh at the next asking: after a sync, and between tests."""
    _kept.clear()


def _read() -> _Read:
    if "all" not in _kept:
        terms: dict[str, list[Term]] = {}
        for row in Entry.objects.order_by("kind", "position", "slug"):
            terms.setdefault(row.kind, []).append(_term(row))
        by_slug = {(term.kind, term.slug): term for many in terms.values() for term in many}
        if not by_slug:  # not synced yet: another process may do it at any moment
            return _Read({}, {})
        _kept["all"] = _Read({kind: tuple(many) for kind, many in terms.items()}, by_slug)
    return _kept["all"]


def _term(row: Entry) -> Term:
    return Term(row.kind, row.slug, row.label, row.content, row.valid_from, row.valid_to)


def terms(kind: str, on: date | None = None) -> tuple[Term, ...]:
    """The terms of a kind in their order: all that ever were, or those valid on a day.

    `kind` is condition, mode, language, access_need, time or interest."""
    found = _read().terms.get(kind, ())
    if on is None:
        return found
    return tuple(
        term
        for term in found
        if term.valid_from <= on and (term.valid_to is None or on <= term.valid_to)
    )


def edition() -> object:
    """Equal to what it was before as long as the terms are the same: for keeping what was made
    from them."""
    return _read()


def kinds() -> tuple[str, ...]:
    """Every kind of which there are terms."""
    return tuple(sorted(_read().terms))


def term(kind: str, slug: str) -> Term:
    """One term, retired or not. Raises NotFound."""
    try:
        return _read().by_slug[kind, slug]
    except KeyError as missing:
        raise NotFound(kind) from missing


def label(kind: str, slug: str) -> str:
    """The words for a slug; the slug itself in plain words where the catalogue has none."""
    found = _read().by_slug.get((kind, slug))
    return found.label if found else slug.replace("_", " ").replace("-", " ")


def days_off(country: str = "england") -> frozenset[date]:
    """The bank holidays of a country. Raises NotFound where the catalogue has none."""
    return frozenset(
        date.fromisoformat(day) for day in term("bank_holidays", country).content["days"]
    )


def principle_sets() -> tuple[PrincipleSet, ...]:
    """Every set of principles, in order."""
    return tuple(_set(found) for found in terms(PRINCIPLES))


def principle_set(slug: str) -> PrincipleSet:
    """One set of principles. Raises NotFound."""
    return _set(term(PRINCIPLES, slug))


def principle_set_for(conditions: Iterable[str]) -> PrincipleSet | None:
    """The set that a group for these conditions would sign: one that names all of them.

    A group for any condition, or for conditions that no one set names, signs the set that names no
    condition. None where the catalogue has neither."""
    wanted, sets = set(conditions), principle_sets()
    if wanted:
        for found in sets:
            if wanted <= set(found.conditions):
                return found
    return next((found for found in sets if not found.conditions), None)


def _set(found: Term) -> PrincipleSet:
    content: Any = found.content
    return PrincipleSet(
        slug=found.slug,
        title=found.label,
        conditions=tuple(content.get("conditions", ())),
        disclaimer=content["disclaimer"],
        principles=tuple(
            Principle(
                slug=one["id"],
                title=one["title"],
                plain=one["plain"],
                member=one["member"],
                host=one["host"],
                clinician=one["clinician"],
                question=one["question"],
            )
            for one in content["principles"]
        ),
    )
