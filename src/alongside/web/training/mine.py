"""My modules, and one of them to read or print: signed in, and behind a volunteer's own link."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.mentoring import public as mentoring
from alongside.domain.training import public as training
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.web.shared.asking import signed_in
from alongside.web.shared.hours import day_words
from alongside.web.shared.links import LinkPage
from alongside.web.training import pages

DONE = {"read": _("It is written down that you have read it")}


class _Ways:
    """What both ways in have in common, and where each leads."""

    request: HttpRequest
    kwargs: dict[str, Any]
    base: ClassVar[str] = "shared/layout.jinja"

    def who(self) -> Actor:
        """Whose modules these are. Raises NotFound and Refused."""
        return signed_in(self.request)

    def address(self, name: str, *args: Any) -> str:
        """Another of these pages."""
        return reverse(f"training:{name}", args=args)

    def home(self) -> str:
        """The page before the list, where there is one."""
        return ""

    def show(self, template: str, **context: Any) -> HttpResponse:
        """A page in the frame of the way in."""
        shown = {"base": self.base, "address": self.address, "home": self.home(), **context}
        return render(self.request, f"training/{template}", shown)


class MinePage(_Ways):
    """What I take part in, and what else there is to read."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = training.my_training(actor=self.who(), at=clock.now())
        return self.show(
            "mine.jinja",
            rows=[pages.module_row(each) for each in found.own],
            summary=pages.summed_up(found.own),
            others=found.others,
        )


class ModulePage(_Ways):
    """One module: what there is to read, and how I stand with it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        found = training.my_module(self.kwargs["module"], actor=self.who(), at=clock.now())
        return self.show(
            "module.jinja",
            one=found,
            row=pages.module_row(found),
            day_words=day_words,
            length=pages.length,
            done=DONE.get(request.GET.get("done", ""), ""),
        )


class ReadPage(_Ways):
    """I have read it."""

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        key: UUID = self.kwargs["enrolment_id"]
        module = training.note_read(key, actor=self.who(), at=clock.now())
        return HttpResponseRedirect(f"{self.address('module', module)}?done=read")


class _ByLink(_Ways):
    """Behind the link of a volunteer who has no account."""

    base = "shared/bare.jinja"

    def who(self) -> Actor:
        return mentoring.by_own_link(self.kwargs["token"], at=clock.now())[1]

    def address(self, name: str, *args: Any) -> str:
        return reverse(f"training:link_{name}", args=[self.kwargs["token"], *args])

    def home(self) -> str:
        return reverse("mentoring:link_checklist", args=[self.kwargs["token"]])


@method_decorator(never_cache, name="dispatch")
class _SignedIn(View):
    """For who signed in."""


class Mine(MinePage, _SignedIn):
    """My modules, for who signed in."""


class Module(ModulePage, _SignedIn):
    """One of them, for who signed in."""


class Read(ReadPage, _SignedIn):
    """I have read it, for who signed in."""


class LinkMine(_ByLink, MinePage, LinkPage):
    """My modules, behind a link."""


class LinkModule(_ByLink, ModulePage, LinkPage):
    """One of them, behind a link."""


class LinkRead(_ByLink, ReadPage, LinkPage):
    """I have read it, behind a link."""
