"""What nothing suited: written down, and told of when something that fits is checked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.actions.contacting import (
    HEAR,
    add,
    fault_of_contact,
    newcomer,
    refuse,
)
from alongside.domain.signposting.models import Request, UnmetNeed
from alongside.domain.signposting.needs import Where, fitting, where
from alongside.domain.signposting.records import AgeBand, ContactAnswers
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict
from alongside.foundation.unit import Work, unit


def record_unmet(
    *,
    reason: str = "nothing_suitable",
    outward: str = "",
    team: str = "",
    place: str = "",
    condition: str = "",
    language: str = "",
    age_band: str = "",
    key: str,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Writes down that nothing suited, of nobody in particular. The same `key` again is the same.

    `reason` is nothing_suitable or tell_me; `outward` an outward code, `team` a neighbourhood
    team's slug. Without either, `place` is the key of the place that was looked near, of which one
    of the two is found, or the town itself is kept. Raises Invalid by field, Conflict before the
    service was set up."""
    said = _Said(reason, outward, team, place, condition, language, age_band, key)
    return _record(said, None, actor=actor, at=at)


def tell_when_one_opens(
    *,
    name: str,
    contact: ContactAnswers,
    outward: str = "",
    team: str = "",
    place: str = "",
    condition: str = "",
    language: str = "",
    age_band: str = "",
    key: str,
    actor: Actor,
    at: datetime,
) -> UUID:
    """Writes down that somebody wants to hear when a group that fits is checked: for a year.

    The same `key` again is the same. Raises Invalid by the fields of `ask` and of `record_unmet`,
    Conflict before the service was set up."""
    missing = "" if name.strip() else _("Enter a name that you like to be called by.")
    refuse({**fault_of_contact(contact), "name": missing})
    said = _Said("tell_me", outward, team, place, condition, language, age_band, key)
    return _record(said, (name.strip(), contact), actor=actor, at=at)


class _Said:
    """What was said of a need, checked against the catalogue."""

    def __init__(
        self,
        reason: str,
        outward: str,
        team: str,
        place: str,
        condition: str,
        language: str,
        age_band: str,
        key: str,
    ) -> None:
        self.reason, self.key = reason, key
        self.outward = (catalogue.outward_of(outward) or "") if outward.strip() else ""
        self.team, self.place = team, place
        self.condition, self.language = condition, language
        self.age_band = age_band
        self._typed = outward.strip()

    def refuse_faults(self, at: datetime) -> None:
        """Raises Invalid by field."""
        choose = _("Choose from the list.")
        teams = people.teams(on=london_date(at)) if self.team else ()
        known_teams = {team.slug for team in teams}
        bands = {band.value for band in AgeBand}
        refuse(
            {
                "reason": "" if self.reason in ("nothing_suitable", "tell_me") else choose,
                "outward": ""
                if self.outward or not self._typed
                else _("Enter the first half of a postcode, like WR14."),
                "team": choose if self.team and self.team not in known_teams else "",
                "place": choose if self.place and catalogue.place(self.place) is None else "",
                "condition": choose
                if self.condition and rules.unknown("condition", [self.condition])
                else "",
                "language": choose
                if self.language and rules.unknown("language", [self.language])
                else "",
                "age_band": choose if self.age_band and self.age_band not in bands else "",
            }
        )

    def where(self, on: date) -> Where:
        """Where it is counted."""
        if self.outward or self.team or not self.place:
            return Where(self.outward, self.team)
        return where(self.place, on=on)


def _record(
    said: _Said, who: tuple[str, ContactAnswers] | None, *, actor: Actor, at: datetime
) -> UUID:
    known = _recorded(said.key)
    if known is not None:
        return known
    said.refuse_faults(at)
    here = people.service()
    if here is None:
        raise Conflict("no service was set up")
    place = said.where(london_date(at))
    need = UnmetNeed(
        key=said.key,
        reason=said.reason,
        recorded_at=at,
        steward_id=here.organisation_id,
        outward=place.outward,
        team=place.team,
        town=place.town,
        condition=said.condition,
        language=said.language,
        age_band=said.age_band,
    )
    if who is not None:
        need.tell_until = london_date(at) + timedelta(days=rules.TELL_FOR_DAYS)
        need.fitted = fitting(need, on=london_date(at))
    home, somebody = here.organisation_id, None
    if who is not None:
        somebody = newcomer(*who, organisation_id=home, actor=actor, at=at)
        need.person_id = somebody.person_id
    try:
        with unit(actor=actor, at=at) as work:
            if somebody is not None:
                add(somebody, agreed=(HEAR,), actor=actor, at=at)
            need.save(force_insert=True)
            _note(need, work)
    except IntegrityError:
        known = _recorded(said.key)
        if known is None:
            raise
        return known
    return need.pk


def _recorded(key: str) -> UUID | None:
    return UnmetNeed.objects.filter(key=key).values_list("pk", flat=True).first()


def note_unmet(
    request: Request, listing: directory.ListingRecord | None, reason: str, *, work: Work
) -> UnmetNeed:
    """Writes down, once for each reason, that what somebody asked for could not be had.

    The place and the condition are the group's: of the person no more is known."""
    content = listing.content if listing else None
    conditions = (content.conditions if content else None) or ()
    languages = content.languages if content else ()
    places = [place.postcode for place in content.places] if content else []
    need, made = UnmetNeed.objects.get_or_create(
        key=f"{request.pk}/{reason}",
        defaults={
            "reason": reason,
            "recorded_at": work.at,
            "steward_id": request.steward_id,
            "outward": next((out for code in places if (out := catalogue.outward_of(code))), ""),
            "condition": conditions[0] if len(conditions) == 1 else "",
            "language": languages[0] if len(languages) == 1 else "",
            "person_id": request.person_id,
            "request_id": request.pk,
        },
    )
    if made:
        _note(need, work)
    return need


def tell_of_others(request: Request, *, work: Work) -> None:
    """From now on, for a year, the person hears of each group that fits what they asked for."""
    listing = directory.public_listings([request.listing_id]).get(request.listing_id)
    need = note_unmet(request, listing, "tell_me", work=work)
    if need.tell_until is not None:
        return
    today = london_date(work.at)
    need.tell_until = today + timedelta(days=rules.TELL_FOR_DAYS)
    need.fitted = [*fitting(need, on=today), str(request.listing_id)]
    need.save(update_fields=["tell_until", "fitted"])
    work.audit(
        "unmetneed.to_be_told", need, organisation_id=need.steward_id, fields=("tell_until",)
    )


def _note(need: UnmetNeed, work: Work) -> None:
    work.audit(
        "unmetneed.recorded",
        need,
        organisation_id=need.steward_id,
        fields=("reason", "outward", "team", "town", "condition", "language", "age_band", "person"),
    )
