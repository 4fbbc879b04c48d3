"""Consent: for one purpose, under the words that were shown, until it is withdrawn."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.people.models import Consent
from alongside.formats.catalogue import DATA
from alongside.foundation.actor import VISITOR, Actor, Grant, by_link, system
from alongside.foundation.errors import Invalid, NotFound
from alongside.foundation.models import AuditRow
from factories.catalogue import fill
from factories.people import PersonFactory

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
LATER = AT + timedelta(days=3)
COORDINATOR = Actor(
    kind="person", person_id=uuid4(), grants=frozenset({Grant("coordinator", uuid4())})
)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _words() -> None:
    fill()


@pytest.fixture
def person() -> UUID:
    return people.add_person(name="Ada", actor=VISITOR, at=AT)


def give(person: UUID, purpose: str = "join-request", **changes: object) -> UUID:
    given = {"how": "page", "actor": VISITOR, "at": AT} | changes
    return people.give_consent(person_id=person, purpose=purpose, **given)  # type: ignore[arg-type]


def test_consent_is_for_its_purpose_alone(person: UUID) -> None:
    give(person)

    assert people.has_consent(person, "join-request")
    assert not people.has_consent(person, "share-with-group")
    assert not people.has_consent(uuid4(), "join-request")


def test_consent_keeps_the_words_that_were_shown(person: UUID) -> None:
    words = people.consent_words("share-with-group")

    give(person, "share-with-group", how="phone", actor=system("test"))

    (kept,) = people.consents(person, actor=by_link(person))
    assert (kept.words, kept.version, kept.how) == (words.words, words.version, "phone")
    assert (kept.given_at, kept.withdrawn_at, kept.counts) == (AT, None, True)
    assert kept.recorded_by == ""


def test_who_recorded_it_is_told(person: UUID) -> None:
    clerk = PersonFactory(name="Carol")
    actor = Actor(
        kind="person", person_id=clerk.pk, grants=frozenset({Grant("coordinator", uuid4())})
    )

    give(person, how="paper", actor=actor)

    assert [one.recorded_by for one in people.consents(person, actor=actor)] == ["Carol"]


def test_given_ten_times_is_one(person: UUID) -> None:
    ids = {give(person) for _ in range(10)}

    assert len(ids) == 1
    assert AuditRow.objects.filter(action="consent.given").count() == 1


def test_withdrawn_in_one_step_and_once(person: UUID) -> None:
    give(person)

    people.withdraw_consent(
        person_id=person, purpose="join-request", actor=by_link(person), at=LATER
    )

    assert not people.has_consent(person, "join-request")
    with pytest.raises(NotFound):
        people.withdraw_consent(
            person_id=person, purpose="join-request", actor=by_link(person), at=LATER
        )
    assert AuditRow.objects.filter(action="consent.withdrawn").count() == 1


def test_given_again_after_it_was_withdrawn(person: UUID) -> None:
    first = give(person)
    people.withdraw_consent(person_id=person, purpose="join-request", actor=by_link(person), at=AT)

    second = give(person, at=LATER)

    assert first != second
    assert people.has_consent(person, "join-request")
    assert [one.withdrawn_at for one in people.consents(person, actor=by_link(person))] == [
        None, AT
    ]  # fmt: skip


@pytest.mark.parametrize("asks_again", ["yes", "no"])
def test_new_words_are_a_new_version(person: UUID, tmp_path: Path, asks_again: str) -> None:
    give(person)
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("places"))
    file = tmp_path / "data" / "consents" / "join-request.yaml"
    added = (
        f'  - version: 2\n    since: "2026-11-25"\n    asks_again: "{asks_again}"\n'
        '    words: "We keep your name."\ncodes:'
    )
    file.write_text(file.read_text().replace("codes:", added))
    catalogue.sync(at=LATER, data_dir=tmp_path / "data")

    (old,) = people.consents(person, actor=by_link(person))
    assert people.consent_words("join-request").version == 2
    assert old.words != "We keep your name."
    assert people.has_consent(person, "join-request") == old.counts == (asks_again == "no")

    give(person, at=LATER)

    assert people.has_consent(person, "join-request")
    people.withdraw_consent(
        person_id=person, purpose="join-request", actor=by_link(person), at=LATER
    )
    assert not people.has_consent(person, "join-request")


def test_nobody_else_reads_gives_or_withdraws(person: UUID) -> None:
    give(person)
    stranger = Actor(kind="person", person_id=PersonFactory().pk)

    for actor in (stranger, by_link(uuid4())):
        with pytest.raises(NotFound):
            people.consents(person, actor=actor)
        with pytest.raises(NotFound):
            give(person, "texts-and-emails", actor=actor)
        with pytest.raises(NotFound):
            people.withdraw_consent(person_id=person, purpose="join-request", actor=actor, at=AT)
    with pytest.raises(NotFound):
        people.consents(person, actor=VISITOR)

    assert people.has_consent(person, "join-request")
    assert Consent.objects.count() == 1


def test_what_cannot_be_agreed_to(person: UUID) -> None:
    with pytest.raises(NotFound):
        give(person, "to-everything")
    for purpose in ("to-everything", "", "a\x00b", "x" * 500):
        with pytest.raises(NotFound):
            people.withdraw_consent(person_id=person, purpose=purpose, actor=by_link(person), at=AT)
    with pytest.raises(NotFound):
        give(uuid4(), actor=COORDINATOR)
    with pytest.raises(Invalid):
        give(person, how="telepathy")


def test_reads_of_thirty_consents_are_one_query(person: UUID) -> None:
    purposes = [term.slug for term in catalogue.terms("consent")]
    people.consent_words("join-request")  # reads the catalogue into memory

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            people.consents(person, actor=by_link(person))
        return len(seen)

    give(person)
    one = queries()
    for _ in range(8):
        for purpose in purposes:
            give(person, purpose)
            people.withdraw_consent(person_id=person, purpose=purpose, actor=by_link(person), at=AT)

    assert one == queries() == 1


def test_a_person_and_a_consent_are_few_statements() -> None:
    people.consent_words("join-request")

    with CaptureQueriesContext(connection) as seen:
        made = people.add_person(name="Ada", actor=VISITOR, at=AT)
    added = [one["sql"] for one in seen if "audit" not in one["sql"]]
    with CaptureQueriesContext(connection) as seen:
        give(made)
    given = [one["sql"] for one in seen if "audit" not in one["sql"]]

    assert [sql.split()[0] for sql in added] == ["SAVEPOINT", "INSERT", "RELEASE"]
    assert [sql.split()[0] for sql in given] == ["SAVEPOINT", "INSERT", "SELECT", "RELEASE"]


@pytest.mark.parametrize(
    "name", ["A", "عائشة بنت محمد", "🌻", "Zoë O'Brien-Šimić", "x" * 200, "  李  "]
)
def test_names_are_kept_as_typed(name: str) -> None:
    made = people.add_person(name=name, actor=VISITOR, at=AT)

    assert people.person_name(made) == name.strip()


@pytest.mark.parametrize("name", ["", "   ", "x" * 201, "a\x00b", "a\nb"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(Invalid) as refused:
        people.add_person(name=name, actor=VISITOR, at=AT)

    assert set(refused.value.faults) == {"name"}


def test_names_of_many_are_one_query() -> None:
    ids = [people.add_person(name=f"Person {each}", actor=VISITOR, at=AT) for each in range(30)]

    with CaptureQueriesContext(connection) as seen:
        found = people.names([*ids, uuid4()])

    assert len(seen) == 1
    assert found == {pk: f"Person {each}" for each, pk in enumerate(ids)}
    with pytest.raises(NotFound):
        people.person_name(uuid4())
