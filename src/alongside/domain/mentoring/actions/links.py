"""The links of volunteers, referees and who would like a mentor, and the messages with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from alongside.domain.mentoring.models import Place, Reference, Volunteer
from alongside.domain.mentoring.queries.pairs import PLACE_LINK
from alongside.domain.mentoring.queries.volunteers import OWN, REFERENCE
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.rules.seeing import LOOKS_AFTER
from alongside.domain.mentoring.rules.undoing import NOT_NOW
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.clock import london_date
from alongside.foundation.links import make_link
from alongside.foundation.unit import Identified, Work

OWN_DAYS, REFERENCE_DAYS, PLACE_DAYS = 180, 60, 120


def own_link(volunteer: Volunteer, work: Work) -> str:
    """A new token that opens the volunteer's own page."""
    until = work.at + timedelta(days=OWN_DAYS)
    return make_link(OWN, volunteer, valid_until=until, work=work)


def tell(
    volunteer: Volunteer,
    template: str,
    *,
    work: Work,
    step: str = "",
    hold: timedelta | None = None,
    **values: str,
) -> None:
    """Sends the volunteer a message in which a link to their own page may stand. Not before `hold`
    is over: until then it can be taken back.

    `step` tells one sending of a template from the next."""
    if template != NOT_NOW:
        values["link"] = own_link(volunteer, work)
    messaging.send(
        template,
        to=messaging.to_person(volunteer.person_id),
        values=values,
        cause=volunteer,
        key="/".join(part for part in (template, str(volunteer.pk), step) if part),
        organisation_id=volunteer.organisation_id,
        not_before=work.at + hold if hold else None,
        actor=work.actor,
        at=work.at,
    )


def tell_person(
    place: Place,
    template: str,
    *,
    work: Work,
    step: str,
    days: int = PLACE_DAYS,
    hold: timedelta | None = None,
    values: Mapping[str, str] | None = None,
) -> None:
    """Tells the person, within the open unit, with a link to how it stands, good for so long. Not
    before `hold` is over: until then it can be taken back."""
    until = work.at + timedelta(days=days)
    messaging.send(
        template,
        to=messaging.to_person(place.person_id),
        values={
            **(values or {}),
            "link": make_link(PLACE_LINK, place, valid_until=until, work=work),
        },
        cause=place,
        key=f"{template}/{place.pk}/{step}",
        organisation_id=place.organisation_id,
        not_before=work.at + hold if hold else None,
        actor=work.actor,
        at=work.at,
    )


def untell(thing: Volunteer | Place, template: str, *, step: str, work: Work) -> bool:
    """Within the open unit, takes back what was told of a step and has not gone out; False where it
    went out or was never told."""
    key = f"{template}/{thing.pk}/{step}"
    return messaging.take_back(thing, template=template, key=key, actor=work.actor, at=work.at)


def ask_referee(reference: Reference, volunteer: Volunteer, name: str, work: Work) -> None:
    """Asks a referee by a link of their own."""
    until = work.at + timedelta(days=REFERENCE_DAYS)
    token = make_link(REFERENCE, reference, valid_until=until, work=work)
    messaging.send(
        "mentor_reference",
        to=messaging.to_person(reference.referee_id),
        values={"who": first_name(name)[:20], "link": token},
        cause=reference,
        key=f"mentor_reference/{reference.pk}/{reference.referee_id}",
        organisation_id=volunteer.organisation_id,
        actor=work.actor,
        at=work.at,
    )


def tell_staff(
    volunteer: Volunteer, template: str, *, cause: Identified, work: Work, **values: str
) -> None:
    """Tells everybody who looks after the organisation's volunteers, once a day for all of them;
    not whoever is acting."""
    holders = {
        person_id
        for role in LOOKS_AFTER
        for person_id in people.role_holders(role, volunteer.organisation_id, at=work.at)
    }
    for person_id in sorted(holders - {work.actor.person_id}, key=str):
        messaging.send(
            template,
            to=messaging.to_staff(person_id),
            values=values,
            cause=cause,
            key=f"{template}/{person_id}/{london_date(work.at)}",
            organisation_id=volunteer.organisation_id,
            actor=work.actor,
            at=work.at,
        )
