"""From records to what the pages of *Still running?* show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from alongside.domain.directory import public as directory
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.words import day_words


def rows(
    asked: Iterable[directory.RunningRow], whole: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The list. `whole` makes a whole address out of a path, for the link to copy."""
    return [row(one, whole) for one in asked]


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
