"""The page behind the signed link: a leader without an account says whether the group runs.

The link itself is what lets somebody answer. It is never logged (logs hold the names of routes),
and no page that it leads to tells another where somebody came from.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, NotFound
from alongside.web.directory.listing.forms.checking import StillRunningForm
from alongside.web.shared.forms import Form


# No cookie counts here: whoever has the link may answer, whoever has not cannot forge it. And a
# browser that is told to keep its referrer to itself sends no origin, which the check would refuse.
@method_decorator([csrf_exempt, never_cache], name="dispatch")
class StillRunning(View):
    """Shows the question, takes the answer once."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except NotFound:
            response = render(request, "directory/listing/link_over.jinja", {}, status=404)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex"
        return response

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
                return self.over()
        context = {"group_name": asked.name, "answer": answer, "listing_id": asked.listing_id}
        return render(request, "directory/listing/thanks.jinja", context)

    def page(self, form: Form) -> HttpResponse:
        """The question; a kind word when it was answered before."""
        asked = directory.running_check(self.kwargs["token"], at=clock.now())
        if asked.answer:
            return self.over()
        return render(
            self.request, "directory/listing/still_running.jinja", {"asked": asked, "form": form}
        )

    def over(self) -> HttpResponse:
        """Somebody answered already."""
        return render(self.request, "directory/listing/link_used.jinja", {}, status=409)
