"""Referrals in from other systems, by the social prescribing standard."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.making import make_referral
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.records import CameIn, Given, ImportedSpis, Reach, Rejected
from alongside.formats import spis
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.unit import unit

# Which node a field of a referral comes from, so that a refusal can be found in the file.
_NODES = {
    "name": "Person demographics / Person name",
    "born": "Person demographics / Date of birth",
    "nhs_number": "Person demographics / NHS number",
    "channel": "Person demographics / Person's contact details",
    "number": "Person demographics / Person's contact details / Person's telephone number details",
    "email": "Person demographics / Person's contact details / Person's email address details",
    "post": "Person demographics / Person's address",
    "practice": "GP practice / GP practice record entry / GP practice identifier",
    "agreed": "Consent / Consent for information sharing",
    "reason": "Referral details / Reason for referral",
    "written_at": "Referral details / Referral details record entry / Date",
    "referred_by": "Referral details / Referral details record entry / Referrer details",
    "about_me": "About me",
    "risk": "Risks",
}


class _Tried(Exception):
    """What was only tried is undone."""


def import_spis(body: bytes, *, apply: bool, actor: Actor, at: datetime) -> ImportedSpis:
    """Brings in referrals of a document of the standard. Without `apply` each is tried and nothing
    stays.

    Each on its own: one that cannot be taken, or in which something cannot be read, is told with
    its number, the node and why; of each that is taken, which of its nodes have no place here and
    which mandatory ones it lacks. The same referral again changes nothing, nor does one that went
    out from here. Nobody comes in who has not agreed, or whom nobody could reach. Raises Refused
    unless a command acts, Invalid (file) for what is no such document."""
    if not actor.is_system:
        raise Refused("only a command brings referrals in")
    try:
        found = spis.read_document(body)
    except spis.NotReadable as fault:
        raise Invalid({"file": str(fault)}) from fault
    taken, known, rejected = [], 0, []
    for number, nodes in enumerate(found, start=1):
        try:
            came = _bring_in(number, nodes, apply=apply, actor=actor, at=at)
        except Invalid as fault:
            told = (f"{_NODES.get(field, field)}: {why}" for field, why in fault.faults.items())
            rejected.append(Rejected(number, " ".join(told)))
        except Conflict as fault:
            rejected.append(Rejected(number, str(fault)))
        else:
            known += came is None
            taken += [came] if came is not None else []
    return ImportedSpis(len(taken), known, tuple(rejected), tuple(taken))


def _bring_in(
    number: int, nodes: Mapping[str, Any], *, apply: bool, actor: Actor, at: datetime
) -> CameIn | None:
    """One referral, or None for one that is here. Raises Invalid by field, Conflict."""
    faults = spis.faults_of(nodes)
    if faults:
        raise Invalid({_("Not read"): ". ".join(faults) + "."})
    conditions = {term.label.casefold(): term.slug for term in catalogue.terms("condition")}
    barriers = {term.label.casefold(): term.slug for term in catalogue.terms("barrier")}
    one = spis.from_nodes(nodes, problems=conditions, barriers=barriers)
    key = _key(nodes)
    if _is_here(one, key):
        return None
    given = _given(one, conditions, barriers)
    try:
        with unit(actor=actor, at=at):
            make_referral(given=given, made_by="clinician", key=key, actor=actor, at=at)
            if not apply:
                raise _Tried
    except _Tried:
        pass
    return CameIn(
        number,
        left_out=spis.left_out(nodes, _kept(one, given)),
        missing=tuple(each.path for each in spis.conformance(nodes).missing),
    )


def _kept(one: spis.SpisReferral, given: Given) -> spis.SpisReferral:
    """What is kept of it: one way to reach them, and no other that somebody could try."""
    channel = given.reach.channel if given.reach else ""
    return replace(
        one,
        phone=one.phone if channel in ("text", "phone") else "",
        email=one.email if channel == "email" else "",
        post=one.post if channel == "letter" else (),
    )


def _is_here(one: spis.SpisReferral, key: str) -> bool:
    """Whether it came in before, or went out from here: then it has our reference and the name."""
    if Referral.objects.filter(key=key).exists():
        return True
    name = rules.digest("name", rules.same_name(one.name))
    return Referral.objects.filter(reference=one.reference, name_digest=name).exists()


def _key(nodes: Mapping[str, Any]) -> str:
    text = json.dumps(nodes, sort_keys=True, ensure_ascii=False)
    return f"spis/{sha256(text.encode(errors='surrogatepass')).hexdigest()[:48]}"


def _given(
    one: spis.SpisReferral, conditions: Mapping[str, str], barriers: Mapping[str, str]
) -> Given:
    by_others = (("phone", one.phone), ("email", one.email), ("letter", one.post))
    channel = one.preferred or next((way for way, where in by_others if where), "")
    if one.practice and not rules.is_practice_code(one.practice):
        raise Invalid({"practice": _("This is no code of a practice.")})
    if not one.agreed:
        raise Invalid({"agreed": _("This must be Yes: nobody comes in who has not agreed.")})
    return Given(
        name=one.name,
        reach=Reach(channel=channel, number=one.phone, email=one.email, post=one.post),
        wants="not_sure",  # the standard has no word for it
        agreed=one.agreed,
        how_agreed="paper",
        practice=one.practice,
        condition=conditions.get(one.problem.casefold(), ""),
        reason=one.reason,
        about_me=one.about_me,
        barriers=tuple(barriers[said.casefold()] for said in one.barriers),
        risk=one.risk,
        born=one.born,
        nhs_number=one.nhs_number,
        referred_by=one.referred_by,
        written_at=one.on,
    )
