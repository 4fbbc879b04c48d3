"""The catalogue as Open Referral taxonomies, and the way back from other people's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.catalogue.public import Term, terms
from alongside.domain.interop.oruk.ids import taxonomy_id, term_id

KINDS: tuple[str, ...] = (
    "condition",
    "mode",
    "language",
    "access_need",
    "time",
    "interest",
)


def _titles() -> dict[str, tuple[str, str]]:
    return {
        "condition": (_("Conditions"), _("The long-term conditions that a group is for.")),
        "mode": (_("Ways to meet"), _("In person, online or by telephone.")),
        "language": (_("Languages"), _("The languages that are spoken at a group.")),
        "access_need": (
            _("Access needs"),
            _("What a place offers to people with an access need. The link says yes or no."),
        ),
        "time": (_("Days and times"), _("When a group meets.")),
        "interest": (_("Interests"), _("What people do or talk about together.")),
    }


@dataclass(frozen=True)
class Vocabulary:
    """The terms of the catalogue, in its order, found by identifier, by name and by code."""

    terms: tuple[Term, ...]

    @cached_property
    def by_id(self) -> Mapping[UUID, Term]:
        """Each term by its Open Referral identifier."""
        return {term_id(term.kind, term.slug): term for term in self.terms}

    def by_text_id(self, text: str) -> Term | None:
        """The term with that Open Referral identifier, given as text; None for anything else."""
        try:
            return self.by_id.get(UUID(text))
        except ValueError:
            return None

    @cached_property
    def by_slug(self) -> Mapping[tuple[str, str], Term]:
        """Each term by its kind and slug."""
        return {(term.kind, term.slug): term for term in self.terms}

    @cached_property
    def _by_word(self) -> Mapping[tuple[str, str], Term]:
        found: dict[tuple[str, str], Term] = {}
        for term in self.terms:
            for word in _words(term):
                found.setdefault((term.kind, word), term)
        return found

    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a term at all, in a fixed order: an empty taxonomy is not shown."""
        there = {term.kind for term in self.terms}
        return tuple(kind for kind in KINDS if kind in there)

    def of_kind(self, kind: str) -> tuple[Term, ...]:
        """The terms of one kind."""
        return tuple(term for term in self.terms if term.kind == kind)

    def find(self, kind: str, word: str) -> Term | None:
        """The term of that kind which `word` names: its slug, its label or one of its codes."""
        return self._by_word.get((kind, _plain(word)))

    def find_anywhere(self, words: Iterable[str]) -> Term | None:
        """The first term, of whatever kind, that one of the words names."""
        for word in words:
            for kind in KINDS:
                term = self.find(kind, word)
                if term is not None:
                    return term
        return None

    def taxonomies(self, *, nested: bool) -> list[dict[str, Any]]:
        """All taxonomies; with their terms when `nested`."""
        return [self.taxonomy(kind, nested=nested) for kind in self.kinds()]

    def taxonomy(self, kind: str, *, nested: bool) -> dict[str, Any]:
        """One taxonomy as Open Referral writes it."""
        name, description = _titles()[kind]
        taxonomy = {"id": str(taxonomy_id(kind)), "name": name, "description": description}
        if nested:
            taxonomy["taxonomy_terms"] = [  # type: ignore[assignment]
                self.term(term) for term in self.of_kind(kind)
            ]
        return taxonomy

    def term(self, term: Term) -> dict[str, Any]:
        """One term as Open Referral writes it."""
        taxonomy_name, _description = _titles()[term.kind]
        written = {
            "id": str(term_id(term.kind, term.slug)),
            "name": term.label,
            "description": str(term.content.get("plain") or term.label),
            "taxonomy": taxonomy_name,
            "taxonomy_id": str(taxonomy_id(term.kind)),
            "term": term.slug,
        }
        uri = next((code for code in _codes(term) if code.startswith("http")), "")
        if uri:
            written["term_uri"] = uri
        return written


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("-", " ").casefold().split())


def _words(term: Term) -> set[str]:
    spelt = {term.slug, term.label, *_codes(term)}
    spelt.update(str(name) for name in term.content.get("also", ()) if isinstance(name, str))
    return {_plain(word) for word in spelt if word}


_NAMING = ("snomed", "icd10", "bcp47", "iso639_3", "oruk_location_type")


def _codes(term: Term) -> list[str]:
    """The codes that name it; SNOMED CT ones also as the address that `term_uri` carries."""
    codes = term.content.get("codes")
    found: list[str] = []
    for system, given in codes.items() if isinstance(codes, Mapping) else ():
        if system not in _NAMING:
            continue
        for code in given if isinstance(given, list) else [given]:
            if system == "snomed":
                found.append(f"http://snomed.info/id/{code}")
            found.append(str(code))
    return found


def vocabulary() -> Vocabulary:
    """The catalogue as it stands; retired terms are there too, because listings may carry them."""
    return Vocabulary(tuple(term for kind in KINDS for term in terms(kind)))
