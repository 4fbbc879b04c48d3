"""Identifiers that stay the same from one reading of the feed to the next.

What has no row of its own (a schedule, a contact, a term) is named from the thing that it belongs
to and its position there, so that another system can follow it through every change.
"""

from __future__ import annotations

from uuid import UUID, uuid5

# Fixed for ever: every installation gives a catalogue term the same identifier.
_ALONGSIDE = UUID("5b0e6f9a-5a3c-5d0e-9c53-3f5f8d1c7a10")


def part_id(listing_id: UUID, part: str, position: int | str = 0) -> UUID:
    """The identifier of one part of a listing, such as its second schedule."""
    return uuid5(listing_id, f"{part}:{position}")


def taxonomy_id(kind: str) -> UUID:
    """The identifier of a kind of catalogue terms."""
    return uuid5(_ALONGSIDE, f"taxonomy:{kind}")


def term_id(kind: str, slug: str) -> UUID:
    """The identifier of a catalogue term."""
    return uuid5(_ALONGSIDE, f"term:{kind}:{slug}")


def service_at_location_id(listing_id: UUID, position: int) -> UUID:
    """A listing's being at its place number `position`, from 0: the key of the directory's row."""
    return uuid5(listing_id, f"place/{position}")
