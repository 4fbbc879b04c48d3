"""Who meets whom, for who coordinates; a pause of the two, and going on."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.journeys import looking
from alongside.web.mentoring import words
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.words import Words

_LISTS: dict[str, Words] = {"now": _("Who meets now"), "ended": _("Who met before")}
_STATES: dict[str, Words] = {
    "agreed": _("Both said yes"),
    "active": _("They meet"),
    "paused": _("Paused"),
    "ending": _("Ending"),
    "ended": _("Ended"),
}


@never_cache
@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Who meets whom, those who have not met for longest on top; `?which=ended` who met before."""
    which = request.GET.get("which", "now")
    which = which if which in mentoring.WHICH_PAIRS else "now"
    found = looking.pairs(
        actor=signed_in(request), which=which, at=clock.now(), page=page_number(request)
    )
    rows = [
        (
            row,
            _STATES[row.state],
            full_date(row.since),
            row.last_met and full_date(row.last_met),
            row.review_on and full_date(row.review_on),
            words.overdue(row.mentor_overdue),
        )
        for row in found.rows
    ]
    tabs = [(name, f"?which={key}", key == which) for key, name in _LISTS.items()]
    context = {"page": found, "rows": rows, "tabs": tabs, "which": which}
    return render(request, "mentoring/pairs.jinja", context)


@require_POST
def pause(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """The service pauses the meetings of the two."""
    mentoring.pause_pair(pair_id, actor=signed_in(request), at=clock.now())
    return _back(request, pair_id)


@require_POST
def resume(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """They go on."""
    mentoring.resume_pair(pair_id, actor=signed_in(request), at=clock.now())
    return _back(request, pair_id)


def _back(request: HttpRequest, pair_id: UUID) -> HttpResponse:
    """Of two who have finished the page says, with `quiet`, that nobody is told."""
    done = "quiet" if "quiet" in request.POST else "1"
    where = reverse("mentoring:pair_meetings", args=[pair_id])
    return HttpResponseRedirect(f"{where}?done={done}")
