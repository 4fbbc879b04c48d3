"""Pages behind a link for somebody without an account: what they have in common.

The link itself is what lets somebody in. So no cookie counts here: whoever has the link may,
whoever has not cannot forge it; and a browser that keeps its referrer to itself sends no origin,
which the check of forms would refuse. No browser keeps the page, no other site learns where
somebody came from, and a link that is over leads to a kind word that never says why.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from alongside.foundation.errors import NotFound


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class LinkPage(View):
    """A page behind a link. `over` is the template of the kind word; it says what to do instead."""

    over: ClassVar[str] = "shared/link_over.jinja"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = super().dispatch(request, *args, **kwargs)
        except NotFound:
            response = render(request, self.over, {}, status=404)
        return unseen(response)


def unseen(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, in no list of a search engine and telling no other site where it was."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
