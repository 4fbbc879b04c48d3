"""One referral: for its coordinators, and for the person behind their link."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.duplicates import duplicates_of, joined_records
from alongside.domain.referrals.queries.lists import no_news, referrer_of, shown_owner, shown_state
from alongside.domain.referrals.queries.story import own_story, story
from alongside.domain.referrals.queries.visible import about, coordinated
from alongside.domain.referrals.records import (
    Barrier,
    MyReferralRecord,
    OwnReferral,
    Reach,
    ReferralRecord,
)
from alongside.domain.referrals.states import BEFORE_RECEIVED, OPEN, REFERRAL, ReferralState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.foundation.links import open_link
from alongside.foundation.scoping import get_visible
from alongside.foundation.sealed import NotOpened, unseal


def referral(referral_id: UUID, *, actor: Actor, at: datetime) -> ReferralRecord:
    """One referral with its story, for a coordinator of its service; the look at the person's
    record is the page's to note. A constant number of queries. Raises NotFound when out of
    sight."""
    seen = coordinated(actor, at=at).select_related("fit", "episode", "next")
    row = get_visible(seen, referral_id)
    today = london_date(at)
    names = people.names({one for one in (row.person_id, row.referrer_id, row.owner_id) if one})
    reach = reach_of(row.person_id)
    fit, episode = getattr(row, "fit", None), getattr(row, "episode", None)
    following = getattr(row, "next", None)
    return ReferralRecord(
        referral_id=row.pk,
        reference=row.reference,
        state=shown_state(row),
        owner_kind=shown_owner(row),
        owner_id=row.owner_id if row.owner_kind == "coordinator" else None,
        owner_name=names.get(row.owner_id, "")
        if row.owner_id and row.owner_kind == "coordinator"
        else "",
        due_on=row.due_on,
        overdue=row.due_on is not None and row.due_on < today,
        no_news=no_news(row, today),
        person_id=row.person_id,
        name=names.get(row.person_id, ""),
        born=row.born,
        nhs_number=number_of(row),
        reach_by=reach.channel if reach else "",
        reach_at=_address(reach) if reach else "",
        may_leave_message=reach.may_leave_message if reach else False,
        needs=messaging.needs_of([row.person_id]).get(row.person_id, ()),
        service_id=row.service_id,
        made_by=row.made_by,
        referrer_name=referrer_of(row, names),
        referred_by=row.referred_by,
        practice=row.practice,
        made_at=row.made_at,
        wants=row.wants,
        condition=row.condition,
        reason=row.reason,
        about_me=row.about_me,
        barriers=barriers_of(row.barriers),
        risk=row.risk,
        correction=row.correction,
        tells_referrer=row.tells_referrer,
        because=row.because,
        note=row.note,
        outcome=row.outcome,
        fit=fit.grade if fit else "",
        episode_id=episode.pk if episode else None,
        follows_id=row.follows_id,
        next_id=following.pk if following else None,
        joined=joined_records(row, actor),
        duplicates=duplicates_of(row, actor=actor, at=at) if row.state in OPEN else (),
        story=story(row),
        events=_events(row),
        undo_until=_undo_until(row, at),
    )


def _undo_until(row: Referral, at: datetime) -> datetime | None:
    until = rules.undo_until(row.changed_at)
    return until if row.before is not None and at < until else None


def reach_of(person_id: UUID) -> Reach | None:
    """How somebody is reached first, as whoever introduced them wrote it or they changed it; None
    where nothing is known."""
    try:
        known = messaging.own_profile(person_id)
    except NotFound:
        return None
    channel = str(known.channels[0]) if known.channels else ""
    return Reach(
        channel=channel,
        number=known.phone_number if channel == "phone" else known.text_number,
        email=known.email,
        post=known.post,
        may_leave_message=known.may_leave_message,
        language=known.language,
        formats=known.formats,
    )


def _address(reach: Reach) -> str:
    by = {"text": reach.number, "phone": reach.number, "email": reach.email}
    return by.get(reach.channel, ", ".join(reach.post))


def number_of(row: Referral) -> str:
    """The NHS number; "" where it was sealed with a key that is not here."""
    try:
        return unseal(row.nhs_number)
    except NotOpened:
        return ""


def barriers_of(slugs: Iterable[str]) -> tuple[Barrier, ...]:
    """What gets in the way, in the order of the catalogue, retired words included."""
    wanted = set(slugs)
    return tuple(
        Barrier(term.slug, term.label, str(term.content.get("kind", "")))
        for term in catalogue.terms("barrier")
        if term.slug in wanted
    )


# Done on a page of their own, not by what a referral's table allows alone.
_OF_THEIR_OWN = ("join", "part", "take_yes_back", "take_no_back")


def _events(row: Referral) -> tuple[str, ...]:
    """What a coordinator may do now."""
    state = shown_state(row)
    may = [event for event in REFERRAL.allowed(state) if event not in _OF_THEIR_OWN]
    if state in OPEN:
        may += ["take_on", "hand_over"]
    if row.state not in BEFORE_RECEIVED:
        may.append("grade")
    return tuple(may)


def own_referrals(actor: Actor) -> tuple[OwnReferral, ...]:
    """What was written about the actor, the newest first. One query."""
    rows = about(actor).order_by("-made_at", "pk").values_list("pk", "wants", "made_at")
    return tuple(OwnReferral(key, wants, london_date(made_at)) for key, wants, made_at in rows)


def my_referral(token: str, *, at: datetime) -> MyReferralRecord:
    """The referral behind the person's link.

    Raises NotFound for a link that is false, revoked or too old, and after the data was erased."""
    row = Referral.objects.filter(pk=open_link(token, "my_referral", at=at)).first()
    if row is None:
        raise NotFound("referrals.referral")
    names = people.names({one for one in (row.person_id, row.referrer_id) if one})
    open_now = row.state in OPEN or row.state == ReferralState.JOINED
    deciding = row.state in (*BEFORE_RECEIVED, ReferralState.RECEIVED)
    due = row.due_on
    if row.state in BEFORE_RECEIVED:
        due = rules.due_on(ReferralState.RECEIVED, london_date(row.sent_at))
    return MyReferralRecord(
        referral_id=row.pk,
        reference=row.reference,
        state=row.state,
        service_name=people.organisation(row.service_id).name,
        name=names.get(row.person_id, ""),
        made_by=row.made_by,
        referrer_name=referrer_of(row, names),
        made_on=row.made_on,
        wants=row.wants,
        condition=row.condition,
        reason=row.reason,
        about_me=row.about_me,
        barriers=barriers_of(row.barriers),
        correction=row.correction,
        tells_referrer=row.tells_referrer,
        decided_by=due if deciding else None,
        because=row.because,
        note=row.note,
        outcome=row.outcome,
        story=own_story(row),
        events=("change", "withdraw") if open_now else (),
    )
