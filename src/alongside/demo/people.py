"""The invented people, and who leads which groups."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.demo.source import read
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor, Grant

LEADERS = (
    "Maureen Tolley", "Idris Vaughan", "Shazia Mirza", "Kofi Mensah", "Bev Harding", "Marcus Lyle",
    "Anita Desai", "Ron Hemming", "Joyce Tibbetts", "Yusuf Rahman", "Tasha Boone", "Percy Lavender",
    "Agnieszka Nowak", "Gordon Blunt", "Pauline Fisk", "Colin Sayers", "Sheila Prosser",
    "Leila Haddad",
)  # fmt: skip


def make_people(
    organisation_id: UUID, *, actor: Actor, at: datetime
) -> tuple[dict[str, Actor], list[Actor]]:
    """Makes everybody. Returns those with an account by their key, and leaders without one."""
    known: dict[str, Actor] = {}
    for person in read("people")["people"]:
        person_id = people.create_person(
            name=person["name"],
            email=f"{person['key']}@three-rivers.example",
            about=person["about"],
            actor=actor,
            at=at,
        )
        checks = person.get("checks_listings", False)
        grants = set()
        for role in person["roles"]:
            people.grant_role(
                person_id=person_id,
                organisation_id=organisation_id,
                role=role,
                checks_listings=checks,
                actor=actor,
                at=at,
            )
            grants.add(Grant(role, organisation_id))
        known[person["key"]] = Actor(
            kind="person",
            person_id=person_id,
            name=person["name"],
            grants=frozenset(grants),
            second_factor=True,
        )
    leaders = [
        Actor(
            kind="person",
            person_id=people.create_person(name=name, actor=actor, at=at),
            name=name,
        )
        for name in LEADERS
    ]
    return known, leaders


def make_teams(*, actor: Actor, at: datetime) -> None:
    """Makes the fourteen neighbourhood teams with two invented practices each."""
    for number, team in enumerate(read("county")["teams"], start=1):
        people.add_team(
            slug=team["slug"],
            name=team["name"],
            places=team["places"],
            outward_codes=team["codes"],
            lat=team["lat"],
            lon=team["lon"],
            population=team["population"],
            practices=[
                (f"Z9D{number:02d}{letter}", f"{place} Invented Surgery {letter}")
                for letter, place in zip("AB", team["places"] * 2, strict=False)
            ],
            valid_from=at.date().replace(year=at.year - 2, month=1, day=1),
            actor=actor,
            at=at,
        )
