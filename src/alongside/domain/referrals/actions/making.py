"""Introducing somebody to a service."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.moving import owning, paused_until, step
from alongside.domain.referrals.actions.telling import WRITTEN, my_link, tell_person
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.visible import made_by as visible_made_by
from alongside.domain.referrals.records import Given, MadeRecord, Reach
from alongside.domain.referrals.states import ReferralState
from alongside.formats.nhs_number import as_nhs_number
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.sealed import seal
from alongside.foundation.unit import Work, unit

PURPOSE = "referral"
_AT_WORK = ("clinician", "link_worker")
_FIELDS = {"text_number": "number", "phone_number": "number", "channels": "channel"}


def make_referral(
    *,
    given: Given,
    made_by: str,
    service_id: UUID | None = None,
    person_id: UUID | None = None,
    key: str,
    replaces: UUID | None = None,
    actor: Actor,
    at: datetime,
) -> MadeRecord:
    """Introduces somebody to a service: to the deployment's own where none is named.

    In one unit: the person, how to reach them, their consent, the referral, and the message with
    which the person sees what was written. It is sent now and received half a minute later; until
    then whoever wrote it can take it back. The same `key` again changes nothing and tells of the
    first referral, with a further link.

    `made_by` is clinician or link_worker (staff, about somebody new), carer (about `person_id`, who
    lets them) or self (a visitor about themselves, or somebody who signed in). `replaces` is a
    draft of the same writer that this one corrects; it is thrown away.

    Raises Refused for who may not, Invalid by field (agreed, name, channel, number, email, post,
    wants, practice, condition, barriers, reason, about_me, risk, born, nhs_number, referred_by,
    written_at), NotFound for an unknown service or draft."""
    if made_by == "self" and actor.grants:
        actor = VISITOR  # nobody's own support belongs to their account at work
    known = _made_before(key, actor=actor, at=at)
    if known is not None:
        return known
    about = _about(made_by, person_id, actor, at)
    service = _service(service_id)
    given = _checked(given, actor, needs_reach=about is None, at=at)
    row = _row(given, made_by, service, about or uuid4(), key, actor, at)
    try:
        with unit(actor=actor, at=at) as work:
            if replaces is not None:
                _throw_away(replaces, work)
            _write_person(row, given, new=about is None, work=work)
            row.save(force_insert=True)
            work.audit(
                "referral.made", row, organisation_id=service, fields=_written(row) | {"state"}
            )
            token = send(row, work=work)
    except IntegrityError:
        known = _made_before(key, actor=actor, at=at)  # the same form at the very same moment
        if known is None:
            raise
        return known
    return _record(row, token)


def send(referral: Referral, *, work: Work) -> str:
    """The person is sent a link to what was written about them, once it cannot be taken back.
    Returns a token of theirs."""
    token = my_link(referral, work=work)
    not_before = rules.undo_until(work.at)
    tell_person(referral, WRITTEN, link=token, work=work, not_before=not_before)
    return token


def _about(made_by: str, person_id: UUID | None, actor: Actor, at: datetime) -> UUID | None:
    """Whom it is about, where they are known; None for somebody new. Raises Refused."""
    if made_by in _AT_WORK and rules.may_refer(actor) and person_id is None:
        return None
    if made_by == "carer" and person_id is not None:
        if people.carer_may(actor, person_id, people.CarerMay.REFER, at=at):
            return person_id
        raise NotFound("people.person")
    if made_by == "self" and person_id is None:
        return actor.person_id if actor.is_person else None
    raise Refused("only staff, a carer who may, and the person introduce somebody")


def _service(service_id: UUID | None) -> UUID:
    if service_id is not None:
        return people.organisation(service_id).id
    here = people.service()
    if here is None:
        raise NotFound("people.organisation")
    return here.organisation_id


def _checked(given: Given, actor: Actor, *, needs_reach: bool, at: datetime) -> Given:
    longest, longest_risk = rules.LONGEST_TEXT, rules.LONGEST_RISK
    if actor.is_system:
        longest = longest_risk = rules.LONGEST_CAME_IN
    given = replace(
        given,
        name=given.name.strip(),
        practice=given.practice.strip().upper(),
        reason=rules.tidy(given.reason),
        about_me=rules.tidy(given.about_me),
        risk=rules.tidy(given.risk),
        referred_by=rules.tidy(given.referred_by),
        barriers=tuple(dict.fromkeys(given.barriers)),
    )
    number = as_nhs_number(given.nhs_number)
    faults = {
        "name": "" if given.name else _("Enter the name of the person."),
        "wants": "" if given.wants in rules.WANTS else _("Choose what it is for."),
        "agreed": "" if given.agreed else _("Read the words to them, and say that they agreed."),
        "practice": ""
        if not given.practice or rules.is_practice_code(given.practice)
        else _("Choose a practice."),
        "condition": unknown("condition", (given.condition,) if given.condition else ()),
        "barriers": unknown("barrier", given.barriers),
        "reason": rules.fault_of_text(given.reason, longest=longest),
        "about_me": rules.fault_of_text(given.about_me, longest=longest),
        "risk": rules.fault_of_text(given.risk, longest=longest_risk),
        "referred_by": rules.fault_of_text(given.referred_by, longest=rules.LONGEST_REFERRER),
        "written_at": _fault_of_moment(given.written_at, at),
        "born": rules.fault_of_birth(given.born, london_date(at)),
        "nhs_number": ""
        if number or not given.nhs_number.strip()
        else _("Check the NHS number: one of its digits is not right."),
    }
    if given.reach is not None:
        faults |= fault_of_reach(given.reach)
    elif needs_reach:
        faults["channel"] = _("Choose how they may be reached.")
    refuse(faults)
    return replace(given, nhs_number=number)


def _fault_of_moment(written_at: datetime | None, at: datetime) -> str:
    if written_at is None:
        return ""
    if written_at > at:
        return _("This day is still to come.")
    return "" if london_date(written_at) >= rules.LONG_AGO else _("Check the year.")


def unknown(kind: str, slugs: tuple[str, ...]) -> str:
    """What is wrong with slugs of a kind of the catalogue, or nothing."""
    known = {term.slug for term in catalogue.terms(kind)}
    return "" if set(slugs) <= known else _("Choose from the list.")


def fault_of_reach(reach: Reach) -> dict[str, str]:
    """What is missing, by field. Whether a number or an address can be one is messaging's to say
    when it is saved."""
    needed = {
        "text": ("number", reach.number.strip(), _("Enter a mobile number.")),
        "phone": ("number", reach.number.strip(), _("Enter a telephone number.")),
        "email": ("email", reach.email.strip(), _("Enter an e-mail address.")),
        "letter": ("post", "".join(reach.post).strip(), _("Enter an address.")),
    }
    if reach.channel not in needed:
        return {"channel": _("Choose how they may be reached.")}
    field, value, words = needed[reach.channel]
    return {} if value else {field: words}


def refuse(faults: Mapping[str, str]) -> None:
    """Raises Invalid for the fields that have a fault, if any has."""
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)


def _row(
    given: Given,
    made_by: str,
    service_id: UUID,
    person_id: UUID,
    key: str,
    actor: Actor,
    at: datetime,
) -> Referral:
    reach = given.reach
    row = Referral(
        reference=rules.new_reference(),
        key=key,
        person_id=person_id,
        service_id=service_id,
        made_by=made_by,
        referrer_id=None if made_by == "self" else actor.person_id,
        referred_by=given.referred_by,
        practice=given.practice,
        wants=given.wants,
        condition=given.condition,
        reason=given.reason,
        about_me=given.about_me,
        barriers=list(given.barriers),
        risk=given.risk,
        born=given.born,
        nhs_number=seal(given.nhs_number) if given.nhs_number else "",
        nhs_digest=rules.digest("nhs_number", given.nhs_number),
        name_digest=rules.digest("name", rules.same_name(given.name)),
        reach_digest=rules.digest("reach", rules.same_reach(reach.number, reach.email))
        if reach
        else "",
        # Nobody can be told who has no account here.
        tells_referrer=made_by == "self" or actor.is_person,
        made_at=given.written_at or at,
        sent_at=at,
        changed_at=at,
    )
    for column, value in owning(ReferralState.SENT, row, today=london_date(at)).items():
        setattr(row, column, value)
    return row


def _written(row: Referral) -> set[str]:
    """The names of the columns that hold something of the person's."""
    names = (
        *("condition", "reason", "about_me", "barriers", "risk", "born", "nhs_number"),
        "referred_by",
    )
    return {"person", "wants", *(name for name in names if getattr(row, name))}


def _write_person(row: Referral, given: Given, *, new: bool, work: Work) -> None:
    if new:
        people.add_person(
            name=given.name,
            person_id=row.person_id,
            organisation_id=row.service_id,
            actor=work.actor,
            at=work.at,
        )
    if given.reach is not None:
        with named_fields():
            messaging.set_profile(
                person_id=row.person_id,
                changes={**profile_changes(given.reach), "organisation_id": row.service_id},
                actor=work.actor,
                at=work.at,
            )
    people.give_consents(
        person_id=row.person_id,
        purposes=(PURPOSE,),
        how=given.how_agreed,
        new=new,
        organisation_id=row.service_id,
        actor=work.actor,
        at=work.at,
    )


@contextmanager
def named_fields() -> Iterator[None]:
    """What is wrong with a profile, by the names of the fields of `Reach`."""
    try:
        yield
    except Invalid as wrong:
        faults = {_FIELDS.get(field, field): fault for field, fault in wrong.faults.items()}
        raise Invalid(faults) from wrong


def profile_changes(reach: Reach) -> dict[str, Any]:
    """How somebody may be reached, as changes of a profile of messaging."""
    changes: dict[str, Any] = {
        "channels": (reach.channel,),
        "may_leave_message": reach.may_leave_message,
        "language": reach.language,
        "formats": reach.formats,
    }
    if reach.channel in ("text", "phone"):
        changes[f"{reach.channel}_number"] = reach.number.strip()
    elif reach.channel == "email":
        changes["email"] = reach.email.strip()
    else:
        changes["post"] = tuple(line.strip() for line in reach.post if line.strip())
    return changes


def _made_before(key: str, *, actor: Actor, at: datetime) -> MadeRecord | None:
    row = Referral.objects.filter(key=key).first()
    if row is None:
        return None
    if row.referrer_id is not None and row.referrer_id != actor.person_id:
        raise Conflict("this form was sent by somebody else")
    with unit(actor=actor, at=at) as work:
        token = my_link(row, work=work)
        work.audit("referral.link_made", row, organisation_id=row.service_id)
    return _record(row, token)


def _throw_away(draft_id: UUID, work: Work) -> None:
    draft = get_visible(visible_made_by(work.actor).filter(state=ReferralState.DRAFT), draft_id)
    discard(Referral.objects.select_for_update().get(pk=draft.pk), work=work)


def discard(draft: Referral, *, work: Work) -> None:
    """Throws a locked draft away: nobody received it, so nothing of what it said is kept."""
    step(draft, "withdraw", work=work, **BLANK)


BLANK: Mapping[str, Any] = {
    "condition": "",
    "reason": "",
    "about_me": "",
    "barriers": [],
    "risk": "",
    "referred_by": "",
    "correction": "",
    "born": None,
    "nhs_number": "",
    "nhs_digest": "",
    "name_digest": "",
    "reach_digest": "",
    "note": "",
}
"""What is left of a referral whose words are forgotten."""


def _record(row: Referral, token: str) -> MadeRecord:
    decided_by = rules.due_on(
        ReferralState.RECEIVED, london_date(row.sent_at), paused_until(row.service_id)
    )
    assert decided_by is not None
    return MadeRecord(
        referral_id=row.pk,
        reference=row.reference,
        token=token,
        service_name=people.organisation(row.service_id).name,
        undo_until=rules.undo_until(row.sent_at),
        decided_by=decided_by,
    )
