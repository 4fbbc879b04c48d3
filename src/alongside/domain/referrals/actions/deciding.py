"""What a service does about a referral: takes it on, or not, and what comes of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.making import refuse
from alongside.domain.referrals.actions.moving import has_room, hold, owning, step
from alongside.domain.referrals.actions.taking_decisions_back import remember
from alongside.domain.referrals.actions.telling import (
    ATTENDED,
    CONTACTED,
    DECLINED,
    NEWS,
    OUTCOME,
    my_link,
    tell_person,
    tell_referrers,
)
from alongside.domain.referrals.actions.undoing import withdraw
from alongside.domain.referrals.events import ReferralAccepted
from alongside.domain.referrals.models import Episode, Referral
from alongside.domain.referrals.queries.visible import coordinated
from alongside.domain.referrals.states import (
    HOLDS_PLACE,
    TAKEN_ON,
    Because,
    Outcome,
    Owner,
    ReferralState,
)
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

_ON_COMING = ("contacted_on", "attended_on")
# Whoever does one of these looks after the person from then on, unless another does.
_BY_NAME = frozenset({"note_contacted", "note_plan_agreed", "note_attending"})


def accept(referral_id: UUID, *, actor: Actor, at: datetime) -> UUID:
    """Takes somebody on and opens their episode of support, whose id is returned.

    Where the service has no place left the person waits for one. They hear of it half a minute
    later: until then `take_decision_back` makes it undone. Again: the same episode. Raises
    NotFound when out of sight, NotAllowed once it was decided otherwise."""
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        if referral.state in TAKEN_ON:
            return Episode.objects.values_list("pk", flat=True).get(referral=referral)
        before = remember(referral)
        step(referral, "accept", work=work, before=before, **_mine(referral, work))
        episode = Episode(
            referral=referral,
            person_id=referral.person_id,
            organisation_id=referral.service_id,
            opened_at=at,
        )
        episode.save(force_insert=True)
        work.audit(
            "episode.opened", episode, organisation_id=referral.service_id, fields=("person",)
        )
        if not has_room(referral.service_id, but=referral.pk):
            step(referral, "keep_waiting", work=work, before=before)
        _tell(referral, work, not_before=rules.undo_until(at))
        work.publish(
            ReferralAccepted(
                referral.pk,
                episode.pk,
                referral.service_id,
                referral.person_id,
                referral.wants,
                at,
            )
        )
        return episode.pk


def decline(referral_id: UUID, *, because: str, note: str = "", actor: Actor, at: datetime) -> None:
    """The service cannot take somebody on: `because` is a value of `Because`; `note` is read by
    the person and by whoever referred them, who are both told half a minute later.

    Again with the same reason: nothing more. Raises NotFound when out of sight, Invalid by field,
    NotAllowed once it was decided otherwise."""
    note = _noted(note, because=because in set(Because))
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        if referral.state == ReferralState.DECLINED and referral.because == because:
            return
        before, heard_at = remember(referral), rules.undo_until(at)
        step(referral, "decline", work=work, before=before, because=because, note=note)
        tell_referrers(referral, DECLINED, work=work, not_before=heard_at)
        _tell(referral, work, not_before=heard_at)


def redirect(
    referral_id: UUID,
    *,
    to: UUID,
    agreed: bool,
    note: str = "",
    actor: Actor,
    at: datetime,
) -> UUID:
    """Hands a referral on to another organisation, as the person agreed; returns the id of the
    referral there, which follows this one.

    Again to the same one: the same referral. Raises NotFound when out of sight or for an unknown
    organisation, Invalid by field (to, agreed, note), NotAllowed for one that is closed."""
    people.organisation(to)
    note = _noted(note, agreed=agreed)
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        following = Referral.objects.filter(follows=referral).first()
        if following is not None and following.service_id == to:
            return following.pk
        refuse({"to": _("It is there already.") if to == referral.service_id else ""})
        step(referral, "redirect", work=work, note=note)
        following = _following(referral, to, work)
        _tell(referral, work)
        return following.pk


def _following(referral: Referral, to: UUID, work: Work) -> Referral:
    row = Referral.objects.get(pk=referral.pk)
    row.pk, row._state.adding = uuid4(), True
    row.reference, row.key = rules.new_reference(), f"follows/{referral.pk}"
    row.follows_id, row.service_id = referral.pk, to
    row.state, row.note, row.outcome, row.because = ReferralState.RECEIVED, "", "", ""
    row.told, row.told_on, row.alerted_on = [], None, None
    row.contacted_on = row.attended_on = row.before = None
    row.made_at = row.sent_at = row.changed_at = work.at
    row.received_on = london_date(work.at)
    row.owner_kind, row.owner_id = "", None
    for column, value in owning(row.state, row, today=row.received_on).items():
        setattr(row, column, value)
    row.save(force_insert=True)
    work.audit("referral.made", row, organisation_id=to, fields=("person", "follows", "state"))
    return row


def keep_waiting(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Somebody who was taken on waits until there is room; it is looked at again after a while.

    Raises NotFound when out of sight, NotAllowed before it was accepted or when it is closed."""
    _step(referral_id, "keep_waiting", actor, at)


def look_again(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """What nobody could decide yet is due again after the same time as before.

    Raises NotFound when out of sight, NotAllowed where it was decided."""
    _step(referral_id, "look_again", actor, at)


def note_contacted(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Somebody of the service spoke to the person; whoever referred them hears of the first time.

    Raises NotFound when out of sight, Conflict where the person waits and there is no room,
    NotAllowed before it was accepted or when it is closed."""
    _step(referral_id, "note_contacted", actor, at, tells=CONTACTED)


def note_plan_agreed(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person and the service agreed what comes next. Raises as `note_contacted`."""
    _step(referral_id, "note_plan_agreed", actor, at)


def note_attending(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The person came, or met somebody; whoever referred them hears of the first time. Again: it
    is due again after the same time. Raises as `note_contacted`."""
    _step(referral_id, "note_attending", actor, at, tells=ATTENDED)


def close(referral_id: UUID, *, outcome: str, note: str = "", actor: Actor, at: datetime) -> None:
    """Ends the support with what came of it, a value of `Outcome`; whoever referred them is told.
    The person is told too, unless they died: then nothing goes to them any more.

    Again with the same outcome: nothing more. Raises NotFound when out of sight, Invalid by field,
    NotAllowed before it was accepted or when it is closed otherwise."""
    note = _noted(note, outcome=outcome in set(Outcome))
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        if referral.state == ReferralState.CLOSED and referral.outcome == outcome:
            return
        referral.outcome = outcome  # its episode ends with the same words
        step(referral, "close", work=work, outcome=outcome, note=note)
        tell_referrers(referral, OUTCOME, work=work)
        if outcome == Outcome.DIED:
            messaging.fall_silent(person_id=referral.person_id, actor=actor, at=at)
        else:
            _tell(referral, work)


def withdraw_for(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator withdraws a referral, as the person asked on the telephone. A closed one stays
    as it is. Raises NotFound when out of sight."""
    with unit(actor=actor, at=at) as work:
        withdraw(_held(referral_id, work), work=work)


def take_on(referral_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator looks after a referral from now on.

    Raises NotFound when out of sight, Conflict where it is closed."""
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        if referral.owner_kind != Owner.COORDINATOR or actor.person_id is None:
            raise Conflict("it is not a coordinator's turn")
        if referral.owner_id == actor.person_id:
            return
        Referral.objects.filter(pk=referral.pk).update(owner_id=actor.person_id, before=None)
        work.audit(
            "referral.taken_on",
            referral,
            organisation_id=referral.service_id,
            fields=("owner_id",),
        )


def hand_over(referral_id: UUID, *, to: UUID, actor: Actor, at: datetime) -> None:
    """Another coordinator of the service looks after a referral from now on. Again: nothing.

    Raises NotFound when out of sight, Invalid (`to`) for anybody who does not coordinate there,
    Conflict where it is closed."""
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        if referral.owner_kind != Owner.COORDINATOR:
            raise Conflict("it is not a coordinator's turn")
        there = people.role_holders(people.Role.COORDINATOR, referral.service_id, at=at)
        refuse({"to": "" if to in there else _("Choose somebody who coordinates here.")})
        if referral.owner_id == to:
            return
        Referral.objects.filter(pk=referral.pk).update(owner_id=to, before=None)
        work.audit(
            "referral.handed_over",
            referral,
            organisation_id=referral.service_id,
            fields=("owner_id",),
        )


def _step(referral_id: UUID, event: str, actor: Actor, at: datetime, *, tells: str = "") -> None:
    with unit(actor=actor, at=at) as work:
        referral = _held(referral_id, work)
        if _done_today(referral, event, london_date(at)):
            return
        waits = referral.state == ReferralState.WAITING
        columns: dict[str, Any] = dict(_first_days(referral, event, london_date(at)))
        if event in _BY_NAME:
            columns |= _mine(referral, work)
        step(referral, event, work=work, **columns)
        takes_place = waits and referral.state in HOLDS_PLACE
        if takes_place and not has_room(referral.service_id, but=referral.pk):
            raise Conflict(_("There is no place free. The person waits until there is one."))
        if tells:
            tell_referrers(referral, tells, work=work)


def _first_days(referral: Referral, event: str, today: date) -> dict[str, date]:
    """The day of what happened for the first time. Whoever came was spoken to."""
    happened = {"note_contacted": ("contacted_on",), "note_attending": _ON_COMING}.get(event, ())
    return {column: today for column in happened if getattr(referral, column) is None}


def _done_today(referral: Referral, event: str, today: date) -> bool:
    """Whether the same was noted before on this day: the same form sent twice has one effect."""
    same = {
        "note_contacted": ReferralState.CONTACTED,
        "note_plan_agreed": ReferralState.PLAN_AGREED,
        "note_attending": ReferralState.ATTENDING,
        "keep_waiting": ReferralState.WAITING,
    }.get(event)
    return referral.state == same and london_date(referral.changed_at) == today


def _held(referral_id: UUID, work: Work) -> Referral:
    get_visible(coordinated(work.actor, at=work.at), referral_id)
    return hold(referral_id, work=work)


def _mine(referral: Referral, work: Work) -> dict[str, UUID | None]:
    """Whoever takes somebody on looks after them, unless another does."""
    return {"owner_id": referral.owner_id or work.actor.person_id}


def _tell(referral: Referral, work: Work, *, not_before: datetime | None = None) -> None:
    """The person hears that there is news, with a further link."""
    link = my_link(referral, work=work)
    tell_person(referral, NEWS, link=link, work=work, not_before=not_before)


def _noted(note: str, *, because: bool = True, outcome: bool = True, agreed: bool = True) -> str:
    note = rules.tidy(note)
    refuse(
        {
            "because": "" if because else _("Choose a reason."),
            "outcome": "" if outcome else _("Choose what came of it."),
            "agreed": "" if agreed else _("Ask the person first."),
            "note": rules.fault_of_text(note, longest=rules.LONGEST_NOTE),
        }
    )
    return note
