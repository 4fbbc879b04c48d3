"""Seeing, taking along and deleting what is held: who may, what is in it, what is left out."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from uuid import UUID, uuid4

import pytest

from alongside.domain.people import public as people
from alongside.domain.people.models import Person, Restriction
from alongside.foundation.actor import VISITOR, Actor, by_link, system
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.models import AuditRow
from alongside.journeys import rights
from factories.people import MembershipFactory, PersonFactory
from journeys.worlds import AT, UNTIL, acting, service, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _service() -> None:
    service()


def staff(role: str, *, elsewhere: bool = False) -> Actor:
    here = people.service()
    assert here is not None
    given = {} if elsewhere else {"organisation_id": here.organisation_id}
    return acting(MembershipFactory(role=role, **given).person)


def unpacked(body: bytes) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["data.json", "index.html"]
        return json.loads(archive.read("data.json")), archive.read("index.html").decode()


def copy_of(person: Person, actor: Actor) -> dict[str, Any]:
    return unpacked(rights.export_person(person.pk, actor=actor, at=AT))[0]


class _Text(HTMLParser):
    """What a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: set[str] = set()

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


def shown(page: str) -> _Text:
    text = _Text()
    text.feed(page)
    return text


def leaves(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [leaf for each in value.values() for leaf in leaves(each)]
    if isinstance(value, list):
        return [leaf for each in value for leaf in leaves(each)]
    return [value] if isinstance(value, str) and value and "T" not in value else []


def test_both_files_say_everything() -> None:
    person = somebody("Wxqz")

    told, page = unpacked(rights.export_person(person.pk, actor=acting(person), at=AT))

    assert (told["format"], told["service"], told["name"]) == (
        "alongside-person-1", "Severn Peers", "Wxqz Wren"
    )  # fmt: skip
    assert set(told["held"]) == {holder.app for holder in rights.HOLDERS}
    text = "".join(shown(page).shown)
    missing = [
        leaf
        for leaf in leaves(told["held"])
        if leaf not in text and not leaf[:4].isdigit()  # days are written as people write them
    ]
    assert missing == []
    assert "22/11/2026" in text


@pytest.mark.parametrize(
    "name", ["A", "عائشة بنت محمد", "🌻🌻", "<script>alert(1)</script>", "&amp;", "Zoë\u202eevil"]
)
def test_any_name_is_written_as_it_is(name: str) -> None:
    person = PersonFactory(name=name)

    told, page = unpacked(rights.export_person(person.pk, actor=acting(person), at=AT))

    assert told["name"] == told["held"]["people"]["person"][0]["name"] == name
    assert name in shown(page).shown
    assert "script" not in shown(page).tags


def test_a_copy_holds_no_secret() -> None:
    person = somebody("Wxqz")

    body = json.dumps(copy_of(person, acting(person)))

    assert person.user is not None
    for secret in (person.user.password, "Wxqz-secret", "Wxqz-key"):
        assert secret not in body


def test_who_may_have_a_copy() -> None:
    person = somebody("Wxqz")

    for actor in (acting(person), by_link(person.pk), staff("coordinator"), system("person")):
        assert copy_of(person, actor)["name"] == "Wxqz Wren"
    refused = [
        VISITOR,
        acting(PersonFactory()),
        by_link(uuid4()),
        staff("coordinator", elsewhere=True),
        *(staff(role) for role in ("org_admin", "safeguarding_lead", "referrer", "mentor")),
        *(staff(role) for role in ("commissioner", "improver", "platform_operator")),
    ]
    for actor in refused:
        with pytest.raises(NotFound):
            rights.export_person(person.pk, actor=actor, at=AT)
        with pytest.raises(NotFound):
            rights.held(person.pk, actor=actor, at=AT)
    with pytest.raises(NotFound):
        rights.export_person(uuid4(), actor=staff("coordinator"), at=AT)


def test_what_another_takes_is_told_to_the_person() -> None:
    person = PersonFactory()
    coordinator = staff("coordinator")

    rights.held(person.pk, actor=coordinator, at=AT)
    rights.export_person(person.pk, actor=coordinator, at=AT + timedelta(minutes=1))
    rights.held(person.pk, actor=acting(person), at=AT)
    rights.export_person(person.pk, actor=acting(person), at=AT)

    looks = people.who_looked(person.pk, actor=acting(person)).rows
    assert [(look.role, look.what) for look in looks] == [
        ("coordinator", "copy"), ("coordinator", "record")
    ]  # fmt: skip
    assert AuditRow.objects.filter(action="person.exported").count() == 2


@pytest.fixture
def careful(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the directory's part were of the kind that only the person, signed in, may see."""
    ways = frozenset({rights.LINK, rights.CARER, rights.STAFF})
    monkeypatch.setattr(
        rights,
        "HOLDERS",
        tuple(
            replace(holder, kept_from=ways) if holder.app == "directory" else holder
            for holder in rights.HOLDERS
        ),
    )


def test_what_could_harm_is_left_out_of_every_other_way_in(careful: None) -> None:
    person = somebody("Wxqz")
    carer = PersonFactory()
    people.allow_carer(
        person_id=person.pk, carer_id=carer.pk, what=["download"], until=UNTIL,
        actor=acting(person), at=AT,
    )  # fmt: skip

    assert "directory" in copy_of(person, acting(person))["held"]
    for actor in (by_link(person.pk), staff("coordinator"), acting(carer), system("person")):
        body = rights.export_person(person.pk, actor=actor, at=AT)
        told, page = unpacked(body)
        assert "directory" not in told["held"]
        assert "listings_edited" not in json.dumps(told)
        assert "directory" in told["left_out"]
        assert "Ask us" in page
    # What is kept from a way in is deleted by it all the same.
    rights.erase_person(person.pk, actor=by_link(person.pk), at=AT)
    assert people.person_name(person.pk) == "Name deleted"


def test_a_worry_that_they_told_is_shown_to_nobody_but_themselves() -> None:
    person, carer = somebody("Wxqz"), PersonFactory()
    people.allow_carer(
        person_id=person.pk, carer_id=carer.pk, what=["download"], until=UNTIL,
        actor=acting(person), at=AT,
    )  # fmt: skip

    assert "Wxqz told" in json.dumps(copy_of(person, acting(person)))
    for actor in (by_link(person.pk), staff("coordinator"), acting(carer), system("person")):
        told = json.dumps(copy_of(person, actor))
        assert "Wxqz told" not in told
        assert "worries" not in told
    for actor in (by_link(person.pk), staff("coordinator")):
        assert "safety" not in rights.held(person.pk, actor=actor, at=AT).tables


def test_a_carer_downloads_only_what_and_while_the_person_lets_them() -> None:
    person, carer = PersonFactory(name="Ada"), PersonFactory()

    def allow(what: str) -> None:
        people.allow_carer(
            person_id=person.pk, carer_id=carer.pk, what=[what], until=AT.date(),
            actor=acting(person), at=AT,
        )  # fmt: skip

    allow("see_request")
    with pytest.raises(NotFound):
        copy_of(person, acting(carer))
    allow("download")
    told = copy_of(person, acting(carer))
    assert told["name"] == "Ada"
    assert "messaging" not in told["held"]  # how they are reached safely is no carer's to know
    with pytest.raises(NotFound):
        rights.held(person.pk, actor=acting(carer), at=AT)
    with pytest.raises(NotFound):
        rights.export_person(person.pk, actor=acting(carer), at=AT + timedelta(days=1))
    with pytest.raises(NotFound):
        rights.erase_person(person.pk, actor=acting(carer), at=AT)


def test_nobody_deletes_another_alone() -> None:
    person = PersonFactory(name="Ada")

    for actor in (VISITOR, staff("coordinator"), staff("org_admin"), by_link(uuid4())):
        with pytest.raises(NotFound):
            rights.erase_person(person.pk, actor=actor, at=AT)
    with pytest.raises(NotFound):
        rights.erase_person(uuid4(), actor=system("person"), at=AT)

    assert people.person_name(person.pk) == "Ada"


def test_two_of_staff_delete_together() -> None:
    person = somebody("Wxqz")
    with pytest.raises(people.IsRestricted):  # they asked that it is kept
        people.ask_erasure(person_id=person.pk, actor=staff("coordinator"), at=AT)
    Restriction.objects.filter(person=person).update(
        state="lifted", lifted_at=AT, lifted_by=PersonFactory()
    )
    request_id = people.ask_erasure(person_id=person.pk, actor=staff("coordinator"), at=AT)

    assert rights.confirm_erasure(request_id, actor=staff("org_admin"), at=AT) == person.pk

    assert people.person_name(person.pk) == "Name deleted"
    erased = AuditRow.objects.get(action="person.erased")
    assert (erased.actor_kind, erased.actor_name) == ("system", "erasure")


def test_what_cannot_be_deleted_whole_is_not_deleted_at_all() -> None:
    last = somebody("Wxqz")
    MembershipFactory(person=last, role="org_admin")  # alone at an organisation of their own

    with pytest.raises(Conflict):
        rights.erase_person(last.pk, actor=acting(last), at=AT)

    assert people.person_name(last.pk) == "Wxqz Wren"
    assert copy_of(last, acting(last))["held"]["directory"]["listings_edited"]


def test_a_deleted_person_stays_a_name_to_nobody() -> None:
    person = somebody("Wxqz")
    rights.erase_person(person.pk, actor=acting(person), at=AT)

    assert people.names([person.pk]) == {person.pk: "Name deleted"}
    told = copy_of(person, system("person"))
    assert "Wxqz" not in json.dumps(told)
    assert isinstance(UUID(told["held"]["people"]["person"][0]["id"]), UUID)
