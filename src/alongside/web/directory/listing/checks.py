"""From records to what the coordinator's templates show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.forms.checking import SendBackForm
from alongside.web.directory.listing.words import CONTACT, LABELS, day_words, label, say
from alongside.web.shared.parts import Row

STATES = {
    "draft": gettext_lazy("being written"),
    "submitted": gettext_lazy("waiting to be checked"),
    "returned": gettext_lazy("sent back"),
    "checked": gettext_lazy("checked"),
    "discarded": gettext_lazy("thrown away"),
    "unlisted": gettext_lazy("not public yet"),
    "listed": gettext_lazy("public"),
    "not_confirmed": gettext_lazy("public, not confirmed"),
    "hidden": gettext_lazy("hidden"),
    "closed": gettext_lazy("closed"),
}


@dataclass(frozen=True)
class Seen:
    """One version that waits, beside what the public reads."""

    draft: directory.DraftRecord
    changes: tuple[directory.FieldChange, ...]

    @property
    def waits(self) -> bool:
        """Whether there is something to check."""
        return self.draft.state == "submitted" or self.draft.unchecked

    @property
    def side_by_side(self) -> bool:
        """Whether there is an older version to compare with."""
        return self.draft.published is not None and not self.draft.unchecked


@dataclass(frozen=True)
class Change:
    """One answer that differs from the last checked version, in words."""

    label: str
    before: str
    after: str
    contact: bool
    what: str  # new, changed or taken away: said in words, never by colour alone


@dataclass(frozen=True)
class Box:
    """One answer with the box for a reason beside it."""

    label: str
    words: str
    contact: bool
    field: Any
    open: bool


def day_of(at: Any) -> str:
    """The London day of a moment, in words; "" for none."""
    return day_words(clock.london_date(at)) if at else ""


def waiting_rows(rows: Iterable[directory.CheckRow]) -> list[dict[str, Any]]:
    """The list of what waits."""
    return [
        {
            "name": row.name,
            "href": address("check", listing_id=row.listing_id),
            "why": why(row),
            "since": day_of(row.submitted_at),
            "own": row.own,
        }
        for row in rows
    ]


def imported_rows(rows: Iterable[directory.ListingRow]) -> list[dict[str, Any]]:
    """The list of what was taken in from files and nobody has checked."""
    return [{"name": row.name, "href": address("check", listing_id=row.listing_id)} for row in rows]


def why(row: directory.CheckRow) -> str:
    """Why a listing waits, in a word."""
    return _("New") if row.first else _("Changed")


def compared(seen: Seen) -> list[Change]:
    """What changed since the last check, contact details first."""
    changes = [_change(seen, change) for change in seen.changes if change.field != "any_condition"]
    return sorted(changes, key=lambda change: not change.contact)


def _change(seen: Seen, change: directory.FieldChange) -> Change:
    last = seen.draft.published
    before = say(change.field, change.before, anyone=bool(last and last.any_condition))
    after = say(change.field, change.after, anyone=seen.draft.content.any_condition)
    what = _("Changed") if before and after else _("New") if after else _("Taken away")
    return Change(label(change.field), before, after, change.field in CONTACT, what)


FIELDS = sorted(
    (name for name in LABELS if name not in {"resource_type", "times"}),
    key=lambda name: name not in CONTACT,
)


def said(seen: Seen, *, contact: bool | None = None) -> list[Row]:
    """What the version says, in words: all of it, or the contact details, or the rest.

    What was not answered is left out."""
    content = seen.draft.content
    rows = [
        Row(key=label(name), value=say(name, getattr(content, name), anyone=content.any_condition))
        for name in FIELDS
        if contact is None or (name in CONTACT) == contact
    ]
    return [row for row in rows if row.value]


def with_boxes(seen: Seen, form: SendBackForm) -> list[Box]:
    """Every answer with its box; a box with words in it stands open."""
    content = seen.draft.content
    return [
        Box(
            label=label(name),
            words=say(name, getattr(content, name), anyone=content.any_condition),
            contact=name in CONTACT,
            field=form[name],
            open=bool(form[name].value() or form[name].errors),
        )
        for name in FIELDS
    ]


def versions(happened: directory.History) -> list[dict[str, Any]]:
    """Each version with what changed in it, the newest first."""
    return [
        {
            "number": row.number,
            "state": STATES.get(row.state, row.state),
            "imported": row.basis == "imported",
            "author": row.author_name,
            "checker": row.checker_name,
            "created": day_of(row.created_at),
            "submitted": day_of(row.submitted_at),
            "checked": day_of(row.checked_at),
            "remarks": [(label(field), words) for field, words in row.remarks.items()],
            "changes": [label(one.field) for one in row.changes if one.field != "any_condition"],
        }
        for row in happened.versions
    ]


def moves(happened: directory.History) -> list[dict[str, Any]]:
    """Each change of state, the newest first."""
    return [
        {
            "day": day_of(row.at),
            "from": STATES.get(row.source, row.source),
            "to": STATES.get(row.target, row.target),
            "reason": row.reason,
        }
        for row in happened.moves
    ]
