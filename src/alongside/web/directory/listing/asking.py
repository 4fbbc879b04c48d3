"""From records to what the pages of *Still running?* show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.journeys.still_running import RunningLine
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.words import day_words
from alongside.web.shared.hours import moment_words
from alongside.web.shared.words import Words

_BY: dict[str, Words] = {
    "text": gettext_lazy("Text sent at %(time)s"),
    "email": gettext_lazy("Email sent at %(time)s"),
}


def lines(asked: Iterable[RunningLine], whole: Callable[[str], str]) -> list[dict[str, Any]]:
    """The list. `whole` makes a whole address out of a path, for the link to copy."""
    return [row(one.row, whole) | {"told": _told(one)} for one in asked]


def _told(line: RunningLine) -> list[str]:
    """What was sent to the group, or why nothing could be."""
    return [_one_told(one) for one in line.told] or [_("Nothing was sent")]


def _one_told(one: messaging.AboutRow) -> str:
    if one.failed:
        return _("Could not be sent: %(why)s") % {"why": one.why}
    if one.state in {"queued", "sending"}:
        return _("Waits to be sent")
    words = _BY.get(one.channel)
    return str(words) % {"time": moment_words(one.at)} if words else _("Sent")


def row(one: directory.RunningRow, whole: Callable[[str], str]) -> dict[str, Any]:
    """One group that was asked."""
    return {
        "name": one.name,
        "contact_name": one.contact_name,
        "phone": one.phone,
        "dial": re.sub(r"[^0-9+]", "", one.phone),
        "email": one.email,
        "link": whole(address("still_running", token=one.token)),
        "asked": day_words(one.asked_on),
        "ring_from": day_words(one.ring_from),
        "tag_on": day_words(one.tag_on),
        "hide_on": day_words(one.hide_on),
        "rang_on": day_words(one.rang_on) if one.rang_on else "",
        "ring": one.ring,
        "record": address("rang", check_id=one.check_id),
    }
