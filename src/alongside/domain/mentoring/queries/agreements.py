"""The six lines that people agree to."""

from __future__ import annotations

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.records import AgreementLines


def agreement_lines(slug: str) -> AgreementLines:
    """The newest lines of an agreement: mentor, or pair. Raises NotFound for another."""
    newest = catalogue.term("agreement", slug).content["versions"][-1]
    return AgreementLines(slug, int(newest["version"]), tuple(newest["lines"]))
