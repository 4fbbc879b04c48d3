"""The pages and files of the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.formats.tables import write_csv
from alongside.foundation import clock
from alongside.foundation.errors import NotFound
from alongside.journeys import service_report
from alongside.journeys.report_periods import Period
from alongside.journeys.service_report import Report
from alongside.web.outcomes.report import dictionary, words
from alongside.web.shared.asking import signed_in
from alongside.web.shared.listing_words import full_date

OUTSIDE = "outside"


def _found(request: HttpRequest, slug: str) -> Report:
    """The report that is asked for. A garbled day is no report."""
    text = request.GET.get("as_at", "")
    try:
        as_at = date.fromisoformat(text) if text else None
        if as_at and as_at > clock.london_date(clock.now()):
            raise ValueError("that day has not come")
    except ValueError as garbled:
        raise NotFound("journeys.report") from garbled
    return service_report.report(
        slug,
        as_at=as_at,
        outside=request.GET.get("as") == OUTSIDE,
        actor=signed_in(request),
        at=clock.now(),
    )


@never_cache
@require_safe
def report(request: HttpRequest, slug: str = "") -> HttpResponse:
    """The report on one page: the answer first, then every figure, then how it was worked out."""
    found = _found(request, slug)
    context = {
        "found": found,
        "parts": {
            part: words.lines(found.figures, part, outside=found.outside)
            for part in (dictionary.REACH, dictionary.WAITS, dictionary.PAIRS, dictionary.ASKED)
        },
        "answer": words.answer(found),
        "period": words.period_name(found.period),
        "as_at": full_date(found.as_at),
        "measures": tuple(
            (
                one,
                words.lines(one.figures, dictionary.CHANGE, outside=found.outside),
                tuple(
                    (
                        scale,
                        words.changed_sentence(one, scale, outside=found.outside),
                        words.lines(scale.figures, dictionary.CHANGE, outside=found.outside),
                        words.cautions(scale),
                    )
                    for scale in one.scales
                ),
            )
            for one in found.measures
        ),
        "others": tuple(
            (words.period_name(one), words.kind_of(one), _address(found, one))
            for one in found.periods
            if one.slug != found.period.slug
        ),
        "fixed": _address(found, found.period, as_at=found.as_at),
        "file": _address(found, found.period, as_at=found.as_at, name="outcomes:report_csv"),
        "otherwise": _address(found, found.period, outside=not found.outside),
    }
    return render(request, "outcomes/report.jinja", context)


def _address(
    found: Report,
    period: Period,
    *,
    as_at: date | None = None,
    outside: bool | None = None,
    name: str = "outcomes:report_of",
) -> str:
    """Where a report is read; with the day whose numbers it keeps, unless these are fixed."""
    seen_outside = found.outside if outside is None else outside
    asked = {}
    if as_at and not seen_outside:
        asked["as_at"] = as_at.isoformat()
    if seen_outside and found.may_choose:
        asked["as"] = OUTSIDE
    address = reverse(name, args=[period.slug])
    return f"{address}?{urlencode(asked)}" if asked else address


def _file(name: str, pieces: Iterator[bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(pieces, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_safe
def figures(request: HttpRequest, slug: str) -> StreamingHttpResponse:
    """Every figure of the report as a table."""
    found = _found(request, slug)
    return _file(f"report-{slug}.csv", write_csv(words.HEADERS, tuple(words.rows(found))))


@require_safe
def meanings(request: HttpRequest) -> StreamingHttpResponse:
    """What each figure means: the data dictionary of the table."""
    service_report.report(actor=signed_in(request), at=clock.now())
    rows = [
        (name, str(one.part), str(one.label), str(one.means), one.unit)
        for name, one in dictionary.ENTRIES.items()
    ]
    return _file(
        "report-dictionary.csv", write_csv(("figure", "part", "what", "means", "unit"), rows)
    )
