"""Statements that are worded once do what the ORM does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError
from django.forms.models import model_to_dict
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alongside.domain.messaging.models import Message, Number, SafeContact
from alongside.domain.people.models import Person
from alongside.foundation.models import AuditHead, Link
from alongside.foundation.sessions import SessionStore
from alongside.foundation.statements import insert, read, update

AT = datetime(2026, 11, 2, 9, 30, 1, 250_000, tzinfo=UTC)
_TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)


class TestInsert(TestCase):  # type: ignore[misc]
    @given(
        words=_TEXTS,
        values=st.dictionaries(_TEXTS, _TEXTS, max_size=3),
        at=st.datetimes(timezones=st.just(UTC), min_value=datetime(1990, 1, 1)),
    )
    def test_writes_what_the_orm_writes(
        self, words: str, values: dict[str, str], at: datetime
    ) -> None:
        def message() -> Message:
            return Message(
                key=uuid4().hex, template="t", version=1, to_kind="address",
                cause_type="x", cause_id="1",
                body=words, values=values, contact={"name": words}, large=True,
                not_before=at, due_at=at, created_at=AT,
            )  # fmt: skip

        mine, theirs = message(), message()
        insert([mine])
        theirs.save(force_insert=True)

        assert not mine._state.adding
        assert _told(Message.objects.get(pk=mine.pk)) == _told(Message.objects.get(pk=theirs.pk))


def _told(message: Message) -> dict[str, object]:
    return model_to_dict(message, exclude=["id", "key"])


@pytest.mark.django_db
def test_inserts_rows_with_links_to_others_lists_and_times() -> None:
    person = Person(name="رُوت 😀", created_at=AT)
    insert([person])
    profile = SafeContact(
        person_id=person.pk, created_at=AT, changed_at=AT, language="en", channels=["text"]
    )
    insert([profile])

    again = SafeContact.objects.select_related("person").get(pk=profile.pk)
    assert (again.person.name, again.channels, again.created_at) == (person.name, ["text"], AT)
    assert again.quiet_from == profile.quiet_from


@pytest.mark.django_db
def test_many_rows_at_once_and_none() -> None:
    insert([])
    insert([Number(digest=f"{n:064}") for n in range(30)])

    assert Number.objects.count() == 30


@pytest.mark.django_db(transaction=True)
def test_a_second_row_under_one_key_is_refused() -> None:
    insert([Number(digest="a" * 64)])
    with pytest.raises(IntegrityError):
        insert([Number(digest="a" * 64)])


@pytest.mark.django_db
def test_reads_what_was_asked_for_as_the_orm_would() -> None:
    link = Link(
        digest="d" * 64, purpose="see", thing_type="a.b", thing_id="1", made_at=AT, valid_until=AT
    )
    link.save()

    columns = ("id", "digest", "valid_until", "revoked_at")
    assert read(Link, columns, by="digest", values=["d" * 64, "e" * 64]) == [
        (link.pk, "d" * 64, AT, None)
    ]
    assert read(Link, columns, by="id", values=[uuid4()]) == []
    assert read(Link, columns, by="id", values=[]) == []


@pytest.mark.django_db
def test_updates_only_what_was_named() -> None:
    head = AuditHead.objects.create(chain="here", sequence=1, digest="one")
    head.sequence, head.digest = 2, "two"
    update(head, ("sequence",))

    assert AuditHead.objects.values_list("sequence", "digest").get(chain="here") == (2, "one")


@pytest.mark.django_db
def test_a_session_is_found_until_it_is_over() -> None:
    store = SessionStore()
    store["who"] = "رُوت"
    store.set_expiry(60)
    store.save()
    key = store.session_key

    assert SessionStore(key)["who"] == "رُوت"
    assert SessionStore("a" * 32).load() == {}
    with time_machine.travel(datetime.now(UTC) + timedelta(seconds=61)):
        over = SessionStore(key)
        assert over.load() == {}
        assert over.session_key is None
