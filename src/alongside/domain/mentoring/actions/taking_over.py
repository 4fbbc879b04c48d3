"""Taking a service over from the list that ran it: its mentors, who waits, and who meets whom.

What the list says was so is written down as it was, with its own days. Nobody is told anything, no
consent is made up, and nobody is ready by it: two people still say yes here (`docs/adr/0185`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.actions.applying import add_person, columns_of, tidied
from alongside.domain.mentoring.models import Check, Pair, Place, Volunteer
from alongside.domain.mentoring.pair_records import WISH_TERMS, Wishes
from alongside.domain.mentoring.records import GENDERS, TERMS
from alongside.domain.mentoring.rules import checks as checking
from alongside.domain.mentoring.rules import profiles
from alongside.domain.mentoring.rules.training import LIST
from alongside.domain.mentoring.rules.wishes import wish_columns
from alongside.domain.mentoring.states import OPEN, PairState, PlaceState, VolunteerState
from alongside.domain.mentoring.take_over_records import SeenCheck, TakenMentor, TakenOver
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.unit import Work, unit

STATES = (VolunteerState.APPLIED, VolunteerState.PREPARING)
_DAYS = ("since", "met_on", "trained_on", "references_seen_on", "agreed_on")
_LONG_AGO = date(1990, 1, 1)


def take_over(
    mentor: TakenMentor, *, organisation_id: UUID, key: str, actor: Actor, at: datetime
) -> TakenOver:
    """Writes a mentor down as the service's own list has them; the same `key` again is the same
    one, as they stand here by now.

    Raises Refused for whoever does not coordinate there, Invalid by field (name, channel, number,
    email, state, those of `Profile`, the days, checks)."""
    _refuse_others(actor, organisation_id)
    known = Volunteer.objects.filter(key=key).first()
    if known is not None:
        return TakenOver(known.pk, known.person_id, new=False)
    _refuse(_faults(mentor, london_date(at)))
    with unit(actor=actor, at=at) as work:
        person_id = add_person(mentor.name, mentor.reach, "", organisation_id, actor, at)
        row = Volunteer(
            key=key,
            person_id=person_id,
            organisation_id=organisation_id,
            state=mentor.state,
            applied_at=beginning_of(mentor.since),
            changed_at=at,
            taken_over_at=at,
            met_on=mentor.met_on,
            trained_on=mentor.trained_on,
            trained_how=LIST if mentor.trained_on else "",
            references_seen_on=mentor.references_seen_on,
            agreed_before_on=mentor.agreed_on,
            **columns_of(tidied(mentor.profile)),
        )
        row.save(force_insert=True)
        work.audit(
            "volunteer.taken_over",
            row,
            organisation_id=organisation_id,
            fields=("state", *_DAYS, *mentor.profile.__dataclass_fields__),
        )
        for seen in mentor.checks:
            _note(row, seen, work)
        return TakenOver(row.pk, person_id, new=True)


def _note(row: Volunteer, seen: SeenCheck, work: Work) -> None:
    check = Check.objects.create(
        volunteer=row,
        kind=seen.kind,
        asked_on=seen.seen_on,
        asked_by_id=work.actor.person_id,
        level=seen.level,
        seen_on=seen.seen_on,
        seen_by_id=work.actor.person_id,
        look_again_on=seen.look_again_on,
    )
    work.audit(
        "check.taken_over",
        check,
        organisation_id=row.organisation_id,
        fields=("kind", "level", "seen_on", "look_again_on"),
    )


def _faults(mentor: TakenMentor, today: date) -> dict[str, str]:
    profile = mentor.profile
    faults = {
        "name": profiles.fault_of_text(mentor.name, longest=200, needed=_("Enter a name.")),
        **profiles.faults_of_reach(mentor.reach),
        "state": "" if mentor.state in STATES else _("Choose where they stand."),
        **_faults_of_words(profile),
        **_faults_of_terms(profile, TERMS),
        **{field: _fault_of_day(getattr(mentor, field), today) for field in _DAYS},
    }
    if profile.place and catalogue.place(profile.place) is None:
        faults["place"] = _("We do not know this place.")
    if not 1 <= profile.capacity <= profiles.MOST_PEOPLE:
        faults["capacity"] = _("Choose from one to four people.")
    if profile.max_km is not None and not 1 <= profile.max_km <= profiles.FURTHEST_KM:
        faults["max_km"] = _("Choose how far they can travel.")
    if profile.birth_year is not None:
        faults["birth_year"] = profiles.fault_of_year(profile.birth_year, today)
    for seen in mentor.checks:
        faults |= _faults_of_check(seen, today)
    return faults


def _faults_of_words(profile: Any) -> dict[str, str]:
    faults = {
        field: profiles.fault_of_text(getattr(profile, field), longest=longest)
        for field, longest in profiles.LONGEST.items()
    }
    for field in ("gender", "mentee_gender"):
        if getattr(profile, field) not in ("", *GENDERS):
            faults[field] = _("Choose one of the answers shown.")
    return faults


def _faults_of_terms(said: Any, kinds: Mapping[str, str]) -> dict[str, str]:
    return {
        field: _("Choose from the answers shown.")
        for field, kind in kinds.items()
        if not set(getattr(said, field)) <= {term.slug for term in catalogue.terms(kind)}
    }


def _faults_of_check(seen: SeenCheck, today: date) -> dict[str, str]:
    kind = next((one for one in checking.kinds(today) if one.slug == seen.kind), None)
    field = f"checks.{seen.kind}"
    if kind is None or seen.level not in [level["id"] for level in kind.content["levels"]]:
        return {f"{field}.level": _("There is no such level.")}
    fault = _fault_of_day(seen.seen_on, today)
    if fault:
        return {f"{field}.seen_on": fault}
    if seen.look_again_on is not None and seen.look_again_on <= seen.seen_on:
        return {f"{field}.look_again_on": _("Choose a day after the one on which it was seen.")}
    return {}


def take_over_place(
    episode_id: UUID,
    *,
    person_id: UUID,
    organisation_id: UUID,
    wishes: Wishes,
    since: date,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Somebody waits for a mentor since a day, as the service's own list says; returns their place.

    Unlike `open_place` it takes wishes that say too little for the matching: they wait all the
    same, and the plan says what is lacking. The same episode again is the same place. Raises as
    `take_over`, by field of `Wishes` and `since`."""
    row = _place(
        Place(
            episode_id=episode_id,
            person_id=person_id,
            organisation_id=organisation_id,
            changed_at=at,
        ),
        wishes,
        since,
        actor,
        at,
    )
    return row.pk


def _place(row: Place, wishes: Wishes, since: date, actor: Actor, at: datetime) -> Place:
    _refuse_others(actor, row.organisation_id)
    _refuse(_faults_of_wishes(wishes) | {"since": _fault_of_day(since, london_date(at))})
    known = Place.objects.filter(episode_id=row.episode_id).first()
    if known is not None:
        return known
    for name, value in wish_columns(wishes).items():
        setattr(row, name, value)
    row.opened_at = beginning_of(since)
    with unit(actor=actor, at=at) as work:
        row.save(force_insert=True)
        work.audit(
            "place.taken_over",
            row,
            organisation_id=row.organisation_id,
            fields=("state", "opened_at", *Wishes.__dataclass_fields__),
        )
    return row


def _faults_of_wishes(wishes: Wishes) -> dict[str, str]:
    faults = _faults_of_terms(wishes, WISH_TERMS)
    if wishes.place and catalogue.place(wishes.place) is None:
        faults["place"] = _("We do not know this place.")
    if wishes.max_km is not None and not 1 <= wishes.max_km <= profiles.FURTHEST_KM:
        faults["max_km"] = _("Choose how far they can travel.")
    for field in ("gender", "mentor_gender"):
        if getattr(wishes, field) not in ("", *GENDERS):
            faults[field] = _("Choose one of the answers shown.")
    return faults


def take_over_pair(
    episode_id: UUID,
    *,
    person_id: UUID,
    volunteer_id: UUID,
    organisation_id: UUID,
    wishes: Wishes,
    started_on: date,
    actor: Actor,
    at: datetime,
) -> tuple[UUID, bool]:
    """Two people meet since a day, as the service's own list says: the place, the pair, and the
    mentor's place that it holds, in one unit. Returns the place, and whether the mentor now holds
    more people than they have places for; nobody new comes to them until they hold fewer.

    Raises as `take_over_place` with `started_on` for `since`, and Conflict for a mentor who has
    stopped or an episode that has a place already."""
    _refuse({"started_on": _fault_of_day(started_on, london_date(at))})
    if Place.objects.filter(episode_id=episode_id).exists():
        raise Conflict("there is a place already")
    with unit(actor=actor, at=at) as work:
        volunteer = Volunteer.objects.select_for_update().filter(pk=volunteer_id).first()
        if volunteer is None or volunteer.organisation_id != organisation_id:
            raise Conflict("there is no such mentor")
        if volunteer.state not in OPEN:
            raise Conflict("they have stopped")
        new = Place(
            episode_id=episode_id,
            person_id=person_id,
            organisation_id=organisation_id,
            state=PlaceState.MATCHED,
            changed_at=at,
        )
        place = _place(new, wishes, started_on, actor, at)
        began = beginning_of(started_on)
        pair = Pair.objects.create(
            place=place,
            volunteer=volunteer,
            state=PairState.ACTIVE,
            asked_at=began,
            agreed_at=began,
            changed_at=at,
        )
        over = max(0, volunteer.held + 1 - volunteer.capacity)
        Volunteer.objects.filter(pk=volunteer.pk).update(held=F("held") + 1, over=over)
        work.audit(
            "pair.taken_over",
            pair,
            organisation_id=organisation_id,
            fields=("place", "volunteer", "state", "agreed_at"),
        )
        return place.pk, over > 0


def beginning_of(day: date) -> datetime:
    """Noon of a day: the list says no hour, and noon is the same day in London and in UTC."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def _fault_of_day(day: date | None, today: date) -> str:
    if day is not None and day > today:
        return _("This day is still to come.")
    if day is not None and day < _LONG_AGO:
        return _("Check the year.")
    return ""


def _refuse_others(actor: Actor, organisation_id: UUID) -> None:
    if not actor.is_system and not actor.holds(Role.COORDINATOR, organisation_id):
        raise Refused("a coordinator takes a service over")


def _refuse(faults: Mapping[str, str]) -> None:
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)
