"""What somebody answered, in words: never as a number that is about them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.public import Point
from alongside.foundation.clock import london_date
from alongside.web.shared.listing_words import full_date


@dataclass(frozen=True)
class PointWords:
    """One point: which, and what became of it."""

    title: str
    measure: str
    state: str


def points(found: outcomes.EpisodeAnswers) -> tuple[PointWords, ...]:
    """Both points, also the one at which nobody was asked."""
    there = {one.point: one for one in found.points}
    titles = {Point.BASELINE: _("At the beginning"), Point.END: _("At the end")}
    return tuple(
        PointWords(title, there[point].measure if point in there else "", _state(there.get(point)))
        for point, title in titles.items()
    )


def _state(one: outcomes.PointRow | None) -> str:
    if one is None:
        return _("Not asked.")
    asked = full_date(london_date(one.asked_at))
    said = full_date(london_date(one.said_at)) if one.said_at else ""
    days = {"asked": asked, "said": said, "level": one.level, "table": one.cut_table}
    if one.level:
        return _("Level %(level)s, by the table %(table)s, written down on %(said)s.") % days
    words = {
        "asked": _("Asked on %(asked)s. No answer yet, and none is needed."),
        "skipped": _("Asked on %(asked)s. They would rather not, on %(said)s."),
        "answered": _("Asked on %(asked)s, answered on %(said)s."),
    }
    return words[one.state] % days
