"""Signed links for people without an account: whoever holds one may do one thing to one thing.

A token is 128 random bits. The database keeps its SHA-256 alone, so that neither a copy of it nor a
backup opens anything. A token stands in an address and nowhere else: logs hold names of routes.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from alongside.foundation.errors import NotFound
from alongside.foundation.models import Link
from alongside.foundation.statements import insert
from alongside.foundation.unit import Identified, Work

_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


@dataclass(frozen=True)
class Drawn:
    """A token that opens nothing yet: `keep_links` writes what belongs to it."""

    token: str
    row: Link


def make_link(purpose: str, thing: Identified, *, valid_until: datetime, work: Work) -> str:
    """A new token of 22 letters that opens `thing` for `purpose` until then.

    It cannot be shown again: whoever needs it later gets a new one. Others stay as they are."""
    drawn = draw_link(purpose, thing, valid_until=valid_until, at=work.at)
    keep_links(drawn)
    return drawn.token


def draw_link(purpose: str, thing: Identified, *, valid_until: datetime, at: datetime) -> Drawn:
    """A token as `make_link` makes it, with nothing written: for what is reckoned before a unit."""
    token = secrets.token_urlsafe(16)
    row = Link(
        digest=_digest(token),
        purpose=purpose,
        thing_type=thing._meta.label_lower,
        thing_id=str(thing.pk),
        made_at=at,
        valid_until=valid_until,
    )
    return Drawn(token, row)


def keep_links(*drawn: Drawn) -> None:
    """Writes tokens that were drawn, within the caller's unit: one statement for all of them."""
    insert([one.row for one in drawn])


def open_link(token: str, purpose: str, *, at: datetime) -> str:
    """The id of the thing behind a token.

    Raises NotFound alike for a token that is false, of another purpose, revoked or too old."""
    found = None
    if _TOKEN.fullmatch(token):
        found = (
            Link.objects.filter(
                digest=_digest(token), purpose=purpose, revoked_at=None, valid_until__gt=at
            )
            .values_list("thing_id", flat=True)
            .first()
        )
    if found is None:
        raise NotFound("foundation.link")
    return found


def revoke_links(thing: Identified, *, purpose: str = "", work: Work) -> int:
    """Makes every link to the thing worthless, or those of one purpose. Returns how many."""
    links = Link.objects.filter(
        thing_type=thing._meta.label_lower, thing_id=str(thing.pk), revoked_at=None
    )
    if purpose:
        links = links.filter(purpose=purpose)
    return links.update(revoked_at=work.at)


def give_links_back(thing: Identified, *, revoked_at: datetime, work: Work) -> int:
    """Makes links to the thing work again that were revoked by one act, known by its moment, where
    that act was taken back. Returns how many."""
    links = Link.objects.filter(
        thing_type=thing._meta.label_lower, thing_id=str(thing.pk), revoked_at=revoked_at
    )
    given = links.update(revoked_at=None)
    if given:
        work.audit("link.given_back", thing, fields=("revoked_at",))
    return given


def forget_links(*, before: datetime) -> int:
    """Deletes the links that stopped working before then. Returns how many."""
    over = Link.objects.filter(Q(valid_until__lt=before) | Q(revoked_at__lt=before))
    return over.delete()[0]


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
