"""Taking over who waits, and who is supported, from the list that ran a service until today.

What the list says is written down with its own days; nobody is told anything and no consent is made
up (`docs/adr/0185`). Taken back, as long as nobody has gone on with it, it is gone.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.making import (
    fault_of_reach,
    named_fields,
    profile_changes,
    refuse,
    unknown,
)
from alongside.domain.referrals.models import Episode, FitGrade, Joined, Referral
from alongside.domain.referrals.states import OPEN, OWNERS, TAKEN_ON, ReferralState
from alongside.domain.referrals.taken_records import TakenOver, TakenPerson
from alongside.formats.nhs_number import as_nhs_number
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Refused
from alongside.foundation.sealed import seal
from alongside.foundation.unit import Work, unit

STATES = (ReferralState.RECEIVED, ReferralState.WAITING, ReferralState.ATTENDING)


def take_over(
    taken: TakenPerson, *, organisation_id: UUID, key: str, actor: Actor, at: datetime
) -> TakenOver:
    """Writes somebody down as the service's own list has them: a new person, their referral, and
    once they were taken on their episode of support, all with the days of the list. The same `key`
    again is the same one, as they stand here by now.

    Raises Refused for whoever does not coordinate there, Invalid by field (name, channel, number,
    email, post, state, since, next_on, condition, practice, made_by, born, nhs_number, reason), and
    Conflict, with the reference, where the same person is here from elsewhere."""
    if not rules.coordinates(actor, organisation_id):
        raise Refused("a coordinator takes a service over")
    known = Referral.objects.filter(key=key).first()
    if known is not None:
        return _record(known, new=False)
    taken = _checked(taken, london_date(at))
    row = _row(taken, organisation_id, key, at)
    same = _same_person(row)
    if same is not None:
        raise Conflict(_("They are here already: %(reference)s.") % {"reference": same.reference})
    with named_fields():
        changes = profile_changes(taken.reach) | {"organisation_id": organisation_id}
        profile = messaging.new_profile(row.person_id, changes, actor=actor, at=at)
    with unit(actor=actor, at=at) as work:
        people.add_person(
            name=taken.name,
            person_id=row.person_id,
            organisation_id=organisation_id,
            actor=actor,
            at=at,
        )
        messaging.put_profile(profile, actor=actor, at=at)
        row.save(force_insert=True)
        work.audit(
            "referral.taken_over",
            row,
            organisation_id=organisation_id,
            fields=("person", "state", "made_at", "due_on", "condition", "reason", "born"),
        )
        if row.state in TAKEN_ON:
            _open_episode(row, work)
        return _record(row, new=True)


def _open_episode(row: Referral, work: Work) -> None:
    episode = Episode(
        referral=row,
        person_id=row.person_id,
        organisation_id=row.service_id,
        opened_at=row.made_at,
    )
    episode.save(force_insert=True)
    work.audit("episode.opened", episode, organisation_id=row.service_id, fields=("person",))


def _record(row: Referral, *, new: bool) -> TakenOver:
    episode = Episode.objects.filter(referral=row).values_list("pk", flat=True).first()
    return TakenOver(row.pk, row.reference, row.person_id, episode, row.state, new)


def _checked(taken: TakenPerson, today: date) -> TakenPerson:
    number = as_nhs_number(taken.nhs_number)
    taken = replace(
        taken,
        name=taken.name.strip(),
        practice=taken.practice.strip().upper(),
        reason=rules.tidy(taken.reason),
    )
    faults = {
        "name": "" if taken.name else _("Enter a name."),
        "state": "" if taken.state in STATES else _("Choose where they stand."),
        "made_by": "" if taken.made_by in rules.MADE_BY else _("Choose from the list."),
        "since": _fault_of_day(taken.since, today),
        "next_on": ""
        if taken.next_on is None or taken.next_on >= rules.LONG_AGO
        else _("Check it."),
        "condition": unknown("condition", (taken.condition,) if taken.condition else ()),
        "practice": ""
        if not taken.practice or rules.is_practice_code(taken.practice)
        else _("Choose a practice."),
        "reason": rules.fault_of_text(taken.reason, longest=rules.LONGEST_TEXT),
        "born": rules.fault_of_birth(taken.born, today),
        "nhs_number": ""
        if number or not taken.nhs_number.strip()
        else _("Check the NHS number: one of its digits is not right."),
        **fault_of_reach(taken.reach),
    }
    refuse(faults)
    return replace(taken, nhs_number=number)


def _fault_of_day(day: date, today: date) -> str:
    if day > today:
        return _("This day is still to come.")
    return _("Check the year.") if day < rules.LONG_AGO else ""


def _row(taken: TakenPerson, organisation_id: UUID, key: str, at: datetime) -> Referral:
    began = datetime.combine(taken.since, time(12), tzinfo=UTC)  # the same day in London
    attends = taken.state == ReferralState.ATTENDING
    # Whoever waits is late by their own days; what is done with whoever comes begins today.
    from_day = london_date(at) if attends else taken.since
    due_on = taken.next_on or rules.due_on(taken.state, from_day)
    reach = taken.reach
    return Referral(
        reference=rules.new_reference(),
        key=key,
        state=taken.state,
        person_id=uuid4(),
        service_id=organisation_id,
        made_by=taken.made_by,
        practice=taken.practice,
        wants="mentor",
        condition=taken.condition,
        reason=taken.reason,
        born=taken.born,
        nhs_number=seal(taken.nhs_number) if taken.nhs_number else "",
        nhs_digest=rules.digest("nhs_number", taken.nhs_number),
        name_digest=rules.digest("name", rules.same_name(taken.name)),
        reach_digest=rules.digest("reach", rules.same_reach(reach.number, reach.email)),
        tells_referrer=False,  # the list knows nobody who would read it here
        made_at=began,
        sent_at=began,
        received_on=taken.since,
        owner_kind=OWNERS[taken.state],
        due_on=due_on,
        contacted_on=taken.since if attends else None,
        attended_on=taken.since if attends else None,
        told_on=london_date(at),  # what the list's readers heard counts until today
        changed_at=at,
    )


def _same_person(row: Referral) -> Referral | None:
    """Somebody who is introduced to the service now by the same name, and the same number, address
    or birth date."""
    same = Q(nhs_digest=row.nhs_digest) if row.nhs_digest else Q(pk__in=[])
    named = Q(name_digest=row.name_digest)
    if row.reach_digest:
        same |= named & Q(reach_digest=row.reach_digest)
    if row.born is not None:
        same |= named & Q(born=row.born)
    return Referral.objects.filter(same, service_id=row.service_id, state__in=sorted(OPEN)).first()


def take_back(referral_id: UUID, *, taken_at: datetime, actor: Actor, at: datetime) -> str:
    """Takes a referral back, with its episode, that was taken over at that moment. Returns why it
    stays, or "" when it is gone. Again: nothing more. Raises Refused unless the service's own work
    acts."""
    if not actor.is_system:
        raise Refused("only the service's own work takes an import back")
    with unit(actor=actor, at=at) as work:
        row = Referral.objects.select_for_update().filter(pk=referral_id).first()
        if row is None:
            return ""
        if row.changed_at != taken_at or _leaned_on(row):
            return _("Somebody has gone on with this person since.")
        Episode.objects.filter(referral=row).delete()
        work.audit("referral.taken_back", row, organisation_id=row.service_id)
        Referral.objects.filter(pk=row.pk).delete()
        return ""


def _leaned_on(row: Referral) -> bool:
    told_here = (row.about_me, row.barriers, row.correction, row.told, row.tells_referrer)
    return (
        row.owner_id is not None
        or row.alerted_on is not None
        or any(told_here)
        or FitGrade.objects.filter(referral=row).exists()
        or Joined.objects.filter(Q(kept=row) | Q(other=row)).exists()
        or Referral.objects.filter(follows=row).exists()
    )
