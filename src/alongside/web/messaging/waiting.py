"""What a coordinator works through: what could not be sent, letters to post, answers to read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.messaging import public as messaging
from alongside.foundation import clock
from alongside.foundation.errors import Invalid, NotFound
from alongside.journeys import looking
from alongside.web.messaging import pages
from alongside.web.messaging.waiting_forms import SettleForm
from alongside.web.shared.asking import page_number, signed_in
from alongside.web.shared.forms import Form


@never_cache
@require_safe
def could_not_send(request: HttpRequest) -> HttpResponse:
    """Every message that a person must deal with, the longest waiting first."""
    found = looking.cannot_send(actor=signed_in(request), at=clock.now(), page=page_number(request))
    context = {
        "page": found,
        "rows": [pages.unsent(row) for row in found.rows],
        "done": pages.DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "messaging/could_not_send.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Unsent(View):
    """One of them: whom to tell what, and how it ended."""

    def get(self, request: HttpRequest, message_id: UUID) -> HttpResponse:
        return self.page(SettleForm())

    def post(self, request: HttpRequest, message_id: UUID) -> HttpResponse:
        form = SettleForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            messaging.settle(
                message_id,
                how=form.cleaned_data["how"],
                note=form.cleaned_data["note"],
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(refused.faults)
            return self.page(form)
        return _go("could_not_send", "settled")

    def page(self, form: Form) -> HttpResponse:
        """What is known of it. Raises NotFound for one that does not wait."""
        row = looking.cannot_send_row(
            self.kwargs["message_id"], actor=signed_in(self.request), at=clock.now()
        )
        context = {"form": form, "row": pages.unsent(row), "facts": pages.facts(row)}
        return render(self.request, "messaging/unsent.jinja", context)


@require_POST
def try_again(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Puts it into the outbox once more."""
    messaging.try_again(message_id, actor=signed_in(request), at=clock.now())
    return _go("could_not_send", "tried")


@never_cache
@require_safe
def print_unsent(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """What it would have said, as a letter to print."""
    row = looking.cannot_send_row(message_id, actor=signed_in(request), at=clock.now())
    if not row.words:
        raise NotFound("messaging.message")
    letter = pages.letter_of(row, clock.now())
    return render(request, "messaging/letters_print.jinja", {"letters": [letter]})


@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters that wait to be printed and posted."""
    found = looking.letters(actor=signed_in(request), at=clock.now(), page=page_number(request))
    context = {
        "page": found,
        "rows": [pages.letter(row) for row in found.rows],
        "done": pages.DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "messaging/letters.jinja", context)


@never_cache
@require_safe
def print_letters(request: HttpRequest) -> HttpResponse:
    """The letters of one page of the list, each on its own sheet; or the one that is named."""
    found = looking.letters(actor=signed_in(request), at=clock.now(), page=page_number(request))
    one = request.GET.get("letter", "")
    rows = [row for row in found.rows if not one or str(row.message_id) == one]
    context = {"letters": [pages.letter(row) for row in rows]}
    return render(request, "messaging/letters_print.jinja", context)


@require_POST
def posted(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """A letter was posted."""
    messaging.posted(message_id, actor=signed_in(request), at=clock.now())
    return _go("letters", "posted")


@never_cache
@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Texts that people sent and that no machine may answer."""
    found = looking.replies(actor=signed_in(request), at=clock.now(), page=page_number(request))
    context = {
        "page": found,
        "rows": [pages.answer(row) for row in found.rows],
        "done": pages.DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "messaging/answers.jinja", context)


@require_POST
def answer_read(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """A person has read it."""
    messaging.reply_read(reply_id, actor=signed_in(request), at=clock.now())
    return _go("answers", "read")


def _go(name: str, done: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(f'messaging:{name}')}?done={done}")
