"""Posters and their numbers, in words and shapes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from alongside.domain.catalogue import public as catalogue
from alongside.domain.signposting.public import Figure, PosterCounts, PosterPlace
from alongside.formats.qr import qr_svg
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.web.shared.words import Words
from alongside.web.signposting.posters.forms import SIZE_NAMES

YEAR = "year"
_ONLY_HERE = {"localhost", "127.0.0.1", "[::1]"}
# From how many letters on a line of a poster is set smaller, and smaller still.
_LONG, _LONGEST = 36, 80


@dataclass(frozen=True)
class Drawn:
    """A sheet, ready for a page. `poster` is in the poster's language, the rest in the reader's."""

    size: str
    size_name: Words
    paper: str
    poster: Markup
    address: str
    only_here: bool


def conditions(at: datetime) -> list[tuple[str, str]]:
    """The conditions that a poster can name."""
    return [(term.slug, term.label) for term in catalogue.terms("condition", london_date(at))]


def draw(
    place: PosterPlace, size: str, address: str, *, language: str, condition: str, at: datetime
) -> Drawn:
    """The sheet for a place. Raises NotFound for a size, language or condition there is not."""
    spoken = dict(settings.LANGUAGES)
    language = language or settings.LANGUAGE_CODE
    named = dict(conditions(at)) | {"": ""}
    if size not in SIZE_NAMES or language not in spoken or condition not in named:
        raise NotFound("poster")
    parts = urlsplit(address)
    short = f"{parts.netloc}{parts.path}"
    with translation.override(language):
        poster = render_to_string(
            f"signposting/posters/{'cards' if size == 'cards' else 'poster'}.jinja",
            {
                "place": place,
                "size": size,
                "condition": named[condition],
                "short": short,
                "qr": Markup(qr_svg(address)),  # noqa: S704 - made by us, without the text in it
                "fit": fit,
            },
        )
    return Drawn(
        size=size,
        size_name=SIZE_NAMES[size],
        paper="a5" if size == "a5" else "a4",
        poster=Markup(poster),  # noqa: S704 - a template's own output
        address=short,
        only_here=parts.hostname in _ONLY_HERE or parts.netloc in _ONLY_HERE,
    )


def fit(text: str) -> str:
    """The end of a class that sets a long line smaller, so that the sheet stays one sheet."""
    if len(text) > _LONGEST:
        return " app-fit--longest"
    return " app-fit--long" if len(text) > _LONG else ""


@dataclass(frozen=True)
class Period:
    """A period to choose, and whether it is the one shown."""

    key: str
    name: str
    here: bool


@dataclass(frozen=True)
class Line:
    """The numbers of one team's or practice's poster."""

    name: str
    is_team: bool
    scans: str
    requests: str


@dataclass(frozen=True)
class Table:
    """The numbers of one period."""

    periods: tuple[Period, ...]
    name: str
    exact: bool
    lines: tuple[Line, ...]


def table(found: PosterCounts, chosen: str) -> Table:
    """The numbers of the period chosen, the year when none is. Raises NotFound for a period that
    is not one of the fixed ones."""
    names = {YEAR: _("The last 12 months")} | {
        _key(month): _month(month, found.running) for month in found.months
    }
    chosen = chosen or YEAR
    if chosen not in names:
        raise NotFound("period")
    year = chosen == YEAR
    month = list(names).index(chosen) - 1  # the year stands before the months
    shown = [(row.place, row.year if year else row.months[month]) for row in found.rows]
    return Table(
        periods=tuple(Period(key, name, key == chosen) for key, name in names.items()),
        name=names[chosen],
        exact=found.exact,
        lines=tuple(
            Line(
                name=place.name,
                is_team=place.is_team,
                scans=_figure(figures.scans, found.exact, year=year),
                requests=_figure(figures.requests, found.exact, year=year),
            )
            for place, figures in shown
        ),
    )


def _key(month: date) -> str:
    return month.strftime("%Y-%m")


def _month(month: date, running: date | None) -> str:
    name = date_format(month, "F Y")
    return _("%(month)s, so far") % {"month": name} if month == running else name


def _figure(figure: Figure, exact: bool, *, year: bool) -> str:
    """A number in words: "about 10" where it is rounded, and never one from 1 to 7."""
    if exact or not (figure.known or figure.hidden):
        return str(figure.known)
    known = _("about %(number)s") % {"number": figure.known} if figure.known else ""
    if not figure.hidden:
        return known
    if not year:
        return _("fewer than 8")
    few = ngettext(
        "fewer than 8 in %(count)s month", "fewer than 8 in each of %(count)s months", figure.hidden
    ) % {"count": figure.hidden}
    return _("%(known)s, and %(few)s") % {"known": known, "few": few} if known else few
