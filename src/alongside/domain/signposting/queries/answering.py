"""What the group sees, by its link: only what it needs."""

from __future__ import annotations

from datetime import datetime

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.models import Request
from alongside.domain.signposting.queries.shown import contact_of, help_chosen, needs_shared
from alongside.domain.signposting.records import ContactShown, PossibleDay, ToAnswerRecord
from alongside.domain.signposting.states import OPEN, REQUEST, RequestState
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.links import open_link

_SAID_YES = ("coming", "asked_how", "went")
_DAYS = 8


def request_to_answer(token: str, *, at: datetime) -> ToAnswerRecord:
    """The request behind the group's link: the first name, what would help the person come, and
    the group's coming dates. How to reach the person only after yes, where they allow it.

    Raises NotFound for a link that is false, revoked or too old."""
    request_id = open_link(token, "answer", at=at)
    row = Request.objects.select_related("listing").filter(pk=request_id).first()
    if row is None:
        raise NotFound("signposting.request")
    listing = directory.public_listings([row.listing_id]).get(row.listing_id)
    coming = directory.next_meetings(listing, at, _DAYS) if listing else ()
    today = london_date(at)
    profile = messaging.own_profile(row.person_id)
    kept = bool(people.restricted([row.person_id]))
    name = people.not_used() if kept else rules.first_name(people.person_name(row.person_id))
    return ToAnswerRecord(
        request_id=row.pk,
        reference=row.reference,
        state=row.state,
        first_name=name,
        listing_id=row.listing_id,
        group_name=row.listing.name,
        greeter=listing.content.greeter if listing else "",
        help_to_come=() if kept else help_chosen(row.help_to_come, profile.interpreter_language),
        needs=() if kept else needs_shared(profile, row.help_to_come),
        note="" if kept else row.note,
        asked_on=row.asked_on,
        by_day=row.due_on if row.owner_kind == "group" else None,
        days=tuple(
            PossibleDay(one.day, one.starts_at.time() if one.starts_at else None) for one in coming
        ),
        answer=_answer(row),
        first_day=row.first_day,
        first_time=row.first_time,
        meets_you=row.meets_you,
        contact=None if kept else _contact(row, profile),
        may_answer=not kept and (row.state, "say_coming") in REQUEST.moves,
        restricted=kept,
        may_say=not kept
        and row.answered_at is not None
        and row.first_day is not None
        and row.first_day <= today,
    )


def _answer(row: Request) -> str:
    if row.state in _SAID_YES:
        return "coming"
    if row.state == RequestState.WAITING and row.answered_at is not None:
        return "waiting"
    if row.state == RequestState.NOT_THIS_ONE and row.answered_at is not None:
        return "not_this_one"
    return ""


def _contact(row: Request, profile: messaging.ProfileRecord) -> ContactShown | None:
    said_yes = row.state in _SAID_YES and row.state in OPEN
    if not said_yes or not people.has_consent(row.person_id, "share-with-group"):
        return None
    return contact_of(profile)
