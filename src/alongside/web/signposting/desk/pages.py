"""From requests and unmet needs to what a coordinator's pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.catalogue import public as catalogue
from alongside.domain.signposting import public as signposting
from alongside.foundation.clock import in_london, london_date
from alongside.web.shared.forms import spoken_time
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words
from alongside.web.signposting import words

# The lists in the order in which they are worked through; those that `today` counts come first.
LISTS: dict[str, Words] = {
    "overdue": gettext_lazy("Overdue"),
    "to_ring": gettext_lazy("Groups to ring"),
    "call_back": gettext_lazy("People to ring"),
    "to_choose": gettext_lazy("Another group to find"),
    "to_answer": gettext_lazy("With the groups"),
    "waiting": gettext_lazy("Waiting lists"),
    "coming": gettext_lazy("Coming"),
    "offered": gettext_lazy("Another group offered"),
    "asked_how": gettext_lazy("Asked how it was"),
    "open": gettext_lazy("All that are open"),
    "restricted": gettext_lazy("Not to be used now"),
    "closed": gettext_lazy("Closed"),
}
REASONS: dict[str, Words] = {
    "": gettext_lazy("All"),
    "nothing_suitable": gettext_lazy("Nothing suited"),
    "tell_me": gettext_lazy("Wants to hear when one opens"),
    "declined": gettext_lazy("The group said no"),
    "full": gettext_lazy("The group was full"),
}


@dataclass(frozen=True)
class Tab:
    """One list: its name, how many stand in it where that is counted, and whether it is shown."""

    name: Words
    href: str
    count: int | None
    here: bool


def tabs(counts: signposting.TodayCounts, which: str) -> tuple[Tab, ...]:
    """The lists."""
    return tuple(
        Tab(name, f"?which={key}", getattr(counts, key, None), key == which)
        for key, name in LISTS.items()
    )


@dataclass(frozen=True)
class ListRow:
    """One request in a list."""

    href: str
    name: str
    group: str
    state: Words
    due: str
    overdue: bool
    owner: str
    needs: tuple[str, ...]
    differ: bool
    reference: str


def list_rows(rows: Iterable[signposting.RequestRow]) -> tuple[ListRow, ...]:
    """The rows of a list."""
    return tuple(
        ListRow(
            href=reverse("signposting:request", args=[row.request_id]),
            name=row.name or _("Somebody whose data is deleted"),
            group=row.group_name,
            state=words.STATES.get(row.state, row.state),
            due=words.day(row.due_on),
            overdue=row.overdue,
            owner=owner_words(row.owner_kind, row.owner_name),
            needs=row.needs,
            differ=row.differ,
            reference=row.reference,
        )
        for row in rows
    )


def owner_words(kind: str, name: str) -> str:
    """Whose turn it is: a coordinator's name where one took it on."""
    if kind == "coordinator":
        return name or _("Any coordinator")
    return str(words.OWNERS.get(kind, ""))


def facts(one: signposting.RequestRecord) -> tuple[Row, ...]:
    """What was asked for and what was answered."""
    told: list[tuple[str, Any]] = [
        (_("Group"), one.group_name),
        (_("Asked on"), words.day(london_date(one.asked_at))),
        (_("What would help them come"), "\n".join(each.label for each in one.help_to_come)),
        (_("What the group should know"), one.note),
        (_("What they need"), "\n".join(one.needs)),
        (_("First day"), words.visit(one.first_day, one.first_time)),
        (_("Who meets them"), one.meets_you),
        (_("What the group said"), one.group_reason),
        (_("Place in the queue"), one.waiting_number),
        (_("Holds a place"), _("Yes") if one.holds_place else ""),
        (_("From the poster of"), one.practice),
    ]
    return tuple(Row(key, value) for key, value in told if value not in ("", None))


@dataclass(frozen=True)
class Account:
    """What one party says of one day."""

    party: Words
    words: tuple[str, ...]


def accounts(said: Sequence[signposting.SaidRecord]) -> tuple[tuple[str, tuple[Account, ...]], ...]:
    """Each day with what every party says of it, side by side; the last day first."""
    days: dict[date, dict[str, list[str]]] = {}
    for one in said:
        if one.what in words.SAID:
            days.setdefault(one.about, {}).setdefault(one.party, []).append(
                str(words.SAID[one.what])
            )
    return tuple(
        (
            words.day(about),
            tuple(
                Account(name, tuple(parties.get(party, ())))
                for party, name in words.PARTIES.items()
            ),
        )
        for about, parties in sorted(days.items(), reverse=True)
    )


def story(lines: Sequence[signposting.StoryLine]) -> tuple[tuple[str, str, str], ...]:
    """When, what, and why."""
    return tuple((moment(line.at), line.words, line.reason) for line in lines)


def moment(at: datetime) -> str:
    """ "Tuesday 24 November, 3pm" by the clock in London."""
    here = in_london(at)
    time = spoken_time(here.time().replace(second=0, microsecond=0))
    return f"{words.day(here.date())}, {time}"


@dataclass(frozen=True)
class Unmet:
    """One need that was not met: what was looked for, why not, when, and who wants to hear."""

    what: str
    why: Words
    day: str
    name: str
    tell_until: str


def unmet_rows(rows: Iterable[signposting.UnmetRow]) -> list[Unmet]:
    """The list of unmet needs."""
    return [
        Unmet(
            what=_what(row) or _("Nothing was said of what was looked for"),
            why=REASONS.get(row.reason, row.reason),
            day=words.day(row.recorded_on),
            name=row.name,
            tell_until=words.day(row.tell_until),
        )
        for row in rows
    ]


def _what(row: signposting.UnmetRow) -> str:
    place = row.team.replace("-", " ") or row.outward or row.town
    said = (
        catalogue.label("condition", row.condition) if row.condition else "",
        catalogue.label("language", row.language) if row.language else "",
        str(words.AGE_BANDS.get(row.age_band, "")),
        _("near %(place)s") % {"place": place} if place else "",
    )
    return ", ".join(one for one in said if one)


def count_rows(counts: signposting.UnmetCounts) -> list[tuple[str, list[tuple[str, str]]]]:
    """The counts under each heading: words and numbers."""
    titles = {
        "reason": _("Reason"),
        "place": _("Place"),
        "condition": _("Condition"),
        "language": _("Language"),
        "age_band": _("Age"),
    }
    found: dict[str, list[tuple[str, str]]] = {}
    for row in counts.rows:
        told = (_value(row.heading, row.value), str(row.count))
        found.setdefault(row.heading, []).append(told)
    return [(titles[heading], rows) for heading, rows in found.items()]


def _value(heading: str, value: str) -> str:
    if heading == "reason":
        return str(REASONS.get(value, value))
    if heading == "age_band":
        return str(words.AGE_BANDS.get(value, value))
    if heading in ("condition", "language"):
        return catalogue.label(heading, value)
    return value.replace("-", " ")
