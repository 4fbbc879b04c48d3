"""My modules, and one of them to read or print."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.training import public as training
from alongside.foundation import clock
from alongside.web.shared.asking import signed_in
from alongside.web.shared.hours import day_words
from alongside.web.training import pages

DONE = {"read": _("It is written down that you have read it")}


@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What I take part in, and what else there is to read."""
    found = training.my_training(actor=signed_in(request), at=clock.now())
    context = {
        "rows": [pages.module_row(each) for each in found.own],
        "summary": pages.summed_up(found.own),
        "others": found.others,
    }
    return render(request, "training/mine.jinja", context)


@never_cache
@require_safe
def one(request: HttpRequest, module: str) -> HttpResponse:
    """One module: what there is to read, and how I stand with it."""
    found = training.my_module(module, actor=signed_in(request), at=clock.now())
    context = {
        "one": found,
        "row": pages.module_row(found),
        "day_words": day_words,
        "length": pages.length,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "training/module.jinja", context)


@require_POST
def read(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """I have read it."""
    module = training.note_read(enrolment_id, actor=signed_in(request), at=clock.now())
    return HttpResponseRedirect(f"{reverse('training:module', args=[module])}?done=read")
