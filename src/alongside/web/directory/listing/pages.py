"""From records to what the templates of a listing show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.directory import public as directory
from alongside.web.directory.listing.addresses import address, step_address
from alongside.web.directory.listing.steps import STEP_OF_FIELD, STEPS, TASKS
from alongside.web.directory.listing.words import label, say
from alongside.web.shared.parts import Row, TaskRow

STATUS = {
    "not_started": gettext_lazy("Not started"),
    "in_progress": gettext_lazy("In progress"),
    "returned": gettext_lazy("Please change"),
    "optional": gettext_lazy("Optional"),
    "done": gettext_lazy("Completed"),
}
MISSING = {
    "name": ("name", gettext_lazy("the name of the group")),
    "summary": ("summary", gettext_lazy("what the group is, in one or two sentences")),
    "where": ("modes", gettext_lazy("where you meet, or that it is online or by phone")),
    "when": ("meetings", gettext_lazy("when you meet, or how to join")),
    "welcomes": ("welcome", gettext_lazy("who the group welcomes")),
    "contact": ("contact", gettext_lazy("how people reach the group")),
}


# (state of the listing or of its open version) -> words and colour of the tag.
STANDING = {
    "draft": (gettext_lazy("Not sent yet"), "grey"),
    "submitted": (gettext_lazy("Being checked"), "blue"),
    "returned": (gettext_lazy("Please change"), "red"),
    "unlisted": (gettext_lazy("Not sent yet"), "grey"),
    "listed": (gettext_lazy("Public"), "green"),
    "not_confirmed": (gettext_lazy("Public, not confirmed"), "yellow"),
    "hidden": (gettext_lazy("Hidden"), "grey"),
    "closed": (gettext_lazy("Not listed any more"), "grey"),
}


@dataclass(frozen=True)
class Mine:
    """One of a person's groups. `tags` are pairs of words and colour."""

    name: str
    href: str
    tags: tuple[tuple[Any, str], ...]


@dataclass(frozen=True)
class Missing:
    """Something that is required and not there yet, and the page that asks for it."""

    words: Any
    href: str


@dataclass(frozen=True)
class Remark:
    """What the checker wants changed, and the page where it is changed."""

    label: str
    words: str
    href: str


@dataclass(frozen=True)
class Part:
    """One part of *Check answers*."""

    title: Any
    rows: tuple[Row, ...]


def mine(rows: Iterable[directory.ListingRow]) -> list[Mine]:
    """A person's groups: where each stands, and its open changes."""
    return [Mine(row.name, address("tasks", listing_id=row.listing_id), _tags(row)) for row in rows]


def _tags(row: directory.ListingRow) -> tuple[tuple[Any, str], ...]:
    states = [row.state] if row.state != "unlisted" else []
    if row.open_state and row.state != "closed":
        states.append(row.open_state)
    return tuple(STANDING[state] for state in states or ["unlisted"])


def acts(draft: directory.DraftRecord) -> list[tuple[Any, str]]:
    """What else can be done with a listing in its state: words and address."""
    found = []
    if draft.state == "submitted":
        found.append((_("Take it back to change it"), "take_back"))
    if draft.state in {"draft", "returned"}:
        found.append((_("Throw these changes away"), "discard"))
    if draft.listing_state in {"listed", "not_confirmed", "hidden"}:
        found.append((_("Say that the group is still running"), "confirm"))
        found.append((_("The group has ended"), "close"))
    if draft.may_reopen:
        found.append((_("The group runs again"), "reopen"))
    ways = [(words, address(name, listing_id=draft.listing_id)) for words, name in found]
    if draft.kind == "group" and public_page(draft):
        where = reverse("signposting:places", args=[draft.listing_id])
        ways.insert(0, (_("Say how many new people there is room for"), where))
    return ways


def public_page(draft: directory.DraftRecord) -> str:
    """Where the public reads it; "" while nobody can."""
    if draft.listing_state not in {"listed", "not_confirmed"}:
        return ""
    page = "group" if draft.kind == "group" else "resource"
    return address(page, listing_id=draft.listing_id)


def task_rows(draft: directory.DraftRecord) -> list[TaskRow]:
    """The task list. While it is being checked nothing leads anywhere."""
    open_ = draft.state != "submitted"
    return [
        TaskRow(
            title=task.title,
            status=STATUS[task.status],
            href=first_page(draft, task.key) if open_ else "",
            done=task.status == "done",
        )
        for task in draft.tasks
    ]


def first_page(draft: directory.DraftRecord, task: str) -> str:
    """Where a task begins; "" for one that this person has no part in."""
    if task == "principles":
        # What a group answers there is private to it.
        if not draft.is_editor:
            return ""
        return address("principles", listing_id=draft.listing_id)
    return step_address(draft.listing_id, STEPS.of(task, draft.content)[0].key)


def missing(draft: directory.DraftRecord) -> list[Missing]:
    """What is still required."""
    return [
        Missing(MISSING[part][1], step_address(draft.listing_id, MISSING[part][0], "answers"))
        for part in draft.missing
    ]


def remarks(draft: directory.DraftRecord) -> list[Remark]:
    """Each remark with its field's name and its page."""
    return [
        Remark(label(top), words, step_address(draft.listing_id, STEP_OF_FIELD[top], "tasks"))
        for field, words in draft.remarks.items()
        if (top := field.split(".")[0]) in STEP_OF_FIELD
    ]


def answers(draft: directory.DraftRecord) -> list[Part]:
    """Every answer with its *Change* link, by task. What was not answered is said."""
    parts = []
    for task, title in TASKS.items():
        keys = [step.key for step in STEPS.of(task, draft.content)]
        fields = [field for field, key in STEP_OF_FIELD.items() if key in keys]
        rows = tuple(_row(draft, field) for field in fields if field != "any_condition")
        if rows:
            parts.append(Part(title, rows))
    return parts


def _row(draft: directory.DraftRecord, field: str) -> Row:
    words = say(field, getattr(draft.content, field), anyone=draft.content.any_condition)
    return Row(
        key=label(field),
        value=words or _("Not answered"),
        href=step_address(draft.listing_id, STEP_OF_FIELD[field], "answers"),
    )
