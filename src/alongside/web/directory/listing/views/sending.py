"""From a draft to the checker: preview, check answers, send; and take back, throw away, close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.directory import public_pages
from alongside.web.directory.listing import pages
from alongside.web.directory.listing.views.base import DraftView, actor_of, go
from alongside.web.shared.steps import edition_of


class Answers(DraftView):
    """Every answer with its *Change* link; sending it to be checked."""

    changes_it = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.load())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        try:
            directory.submit(
                self.listing_id,
                edition=edition_of(request),
                actor=actor_of(request),
                at=clock.now(),
            )
        except Invalid:
            return self.page(self.load(), status=422)
        except Conflict:
            return self.page(self.load(), status=409, moved=True)
        return go("sent", listing_id=self.listing_id)

    def page(
        self, draft: directory.DraftRecord, *, status: int = 200, moved: bool = False
    ) -> HttpResponse:
        """The answers as they stand. `moved` says that somebody changed them meanwhile."""
        context = {
            "draft": draft,
            "open": draft.state in {"draft", "returned"},
            "parts": pages.answers(draft),
            "missing": pages.missing(draft) if status == 422 else [],
            "moved": moved,
            **self.about(draft),
        }
        return render(self.request, "directory/listing/answers.jinja", context, status=status)


class Sent(DraftView):
    """The confirmation. Only for a listing that was sent."""

    changes_it = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft = self.load()
        if draft.state != "submitted":
            return go("tasks", listing_id=self.listing_id)
        return render(request, "directory/listing/sent.jinja", self.about(draft))


class ActView(DraftView):
    """Asks first, on a page of its own, then does one thing."""

    changes_it = False
    title: ClassVar[str | Promise]
    words: ClassVar[str | Promise]
    button: ClassVar[str | Promise]
    act: ClassVar[Callable[..., Any]]
    variant: ClassVar[str] = "warning"
    template = "directory/listing/act.jinja"

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft = self.load()
        if not self.possible(draft):
            return go("tasks", listing_id=self.listing_id)
        context = {
            "title": self.title,
            "words": self.words,
            "button": self.button,
            "variant": self.variant,
            "edition": draft.edition,
            **self.about(draft),
        }
        return render(request, self.template, context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        # Sent twice: what is done already is not possible any more, and the task list says so.
        if self.possible(self.load()):
            self.do()
        return self.then()

    def possible(self, draft: directory.DraftRecord) -> bool:
        """Whether the draft is in a state for it."""
        raise NotImplementedError

    def do(self) -> None:
        """Does it."""
        type(self).act(self.listing_id, actor=actor_of(self.request), at=clock.now())

    def then(self) -> HttpResponse:
        """Where it leads."""
        return go("tasks", listing_id=self.listing_id)


class TakeBack(ActView):
    """Back from the checker, to change it."""

    title = _("Take your listing back?")
    words = _("You can then change it. It is not checked until you send it again.")
    button = _("Take it back")
    act = staticmethod(directory.take_back)

    def possible(self, draft: directory.DraftRecord) -> bool:
        return draft.state == "submitted"


class Discard(ActView):
    """Throws the changes away."""

    title = _("Throw these changes away?")
    words = _(
        "What you wrote since the last check is lost. If your page is public, it stays as it is. "
        "If it was never checked, the whole listing goes."
    )
    button = _("Throw them away")

    def possible(self, draft: directory.DraftRecord) -> bool:
        return draft.state in {"draft", "returned", "submitted"}

    def do(self) -> None:
        directory.discard(
            self.listing_id,
            edition=edition_of(self.request),
            actor=actor_of(self.request),
            at=clock.now(),
        )

    def then(self) -> HttpResponse:
        return go("my_listings")


class Close(ActView):
    """The group has ended."""

    title = _("Has the group ended?")
    words = _(
        "Its page is then no longer public, and nobody can find it. "
        "You can list it again later: nothing that you wrote is lost."
    )
    button = _("Yes, take it off the list")
    act = staticmethod(directory.close)

    def possible(self, draft: directory.DraftRecord) -> bool:
        return draft.listing_state in {"listed", "not_confirmed", "hidden"}


class Confirm(ActView):
    """It still runs, says somebody who is signed in."""

    title = _("Is the group still running?")
    words = _("If it is, and what its page says is right, the page then says so with today’s date.")
    button = _("Yes, it is still running")
    act = staticmethod(directory.confirm_running)
    variant = ""

    def possible(self, draft: directory.DraftRecord) -> bool:
        return draft.listing_state in {"listed", "not_confirmed", "hidden"}


class Reopen(ActView):
    """It runs again."""

    title = _("Does the group run again?")
    words = _("Its page becomes public again, as it was. Check first that it is still right.")
    button = _("Yes, list it again")
    act = staticmethod(directory.reopen)

    def possible(self, draft: directory.DraftRecord) -> bool:
        return draft.may_reopen


class Preview(DraftView):
    """The draft as everybody would read it: the very page of the public, with a banner."""

    changes_it = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        listing = directory.preview(self.listing_id, actor=actor_of(request))
        context = {
            "listing": listing,
            "shown": public_pages.group(listing, clock.now()),
            **self.about(self.load()),
        }
        return render(request, "directory/listing/preview.jinja", context)
