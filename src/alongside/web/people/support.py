"""My support: the way from an account to one's own request, mentor and goals."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.mentoring import public as mentoring
from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.journeys import own_support
from alongside.web.shared.asking import signed_in
from alongside.web.shared.listing_words import full_date
from alongside.web.shared.words import Words

_ASKED: dict[str, Words] = {
    "mentor": _("You asked for a mentor"),
    "group": _("You asked for a group"),
    "course": _("You asked for a course"),
    "not_sure": _("You asked for support"),
}


@never_cache
@require_safe
def my_support(request: HttpRequest) -> HttpResponse:
    """What is there, each with a button that opens it."""
    found = own_support.own_support(signed_in(request))
    rows = [(one.referral_id, _ASKED[one.wants], full_date(one.made_on)) for one in found.requests]
    return render(request, "people/support.jinja", {"found": found, "rows": rows})


@require_POST
def open_mentor(request: HttpRequest) -> HttpResponse:
    """To the page of one's own mentor, behind a new link."""
    token = mentoring.own_place_link(actor=signed_in(request), at=clock.now())
    return redirect("mentoring:choose", token=token)


@require_POST
def open_request(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """To what was written about oneself, behind a new link."""
    token = referrals.own_referral_link(referral_id, actor=signed_in(request), at=clock.now())
    return redirect("referrals:mine", token=token)
