"""The public listings as a file that other programs read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from alongside.domain.directory.public import ListingRecord, all_public
from alongside.domain.interop.groups.table import HEADERS, cells
from alongside.domain.interop.oruk.encode import encode_service
from alongside.domain.interop.oruk.vocabulary import vocabulary
from alongside.domain.people.public import Role
from alongside.formats.tables import write_csv, write_xlsx
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, Refused

FORMATS = ("csv", "xlsx", "oruk")


def export_groups(form: str, *, actor: Actor) -> Iterator[bytes]:
    """The public listings of the actor's organisations in pieces: csv, xlsx or oruk (JSON).

    All of them for the operator. Cells that a spreadsheet would run are made safe, and `import`
    takes the file in again unchanged. Raises Refused unless the actor coordinates somewhere, and
    Invalid for another form."""
    stewards = None if actor.is_system else actor.organisations(Role.COORDINATOR)
    if stewards is not None and not stewards:
        raise Refused("only a coordinator exports")
    if form not in FORMATS:
        raise Invalid({"format": _("Choose csv, xlsx or oruk.")})
    listings = all_public(steward_ids=stewards)
    if form == "csv":
        return write_csv(HEADERS, map(cells, listings))
    if form == "xlsx":
        return iter([write_xlsx(HEADERS, map(cells, listings))])
    return _services(listings)


def _services(listings: Iterable[ListingRecord]) -> Iterator[bytes]:
    """One JSON object with `contents`, a service a line, so that it need not stand in memory."""
    words = vocabulary()
    yield b'{"contents":['
    between = b"\n"
    for listing in listings:
        written = json.dumps(encode_service(listing, words), ensure_ascii=False)
        yield between + written.encode(errors="replace")
        between = b",\n"
    yield b"\n]}\n"
