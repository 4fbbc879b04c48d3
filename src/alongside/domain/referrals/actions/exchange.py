"""Referrals out to other systems, by the social prescribing standard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals.actions.making import PURPOSE
from alongside.domain.referrals.models import Episode, Referral
from alongside.domain.referrals.queries.one import barriers_of, number_of, reach_of
from alongside.domain.referrals.queries.visible import coordinated
from alongside.domain.referrals.records import Exported
from alongside.formats import spis
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import unit

_ROLES = {"clinician": "Clinician", "link_worker": "Link worker", "carer": "Carer"}


def to_export(
    *, referral_id: UUID | None = None, actor: Actor, at: datetime
) -> dict[UUID, UUID | None]:
    """The referrals that `export_spis` would write, each with its episode of support: so that what
    other apps hold of them can be read first. Raises as that does. A constant number of queries."""
    rows = _rows(referral_id, actor, at)
    episodes = dict(
        Episode.objects.filter(referral__in=[row.pk for row in rows]).values_list(
            "referral_id", "pk"
        )
    )
    return {row.pk: episodes.get(row.pk) for row in rows}


def export_spis(
    *,
    referral_id: UUID | None = None,
    plans: Mapping[UUID, spis.Plan] | None = None,
    with_plan: bool = False,
    actor: Actor,
    at: datetime,
) -> Exported:
    """One referral, or all that the actor coordinates, as a document of the standard, with how far
    each keeps to it. Each is noted as exported.

    `plans` are what is held of goals and measures, by referral. They are written only `with_plan`,
    and that for one referral alone, of somebody who was asked for it; else the report says that
    they are held and not sent. Raises NotFound when out of sight, Refused for whoever coordinates
    nowhere, and for plans of more than one."""
    if with_plan and referral_id is None:
        raise Refused("goals and measures go out for one person, who was asked")
    rows = _rows(referral_id, actor, at)
    found = _all(rows, at)
    plans = plans or {}
    reports = []
    for at_row, row in enumerate(rows):
        plan = plans.get(row.pk, spis.Plan())
        if with_plan:
            found[at_row] = replace(found[at_row], plan=plan)
        held_back = () if with_plan else spis.nodes_of_plan(plan)
        report = spis.conformance(spis.as_nodes(found[at_row]), held_back=held_back)
        reports.append((row.reference, report))
    with unit(actor=actor, at=at) as work:
        for row in rows:
            fields = ("plan",) if with_plan else ()
            work.audit("referral.exported", row, organisation_id=row.service_id, fields=fields)
    return Exported(document=spis.write_document(found), reports=tuple(reports))


def _rows(referral_id: UUID | None, actor: Actor, at: datetime) -> list[Referral]:
    seen = coordinated(actor, at=at).select_related("person", "referrer", "service")
    if referral_id is not None:
        return [get_visible(seen, referral_id)]
    if actor.is_system or actor.organisations(people.Role.COORDINATOR):
        return list(seen.filter(person__erased_at=None).order_by("made_at", "pk"))
    raise Refused("only a coordinator sees who was referred")


def _all(rows: Sequence[Referral], at: datetime) -> list[spis.SpisReferral]:
    persons = {row.person_id for row in rows}
    agreed = people.consenting(persons, PURPOSE)
    needs = messaging.needs_of(sorted(persons))
    practices = {code: name for team in people.teams(on=london_date(at))
                 for code, name in team.practices}  # fmt: skip
    return [
        _spis(
            row,
            agreed=row.person_id in agreed,
            needs=needs.get(row.person_id, ()),
            practice_name=practices.get(row.practice, ""),
        )
        for row in rows
    ]


def _spis(
    row: Referral, *, agreed: bool, needs: tuple[str, ...], practice_name: str
) -> spis.SpisReferral:
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
        practice_name=practice_name,
        about_me=row.about_me,
        needs=needs,
        agreed=agreed,
        on=row.made_at,
        referrer_name=row.person.name if own else row.referrer.name if row.referrer else "",
        referrer_role=_ROLES.get(row.made_by, ""),
        referrer_organisation=practice_name,
        referred_by=row.referred_by,
        service=row.service.name,
        reason=row.reason,
        problem=catalogue.label("condition", row.condition) if row.condition else "",
        barriers=tuple(one.label for one in barriers_of(row.barriers)),
        risk=row.risk,
    )
