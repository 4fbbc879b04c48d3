"""Long lists of what somebody may need: the common few first, the rest behind a summary."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.web.shared.forms import Look
from alongside.web.shared.words import Words


def look(
    terms: Iterable[catalogue.Term],
    *,
    language: str,
    folded_under: Words,
    small: bool = False,
    hints: bool = False,
) -> Look:
    """How the boxes for these terms look. `language` is the field that is uncovered by what is of
    no use without a language; `hints` puts the plain words of each term below it."""
    terms = tuple(terms)
    return Look(
        size="s",
        small=small,
        hints={term.slug: term.content["plain"] for term in terms} if hints else {},
        reveals=dict.fromkeys(with_language(terms), language),
        folded=frozenset(_marked(terms, "folded")),
        folded_under=folded_under,
    )


def with_language(terms: Iterable[catalogue.Term]) -> frozenset[str]:
    """Those of the terms that are of no use without a language, such as an interpreter."""
    return frozenset(_marked(terms, "with_language"))


def languages(on: date) -> list[tuple[str, str]]:
    """The languages to choose one from, or none."""
    offered = [(term.slug, term.label) for term in catalogue.terms("language", on)]
    return [("", _("Choose a language")), *offered]


def _marked(terms: Iterable[catalogue.Term], mark: str) -> list[str]:
    return [term.slug for term in terms if term.content.get(mark) == "yes"]
