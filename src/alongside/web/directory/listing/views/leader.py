"""The page behind the signed link: a leader without an account says whether the group runs.

The link itself is what lets somebody answer; see `web/shared/links.py`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import Conflict
from alongside.web.directory.listing.forms.checking import StillRunningForm
from alongside.web.shared.forms import Form
from alongside.web.shared.links import LinkPage


class StillRunning(LinkPage):
    """Shows the question, takes the answer once."""

    over = "directory/listing/link_over.jinja"

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.page(StillRunningForm())

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        form = StillRunningForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        answer = form.cleaned_data["answer"]
        asked = directory.running_check(token, at=clock.now())
        if answer != "changed":
            try:
                directory.answer_running(token, answer=answer, at=clock.now())
            except Conflict:
                return self.answered()
        context = {"group_name": asked.name, "answer": answer, "listing_id": asked.listing_id}
        return render(request, "directory/listing/thanks.jinja", context)

    def page(self, form: Form) -> HttpResponse:
        """The question; a kind word when it was answered before."""
        asked = directory.running_check(self.kwargs["token"], at=clock.now())
        if asked.answer:
            return self.answered()
        return render(
            self.request, "directory/listing/still_running.jinja", {"asked": asked, "form": form}
        )

    def answered(self) -> HttpResponse:
        """Somebody answered already."""
        return render(self.request, "directory/listing/link_used.jinja", {}, status=409)
