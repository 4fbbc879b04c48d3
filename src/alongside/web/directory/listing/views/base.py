"""What the leader's pages have in common: the draft in hand and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.web.directory.listing.addresses import address, step_address
from alongside.web.directory.listing.steps import STEPS, TASKS
from alongside.web.directory.listing.words import say_changes
from alongside.web.shared.steps import Held, Step, StepView, Walk

# Kept by no browser: whoever goes back sees the edition that stands, not an old one.
own_page: tuple[Any, ...] = (login_required, never_cache)


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking: set by the middleware on every request."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


class DraftView(View):
    """A page about one draft. A draft that is being checked can be read, not changed."""

    changes_it: ClassVar[bool] = True
    _draft: directory.DraftRecord | None = None

    @property
    def listing_id(self) -> UUID:
        """From the page's address."""
        listing_id: UUID = self.kwargs["listing_id"]
        return listing_id

    def load(self) -> directory.DraftRecord:
        """The draft as it stands. Raises NotFound for one that is out of this person's sight, and
        Refused for one that they may check but not edit."""
        draft = directory.draft(self.listing_id, actor=actor_of(self.request))
        if not draft.may_edit:
            raise Refused("only its editors and its coordinators change a listing")
        self._draft = draft
        return draft

    @method_decorator(own_page)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # The task list says that it is being checked, and how to take it back.
        if self.changes_it and request.method == "GET" and self.load().state == "submitted":
            return HttpResponseRedirect(address("tasks", listing_id=self.listing_id))
        return super().dispatch(request, *args, **kwargs)

    def about(self, held: Held) -> dict[str, Any]:
        """What every page of a listing shows: whose it is, and where its task list is."""
        return {
            "listing_id": self.listing_id,
            "listing_name": held.content.name,
            "tasks_address": address("tasks", listing_id=self.listing_id),
        }


class QuestionView(DraftView, StepView):
    """Every question page of a listing."""

    walk: ClassVar[Walk] = STEPS
    afters: ClassVar[frozenset[str]] = frozenset({"answers", "tasks"})

    def save(self, edition: int, changes: dict[str, Any]) -> None:
        if changes.keys() == {"full"}:
            # A fact of today, and no new version: the public reads it at once.
            directory.set_full(
                self.listing_id, changes["full"], actor=actor_of(self.request), at=clock.now()
            )
            return
        directory.save_draft(
            self.listing_id,
            edition=edition,
            changes=changes,
            actor=actor_of(self.request),
            at=clock.now(),
        )

    def step_address(self, key: str) -> str:
        return step_address(self.listing_id, key)

    def after_address(self, name: str) -> str:
        return address("answers" if name == "answers" else "tasks", listing_id=self.listing_id)

    def words(self, changes: Mapping[str, Any]) -> list[tuple[str, str]]:
        return say_changes(changes)

    def around(self, held: Held) -> dict[str, Any]:
        step = self.walk.step(self.kwargs["key"])
        return self.about(held) | {"caption": _caption(step)}


def _caption(step: Step) -> str:
    """The task that the page belongs to, where the page's own title does not say the same."""
    task = str(TASKS[step.task])
    return "" if task == str(step.title) else task


def go(name: str, **kwargs: Any) -> HttpResponse:
    """To another page of this feature, after something was done."""
    return HttpResponseRedirect(address(name, **kwargs))
