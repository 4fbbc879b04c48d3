"""Questions with several answers of one kind: the places where a group meets, and its meetings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.domain.directory import public as directory
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.forms.about import PlaceForm, place_from
from alongside.web.directory.listing.forms.when import MeetingForm, meeting_from
from alongside.web.directory.listing.steps import STEPS
from alongside.web.directory.listing.views.base import QuestionView, go
from alongside.web.directory.listing.words import meeting_words, place_words
from alongside.web.shared.steps import StepForm, conflict_page, edition_of

NEW = "new"


@dataclass(frozen=True)
class Kind:
    """One kind of answer: its field, its form, and what its pages say."""

    key: str
    form: type[StepForm]
    shown: Callable[[Any], dict[str, Any]]
    made: Callable[[Any], Any]
    words: Callable[[Any], str]
    title_new: str | Promise
    title_change: str | Promise
    add: str | Promise
    add_another: str | Promise
    none: str | Promise
    template: str = "shared/step.jinja"
    # Nobody goes on without one: an empty list would be a page for nothing.
    needed: bool = False


PLACES = Kind(
    key="places",
    form=PlaceForm,
    shown=PlaceForm.of,
    made=place_from,
    words=place_words,
    title_new=_("Where do you meet?"),
    title_change=_("Change a place"),
    add=_("Add a place"),
    add_another=_("Add another place"),
    none=_(
        "Tell people where you meet. It should be a public place, such as a library or a hall. "
        "Do not give anybody’s home."
    ),
    needed=True,
)
MEETINGS = Kind(
    key="meetings",
    form=MeetingForm,
    shown=MeetingForm.of,
    made=meeting_from,
    words=meeting_words,
    title_new=_("When do you meet?"),
    title_change=_("Change a meeting"),
    add=_("Add a meeting"),
    add_another=_("Add another meeting"),
    none=_(
        "Tell people when you meet. If you have no fixed days, go on: "
        "the next page asks how people can join."
    ),
    template="directory/listing/meeting.jinja",
)


class SeveralView(QuestionView):
    """The list of what is there, each with *Change* and *Remove*, and a way to add one."""

    kind: ClassVar[Kind]
    http_method_names = ["get", "head", "options"]

    @property
    def items(self) -> tuple[Any, ...]:
        """What is there now."""
        held = self._draft or self.load()
        items: tuple[Any, ...] = getattr(held.content, self.kind.key)
        return items

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kwargs["key"] = self.kind.key

    def suffix(self) -> str:
        """Keeps the way back to where *Change* was chosen."""
        return f"?after={self.after()}" if self.after() else ""

    def list_address(self) -> str:
        """The list."""
        return self.step_address(self.kind.key) + self.suffix()

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held, step = self.load(), STEPS.step(self.kind.key)
        if self.kind.needed and not self.items:
            return HttpResponseRedirect(self.item_address("change", 0))
        rows = [
            {
                "words": self.kind.words(item),
                "change": self.item_address("change", position),
                "remove": self.item_address("remove", position),
            }
            for position, item in enumerate(self.items, start=1)
        ]
        context = {
            "step": step,
            "kind": self.kind,
            "rows": rows,
            "edition": held.edition,
            "remarks": remarks_on(held, self.kind.key),
            "add_address": self.item_address("change", 0),
            "onward": self.onward(step, held),
            "back": self.back(step, held),
            **self.around(held),
        }
        return render(request, "directory/listing/several.jinja", context)

    def before_list(self, held: directory.DraftRecord) -> str:
        """Where *Back* leads from the first one: past an empty list that nobody is shown."""
        if not self.kind.needed:
            return self.list_address()
        return self.back(STEPS.step(self.kind.key), held)

    def item_address(self, act: str, position: int) -> str:
        """The page that changes or removes an item; position 0 is a new one."""
        name = {"change": f"{self.kind.key}_item", "remove": f"{self.kind.key}_remove"}[act]
        item = str(position) if position else NEW
        return address(name, listing_id=self.listing_id, item=item) + self.suffix()


class ItemView(SeveralView):
    """One of them: a new one, or a change to one that is there."""

    http_method_names = ["get", "head", "post", "options"]

    def position(self, items: tuple[Any, ...]) -> int | None:
        """Which one is meant; None for a new one. Raises NotFound for one that is not there."""
        item = self.kwargs["item"]
        if item == NEW:
            return None
        if not (item.isascii() and item.isdigit() and len(item) < 4):
            raise NotFound(self.kind.key)
        position = int(item) - 1
        if not 0 <= position < len(items):
            raise NotFound(self.kind.key)
        return position

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held = self.load()
        position = self.position(self.items)
        initial = {} if position is None else self.kind.shown(self.items[position])
        form = self.kind.form(initial=initial)
        return self.item_page(form, position, held, held.edition)

    def item_page(
        self,
        form: StepForm,
        position: int | None,
        held: directory.DraftRecord,
        edition: int,
    ) -> HttpResponse:
        """The form of one of them."""
        prefix = f"{self.kind.key}.{position}."
        context = {
            "step": {
                "title": self.kind.title_new if position is None else self.kind.title_change,
                "intro": self.kind.none if position is None and not self.items else "",
            },
            "form": form,
            "edition": edition,
            "remarks": {
                field.removeprefix(prefix): words
                for field, words in held.remarks.items()
                if position is not None and field.startswith(prefix)
            },
            "back": self.list_address() if self.items else self.before_list(held),
            **self.around(held),
        }
        return render(self.request, self.kind.template, context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held = self.load()
        form, edition = self.kind.form(request.POST), edition_of(request)
        new = self.kwargs["item"] == NEW
        if form.is_valid():
            made = self.kind.made(form)
            if new and self.already_there(made, edition, held):
                return go(self.kind.key, listing_id=self.listing_id)
            position = None if new else self.position(self.items)
            items = replaced(self.items, position, made)
            try:
                self.save(edition, {self.kind.key: items})
            except Invalid as refused:
                at = len(items) - 1 if position is None else position
                form.add_faults(faults_of(refused, f"{self.kind.key}.{at}."))
            except Conflict:
                if not new and position is not None and self.same(self.items[position], made):
                    return self.to_list()
                return self.both(form, made, position, held)
            else:
                return self.to_list()
        position = None if new else self.position(self.items)
        return self.item_page(form, position, held, edition)

    def already_there(self, made: Any, edition: int, held: directory.DraftRecord) -> bool:
        """Whether the same new one was added by the same page a moment ago."""
        return edition != held.edition and any(self.same(item, made) for item in self.items)

    def same(self, item: Any, made: Any) -> bool:
        """Whether two items say the same: as they are shown, for places are completed by us."""
        return self.kind.shown(item) == self.kind.shown(made)

    def to_list(self) -> HttpResponse:
        """Back to the list."""
        response = go(self.kind.key, listing_id=self.listing_id)
        response["Location"] += self.suffix()
        return response

    def both(
        self, form: StepForm, made: Any, position: int | None, held: directory.DraftRecord
    ) -> HttpResponse:
        """Somebody else saved first: both versions."""
        items = replaced(self.items, position, made)
        label = str(STEPS.step(self.kind.key).title)
        mine, theirs = (self._lines(items), self._lines(self.items))
        return conflict_page(
            self.request,
            edition=held.edition,
            rows=[(label, mine, theirs)],
            onward=self.list_address(),
            back=self.list_address(),
            around=self.around(held),
        )

    def _lines(self, items: tuple[Any, ...]) -> str:
        return "\n".join(self.kind.words(item) for item in items)


class RemoveView(ItemView):
    """Asks before one of them is removed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held = self.load()
        position = self.position(self.items)
        if position is None:
            raise NotFound(self.kind.key)
        context = {
            "kind": self.kind,
            "words": self.kind.words(self.items[position]),
            "edition": held.edition,
            "back": self.list_address(),
            **self.around(held),
        }
        return render(request, "directory/listing/remove.jinja", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        held = self.load()
        edition = edition_of(request)
        item = self.kwargs["item"]
        # The same page sent twice: the first has removed it, and the second must not take another.
        if edition != held.edition:
            return self.to_list()
        position = self.position(self.items)
        if item == NEW or position is None:
            raise NotFound(self.kind.key)
        items = self.items[:position] + self.items[position + 1 :]
        self.save(edition, {self.kind.key: items})
        return self.to_list()


def replaced(items: tuple[Any, ...], position: int | None, made: Any) -> tuple[Any, ...]:
    """The items with one changed, or with one more."""
    if position is None:
        return (*items, made)
    return (*items[:position], made, *items[position + 1 :])


def faults_of(refused: Invalid, prefix: str) -> dict[str, str]:
    """The faults of one item, by its own fields; others keep their names and come on top."""
    return {field.removeprefix(prefix): words for field, words in refused.faults.items()}


def remarks_on(held: directory.DraftRecord, key: str) -> list[str]:
    """What the checker wants changed in these."""
    return [
        words
        for field, words in held.remarks.items()
        if field == key or field.startswith(f"{key}.")
    ]


class Places(SeveralView):
    """The places where the group meets."""

    kind = PLACES


class Place(ItemView):
    """One place."""

    kind = PLACES


class RemovePlace(RemoveView):
    """Removing a place."""

    kind = PLACES


class Meetings(SeveralView):
    """The series of meetings."""

    kind = MEETINGS


class Meeting(ItemView):
    """One series."""

    kind = MEETINGS


class RemoveMeeting(RemoveView):
    """Removing a series."""

    kind = MEETINGS
