"""Asking a group whether one may come.

Everything that can be reckoned is reckoned before the first write: on SQLite one writer keeps the
others waiting, so the unit holds the writes alone.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.contacting import (
    JOIN,
    SHARE,
    add,
    fault_of_contact,
    newcomer,
    refuse,
    with_help,
)
from alongside.domain.signposting.actions.moving import (
    ask_words,
    owning,
    take_place,
    to_ring_at_once,
)
from alongside.domain.signposting.actions.telling import (
    ANSWER,
    REQUEST,
    can_reach,
    draw,
    for_person,
    request_link,
)
from alongside.domain.signposting.actions.unmet import note_unmet
from alongside.domain.signposting.models import Places, Request
from alongside.domain.signposting.records import AskedRecord, ContactAnswers
from alongside.domain.signposting.states import RequestState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.links import Drawn, keep_links
from alongside.foundation.statements import insert, read
from alongside.foundation.unit import Work, unit


class CannotBeAsked(Conflict):
    """The group takes only people who were sent, or nobody new: there is no answer to be had."""


def ask(
    *,
    listing_id: UUID,
    name: str,
    contact: ContactAnswers,
    help_to_come: tuple[str, ...],
    note: str,
    practice: str,
    key: str,
    actor: Actor,
    at: datetime,
) -> AskedRecord:
    """Asks a public group whether a person may come, for whom no account is needed.

    In one unit: the person, how to reach them, their consent, the request, a place where places are
    limited, and the messages to the person and the group. The same `key` again changes nothing and
    tells of the first request, with a further link. Where there is no room the person is on the
    waiting list. Somebody who signed in asks as themselves.

    Raises NotFound for what is no public group, Invalid by field (name, channel, number, email,
    post, help_to_come, note), CannotBeAsked for a group that takes nobody in this way, Conflict
    when this person's request to this group is open, people.IsRestricted for somebody who asked
    that their details are not used."""
    try:
        listing = _group(listing_id)
        asking = _checked(name, contact, help_to_come, note, practice, key)
        contact = with_help(contact, asking.help_to_come)
        who = newcomer(asking.name, contact, organisation_id=listing.steward_id, actor=actor, at=at)
    except (NotFound, Invalid, CannotBeAsked):
        # What was sent before stands, also when its answers are no longer held.
        known = _asked_before(key, actor=actor, at=at)
        if known is None:
            raise
        return known
    limited = is_limited(listing.id)
    row = new_row(listing, asking, who.person_id, at=at)
    words = [first_words(row, listing, new=who.profile, at=at)]
    if limited and row.state == RequestState.ASKED:  # a place decides which of the two is said
        words.append(first_words(_waiting(row, at), listing, new=who.profile, at=at))
    agreed = (JOIN, SHARE) if contact.share_with_group else (JOIN,)
    try:
        with unit(actor=actor, at=at, whole=True) as work:
            add(who, agreed=agreed, actor=actor, at=at)
            waits = enter(row, limited=limited, work=work)
            token = tell_asked(row, listing, words[-1 if waits else 0], work=work)
    except IntegrityError:
        # The same form at the very same moment, or a second request to the same group.
        known = _asked_before(key, actor=actor, at=at)
        if known is None and who.profile is None:
            raise Conflict("this person's request to this group is open") from None
        if known is None:
            raise
        return known
    return asked_record(row, listing.name, token)


@dataclass(frozen=True)
class Asking:
    """What somebody answered, checked."""

    name: str
    help_to_come: tuple[str, ...]
    note: str
    practice: str
    key: str
    follows_id: UUID | None = None


def new_row(
    listing: directory.ListingRecord, asking: Asking, person_id: UUID, *, at: datetime
) -> Request:
    """A request as it is before anything is written: asked, or waiting for a group that is full."""
    row = Request(
        id=uuid4(),
        reference=rules.new_reference(),
        key=asking.key,
        person_id=person_id,
        listing_id=listing.id,
        steward_id=listing.steward_id,
        follows_id=asking.follows_id,
        help_to_come=list(asking.help_to_come),
        note=asking.note,
        practice=asking.practice,
        asked_at=at,
        group_asked_on=london_date(at),
        changed_at=at,
    )
    _stand(row, "full" if listing.full else "", at)
    return row


def _stand(row: Request, waits_for: str, at: datetime) -> None:
    """Puts a new row into its first state, with whose turn it is."""
    row.state = RequestState.WAITING if waits_for else RequestState.ASKED
    row.waits_for, row.waited_at_first = waits_for, bool(waits_for)
    row.waiting_since = at if waits_for else None
    for column, value in owning(row.state, row, today=london_date(at)).items():
        setattr(row, column, value)


def _waiting(row: Request, at: datetime) -> Request:
    """The same row as it would be without a place."""
    other = copy(row)
    _stand(other, "places", at)
    return other


def enter(row: Request, *, limited: bool, work: Work) -> bool:
    """Writes a new row; where the group has a number of places, with one, or else waiting.

    Returns whether it waits."""
    if limited and row.state == RequestState.ASKED:
        row.holds_place = take_place(row.listing_id)
        if not row.holds_place:
            _stand(row, "places", work.at)
    insert([row])
    work.audit(
        "request.asked",
        row,
        organisation_id=row.steward_id,
        fields=("person", "listing", "help_to_come", "note", "practice", "state"),
    )
    return row.state == RequestState.WAITING


@dataclass(frozen=True)
class FirstWords:
    """The links and messages of a new request, worded and not written yet."""

    links: tuple[Drawn, ...]
    messages: messaging.Prepared

    @property
    def token(self) -> str:
        """What opens the request for the person."""
        return self.links[0].token


def first_words(
    row: Request,
    listing: directory.ListingRecord,
    *,
    new: messaging.NewProfile | None = None,
    at: datetime,
) -> FirstWords:
    """What the person and, unless the person waits, the group are told of a new request."""
    own = draw(REQUEST, row, at=at)
    by_day = _by_day(row).isoformat()
    if row.state == RequestState.WAITING:
        links = [own]
        wanted = [for_person(row, "join_waiting", link=own.token, by_day=by_day)]
    else:
        links = [own, draw(ANSWER, row, at=at)]
        said = {"link": own.token, "by_day": by_day, "reference": row.reference}
        wanted = [
            for_person(row, "join_sent", **said),
            ask_words(row, listing, links[1].token, at=at),
        ]
    profiles = (new,) if new else ()
    return FirstWords(tuple(links), messaging.prepare(*wanted, new=profiles, at=at))


def _group(listing_id: UUID) -> directory.ListingRecord:
    listing = directory.public_listing(listing_id)
    if listing.kind != "group":
        raise NotFound("directory.listing")
    if not listing.can_be_asked:
        raise CannotBeAsked("this group takes nobody in this way")
    return listing


def is_limited(listing_id: UUID) -> bool:
    """Whether the group has a number of places. Asked before the first write."""
    return bool(read(Places, ("listing",), by="listing", values=[listing_id]))


def tell_asked(
    row: Request,
    listing: directory.ListingRecord,
    first: FirstWords | None = None,
    *,
    work: Work,
) -> str:
    """Writes the first links and messages of a new request, and returns the person's token."""
    first = first or first_words(row, listing, at=work.at)
    keep_links(*first.links)
    sent = messaging.put(first.messages, actor=work.actor, at=work.at)
    if row.state == RequestState.WAITING:
        note_unmet(row, listing, "full", work=work)
    elif not can_reach(sent[-1]):
        to_ring_at_once(row, work=work)
    return first.token


def asked_record(row: Request, group_name: str, token: str) -> AskedRecord:
    """What the page after *Send* says."""
    waiting = row.state == RequestState.WAITING
    return AskedRecord(row.pk, row.reference, token, _by_day(row), group_name, waiting)


def _by_day(row: Request) -> date:
    if row.state == RequestState.WAITING and row.due_on is not None:
        return row.due_on
    return rules.promised_by(row.group_asked_on)


def _asked_before(key: str, *, actor: Actor, at: datetime) -> AskedRecord | None:
    row = Request.objects.filter(key=key).select_related("listing").first()
    if row is None:
        return None
    with unit(actor=actor, at=at) as work:
        token = request_link(row, work=work)
        work.audit("request.link_made", row, organisation_id=row.steward_id)
    return asked_record(row, row.listing.name, token)


def _checked(
    name: str,
    contact: ContactAnswers,
    help_to_come: tuple[str, ...],
    note: str,
    practice: str,
    key: str,
) -> Asking:
    note = rules.tidy(note)
    refuse(
        {
            **fault_of_contact(contact),
            "name": "" if name.strip() else _("Enter a name that you like to be called by."),
            **fault_of_wishes(help_to_come, note),
        }
    )
    return Asking(
        name=name.strip(),
        help_to_come=tuple(dict.fromkeys(help_to_come)),
        note=note,
        practice=practice if rules.is_poster_code(practice) else "",
        key=key,
    )


def fault_of_wishes(help_to_come: tuple[str, ...], note: str) -> dict[str, str]:
    """What is wrong with what would help somebody come, by field."""
    unknown = rules.unknown("help_to_come", help_to_come)
    return {
        "help_to_come": _("Choose from the list.") if unknown else "",
        "note": rules.fault_of_text(note, longest=rules.LONGEST_NOTE),
    }
