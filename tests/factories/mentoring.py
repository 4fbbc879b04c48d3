"""Volunteers for tests, made through the door."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.catalogue.models import Postcode
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Reference, Volunteer
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation.actor import VISITOR, Actor, by_link, system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.directory import coordinator, person

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
TODAY = AT.date()
SYSTEM = system("test")
PROFILE = mentoring.Profile(
    story="I have had type 1 diabetes for twenty years, and I like long walks.",
    experience="I have led a walking group.",
    rather_not="My divorce.",
    conditions=("type-1-diabetes",),
    treatments=("insulin-pump",),
    languages=("en",),
    times=("tue_evening", "thu_morning"),
    interests=("walking",),
    can_share=("day-to-day", "food"),
    modes=("in_person", "phone"),
    place="WR1",
    max_km=20,
    gender="woman",
    birth_year=1971,
    capacity=2,
)
WORDS = mentoring.ReferenceWords("six years", "We worked together.", "yes", "Patient and kind.")


@dataclass(frozen=True)
class Service:
    """A service with two coordinators and a safeguarding lead."""

    id: UUID
    first: Actor
    second: Actor
    lead: Actor


def service() -> Service:
    """The service, with the catalogue and one outward code."""
    fill()
    Postcode.objects.get_or_create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    here = people.service()
    if here is None:
        here = people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)
    home = here.organisation_id
    return Service(
        home,
        coordinator(home),
        coordinator(home, "Colin West"),
        person("Sara Field", (people.Role.SAFEGUARDING_LEAD, home)),
    )


def referee(number: int) -> mentoring.Referee:
    """Somebody who can be asked, each by an address of their own."""
    reach = mentoring.Reachable("email", email=f"referee{number}@example.org")
    return mentoring.Referee(f"Rob Referee{number}", reach)


def applied(*, at: datetime = AT, **changes: Any) -> mentoring.AppliedRecord:
    """A new volunteer; `changes` may be those of `apply` or of the profile."""
    own = {name: changes.pop(name) for name in list(changes) if hasattr(PROFILE, name)}
    said: dict[str, Any] = {
        "name": "Mona Price",
        "reach": mentoring.Reachable("text", number="07700 900123"),
        "profile": replace(PROFILE, **own),
        "referees": (referee(1), referee(2)),
        "key": uuid4().hex,
        "actor": VISITOR,
    }
    return mentoring.apply(**{**said, **changes}, at=at)


def row(volunteer_id: UUID) -> Volunteer:
    """The volunteer as they are now."""
    return Volunteer.objects.get(pk=volunteer_id)


def acting(volunteer_id: UUID) -> Actor:
    """The volunteer by a link of their own."""
    return by_link(row(volunteer_id).person_id)


def reference_link(volunteer_id: UUID, number: int, *, at: datetime = AT) -> str:
    """A token of one of the two referees."""
    thing = Reference.objects.get(volunteer_id=volunteer_id, number=number)
    with unit(actor=SYSTEM, at=at) as work:
        return make_link("reference", thing, valid_until=at + timedelta(days=60), work=work)


def prepared(
    here: Service, *, at: datetime = AT, look_again_on: date | None = None, **changes: Any
) -> UUID:
    """A volunteer with every step done and no yes yet; a check runs out on `look_again_on`."""
    volunteer_id = applied(at=at, **changes).volunteer_id
    mentoring.welcome(volunteer_id, actor=here.first, at=at)
    for number in (1, 2):
        token = reference_link(volunteer_id, number, at=at)
        mentoring.give_reference(token, words=WORDS, at=at)
    day = at.date()
    mentoring.note_met(volunteer_id, on=day, actor=here.first, at=at)
    mentoring.note_trained(volunteer_id, on=day, actor=here.first, at=at)
    see_checks(here, volunteer_id, look_again_on=look_again_on, at=at)
    mentoring.agree(volunteer_id, version=1, actor=acting(volunteer_id), at=at)
    return volunteer_id


def see_checks(
    here: Service, volunteer_id: UUID, *, look_again_on: date | None = None, at: datetime = AT
) -> None:
    """Who they are was seen; a criminal record check only where it shall run out some day."""
    said = {"volunteer_id": volunteer_id, "actor": here.first, "at": at}
    mentoring.note_check(
        kind="identity", level="seen", seen_on=at.date(), look_again_on=None, **said
    )
    record = "criminal-record-england"
    mentoring.note_eligibility(kind=record, said_yes=(), **said)
    if look_again_on is not None:
        mentoring.note_check(
            kind=record, level="basic", seen_on=at.date(), look_again_on=look_again_on, **said
        )


def ready(here: Service, *, at: datetime = AT, **changes: Any) -> UUID:
    """A volunteer to whom two people said yes."""
    volunteer_id = prepared(here, at=at, **changes)
    mentoring.go_live(volunteer_id, actor=here.first, at=at)
    assert mentoring.go_live(volunteer_id, actor=here.second, at=at)
    return volunteer_id


WISHES = mentoring.Wishes(
    conditions=("type-1-diabetes",),
    treatments=("insulin-pump",),
    times=("tue_evening",),
    interests=("walking",),
    help_with=("food",),
    modes=("in_person", "phone"),
    place="WR1",
    max_km=20,
    birth_date=date(1980, 5, 4),
)


def waiting(
    here: Service, name: str = "Ruth Adeyemi", *, at: datetime = AT, **changes: Any
) -> UUID:
    """Somebody who waits for a mentor: the id of their place."""
    row = Person.objects.create(name=name, created_at=at)
    number = f"07700 9{Person.objects.count():05}"
    messaging.set_profile(
        person_id=row.pk,
        changes={"channels": ("text",), "text_number": number},
        actor=SYSTEM,
        at=at,
    )
    return mentoring.open_place(
        uuid4(),
        person_id=row.pk,
        organisation_id=here.id,
        wishes=replace(WISHES, **changes),
        actor=SYSTEM,
        at=at,
    )


def who_waits(place_id: UUID) -> Actor:
    """The person behind a place, by a link of their own."""
    return by_link(Place.objects.get(pk=place_id).person_id)


def asked(here: Service, place_id: UUID, volunteer_id: UUID, *, at: datetime = AT) -> UUID:
    """The person chose this mentor from the cards: the id of the pair."""
    mentoring.suggest(place_id, actor=here.first, at=at)
    return mentoring.choose(place_id, volunteer_id, actor=who_waits(place_id), at=at)
