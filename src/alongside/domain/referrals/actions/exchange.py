"""Referrals out to other systems and in from them, by the social prescribing standard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.making import PURPOSE, make_referral
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.queries.one import barriers_of, number_of, reach_of
from alongside.domain.referrals.queries.visible import coordinated
from alongside.domain.referrals.records import Exported, Given, ImportedSpis, Reach, Rejected
from alongside.formats import spis
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit

_ROLES = {"clinician": "Clinician", "link_worker": "Link worker", "carer": "Carer"}


def export_spis(*, referral_id: UUID | None = None, actor: Actor, at: datetime) -> Exported:
    """One referral, or all that the actor coordinates, as a document of the standard, with how far
    each keeps to it. Each is noted as exported.

    Raises NotFound when out of sight, Refused for whoever coordinates nowhere."""
    seen = coordinated(actor, at=at).select_related("person", "referrer", "service")
    if referral_id is not None:
        rows = [get_visible(seen, referral_id)]
    elif actor.is_system or actor.organisations(people.Role.COORDINATOR):
        rows = list(seen.filter(person__erased_at=None).order_by("made_at", "pk"))
    else:
        raise Refused("only a coordinator sees who was referred")
    agreed = people.consenting({row.person_id for row in rows}, PURPOSE)
    practices = {code: name for team in people.teams(on=london_date(at))
                 for code, name in team.practices}  # fmt: skip
    found = [_spis(row, row.person_id in agreed, practices) for row in rows]
    with unit(actor=actor, at=at) as work:
        for row in rows:
            work.audit("referral.exported", row, organisation_id=row.service_id)
    return Exported(
        document=spis.write_document(found),
        reports=tuple((one.reference, spis.conformance(spis.as_nodes(one))) for one in found),
    )


def _spis(row: Referral, agreed: bool, practices: Mapping[str, str]) -> spis.SpisReferral:
    reach = reach_of(row.person_id)
    own = row.made_by == "self"
    return spis.SpisReferral(
        reference=row.reference,
        name=row.person.name,
        born=row.born,
        nhs_number=number_of(row),
        phone=reach.number if reach else "",
        email=reach.email if reach else "",
        post=reach.post if reach else (),
        preferred=reach.channel if reach else "",
        practice=row.practice,
        about_me=row.about_me,
        agreed=agreed,
        on=row.made_on,
        referrer_name=row.person.name if own else row.referrer.name if row.referrer else "",
        referrer_role=_ROLES.get(row.made_by, ""),
        referrer_organisation=practices.get(row.practice, ""),
        service=row.service.name,
        reason=row.reason,
        problem=catalogue.label("condition", row.condition) if row.condition else "",
        barriers=tuple(one.label for one in barriers_of(row.barriers)),
        risk=row.risk,
    )


class _Tried(Exception):
    """What was only tried is undone."""


def import_spis(body: bytes, *, apply: bool, actor: Actor, at: datetime) -> ImportedSpis:
    """Brings in referrals of a document of the standard. Without `apply` each is tried and nothing
    stays.

    Each on its own: one that cannot be taken is told with its number and why. The same referral
    again changes nothing, nor does one that went out from here. Nobody comes in who has not agreed,
    or whom nobody could reach. Raises Refused unless a command acts, Invalid (file) for what is no
    such document."""
    if not actor.is_system:
        raise Refused("only a command brings referrals in")
    try:
        found = spis.read_document(body)
    except spis.NotReadable as fault:
        raise Invalid({"file": str(fault)}) from fault
    created, known, rejected = 0, 0, []
    for number, nodes in enumerate(found, start=1):
        key, one = _key(nodes), spis.from_nodes(nodes)
        if _is_here(one, key):
            known += 1
            continue
        try:
            with unit(actor=actor, at=at):
                make_referral(
                    given=_given(one),
                    made_by="clinician",
                    key=key,
                    actor=actor,
                    at=at,
                )
                if not apply:
                    raise _Tried
            created += 1
        except _Tried:
            created += 1
        except (Invalid, Conflict) as fault:
            rejected.append(Rejected(number, str(fault)))
    return ImportedSpis(created, known, tuple(rejected))


def _is_here(one: spis.SpisReferral, key: str) -> bool:
    """Whether it came in before, or went out from here: then it has our reference and the name."""
    if Referral.objects.filter(key=key).exists():
        return True
    name = rules.digest("name", rules.same_name(one.name))
    return Referral.objects.filter(reference=one.reference, name_digest=name).exists()


def _key(nodes: Mapping[str, Any]) -> str:
    text = json.dumps(nodes, sort_keys=True, ensure_ascii=False)
    return f"spis/{sha256(text.encode(errors='surrogatepass')).hexdigest()[:48]}"


def _given(one: spis.SpisReferral) -> Given:
    conditions = {term.label.casefold(): term.slug for term in catalogue.terms("condition")}
    condition = conditions.get(one.problem.casefold(), "")
    reason = one.reason if condition or not one.problem else f"{one.problem}\n\n{one.reason}"
    barriers = {term.label.casefold(): term.slug for term in catalogue.terms("barrier")}
    channel = one.preferred if one.preferred in ("text", "phone", "email", "letter") else ""
    by_others = (("phone", one.phone), ("email", one.email), ("letter", one.post))
    channel = channel or next((way for way, where in by_others if where), "")
    return Given(
        name=one.name,
        reach=Reach(channel=channel, number=one.phone, email=one.email, post=one.post),
        wants="not_sure",  # the standard has no word for it
        agreed=one.agreed,
        how_agreed="paper",
        practice=one.practice if rules.is_practice_code(one.practice) else "",
        condition=condition,
        reason=reason.strip(),
        about_me=one.about_me,
        barriers=tuple(
            barriers[said.casefold()] for said in one.barriers if said.casefold() in barriers
        ),
        risk=one.risk,
        born=one.born,
        nhs_number=one.nhs_number,
    )
