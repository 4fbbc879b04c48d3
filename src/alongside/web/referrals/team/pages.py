"""From a neighbourhood to what its pages show."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.journeys.neighbourhood import Neighbourhood
from alongside.web.shared.listing_words import full_date, miles, whom
from alongside.web.shared.parts import Row


@dataclass(frozen=True)
class Group:
    """A group near the team."""

    name: str
    href: str
    far: str
    whom: str


def groups(found: Neighbourhood) -> tuple[Group, ...]:
    """The nearest groups."""
    return tuple(
        Group(
            name=one.listing.name,
            href=reverse("directory:group", args=[one.listing.id]),
            far=miles(one.distance_km) if one.distance_km is not None else "",
            whom=whom(one.listing.content),
        )
        for one in found.groups
    )


def counts(found: Neighbourhood) -> tuple[Row, ...]:
    """What became of introductions; what is small is not told, and of parts that add up only the
    one that is asked for most."""
    told = found.introduced
    return (
        Row(_("Introduced"), _number(told.made)),
        Row(_("Reached"), _number(told.contacted)),
        Row(_("Came"), _number(told.attended)),
        Row(_("Looked for a group here and nothing suited"), _number(found.unmet)),
    )


def _number(count: int | None) -> str:
    if count is None:
        return _("fewer than 8")
    return _("about %(count)d") % {"count": count} if count else "0"


def period(found: Neighbourhood) -> str:
    """Which days are counted."""
    days = {
        "since": full_date(found.introduced.since),
        "until": full_date(found.introduced.until),
    }
    return _("From %(since)s to %(until)s.") % days
