"""What the pages of one's own data have in common, whichever way somebody came in."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.foundation import clock
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.errors import Refused
from alongside.foundation.links import open_link
from alongside.journeys.rights import LINK_PURPOSE


@method_decorator(never_cache, name="dispatch")
class MyDataPage(View):
    """A page of one's own data, for somebody signed in; `by_link` for a link of their own."""

    by_link: ClassVar[bool] = False
    actor: Actor
    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = clock.now()
        if self.by_link:
            person_id = open_link(self.kwargs["token"], LINK_PURPOSE, at=self.at)
            self.actor = by_link(UUID(person_id))
        else:
            self.actor = request.actor  # type: ignore[attr-defined]
            if not self.actor.is_person:
                raise Refused("sign in first")
        # The token is the way in; what a page is about stands after it.
        kwargs.pop("token", None)
        return super().dispatch(request, *args, **kwargs)

    @property
    def person_id(self) -> UUID:
        """Whose data this is."""
        assert self.actor.person_id is not None
        return self.actor.person_id

    def address(self, name: str, **about: Any) -> str:
        """Another page of the same data, by the same way in."""
        space = "link_data" if self.by_link else "my_data"
        token = {"token": self.kwargs["token"]} if self.by_link else {}
        return reverse(f"{space}:{name}", kwargs=token | about)

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """A page, with the addresses that it needs."""
        context = {"address": self.address, "by_link": self.by_link, "back": ""} | context
        return render(self.request, f"people/data/{template}", context, status=status)

    def go(self, name: str, done: str = "", **about: Any) -> HttpResponse:
        """On to another page, which says what was done."""
        where = self.address(name, **about)
        return HttpResponseRedirect(f"{where}?done={done}" if done else where)
