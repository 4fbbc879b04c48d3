"""Stopping everything and taking it back; examples; what waits; what became of messages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, SafeContact
from alongside.domain.people import public as people
from alongside.foundation.actor import VISITOR, Actor, Grant
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.messaging import AT, SYSTEM, drained, person, send
from factories.people import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
HOUR = timedelta(hours=1)


def coordinator(here: people.ServiceRecord) -> Actor:
    grant = Grant("coordinator", here.organisation_id)
    return Actor(kind="person", person_id=PersonFactory().pk, grants=frozenset({grant}))


def test_everything_is_stopped_at_once_and_stays_so() -> None:
    someone = person(channels=("text", "phone"), phone_number="01632 960002")
    waits = send(someone)

    for _time in range(2):
        messaging.stop_everything(person_id=someone.pk, actor=VISITOR, at=AT)
    drained(AT + HOUR)

    kept = messaging.own_profile(someone.pk)
    waits.refresh_from_db()
    assert kept.channels == ()
    assert set(kept.forbidden) == set(messaging.Channel)
    assert waits.state == "cannot_send"
    assert AuditRow.objects.filter(action="safecontact.stopped_all").count() == 1


def test_nobody_s_number_is_shown_who_stopped_everything(service: people.ServiceRecord) -> None:
    someone = person(channels=("phone",), phone_number="01632 960002")
    message = send(someone)
    messaging.stop_everything(person_id=someone.pk, actor=VISITOR, at=AT)

    row = messaging.cannot_send_row(message.pk, actor=coordinator(service))

    assert row.ring == ""


def test_a_stop_is_taken_back_as_it_was() -> None:
    someone = person(channels=("text",), forbidden=("phone",))
    before = messaging.own_profile(someone.pk)
    messaging.stop_everything(person_id=someone.pk, actor=VISITOR, at=AT)

    undone = [
        messaging.undo_stop(person_id=someone.pk, actor=VISITOR, at=AT + timedelta(minutes=29))
        for _time in range(2)
    ]

    assert undone == [True, False]
    assert messaging.own_profile(someone.pk) == before


def test_a_stop_is_not_taken_back_too_late_or_over_another_choice() -> None:
    late, chose = person(), person()
    for one in (late, chose):
        messaging.stop_everything(person_id=one.pk, actor=VISITOR, at=AT)
    changes: dict[str, Any] = {"channels": (), "forbidden": ("text",)}
    messaging.set_profile(person_id=chose.pk, changes=changes, actor=VISITOR, at=AT)

    assert not messaging.undo_stop(person_id=late.pk, actor=VISITOR, at=AT + HOUR)
    assert not messaging.undo_stop(person_id=chose.pk, actor=VISITOR, at=AT)
    assert messaging.own_profile(chose.pk).forbidden == ("text",)


def test_somebody_who_never_chose_can_stop_and_others_cannot_stop_them() -> None:
    nobody, other = PersonFactory(), PersonFactory()
    as_other = Actor(kind="person", person_id=other.pk)
    messaging.stop_everything(person_id=nobody.pk, actor=VISITOR, at=AT)

    assert messaging.undo_stop(person_id=other.pk, actor=VISITOR, at=AT) is False
    for act in (messaging.stop_everything, messaging.undo_stop):
        with pytest.raises(NotFound):
            act(person_id=nobody.pk, actor=as_other, at=AT)
    assert messaging.own_profile(nobody.pk).channels == ()


def test_examples_are_what_would_be_sent(service: people.ServiceRecord) -> None:
    someone = person(signed_as="first_name", signature_name="Jo", may_name=True)

    shown = messaging.examples(messaging.own_profile(someone.pk), at=AT)

    assert shown.signed["neutral"].endswith("From the team")
    assert shown.signed["first_name"].endswith("From Jo")
    assert shown.signed["service"].endswith(f"From {service.name}")
    assert "Riverside Circle" in shown.naming["yes"]
    assert "Riverside Circle" not in shown.naming["no"]
    assert "Riverside Circle" not in "".join(shown.signed.values())


@pytest.mark.parametrize("language", ["ur", "cy", "en"])
def test_examples_are_there_in_every_language(language: str) -> None:
    someone = person(language=language)

    shown = messaging.examples(messaging.own_profile(someone.pk), at=AT)

    assert all([*shown.signed.values(), *shown.naming.values()])


def test_today_counts_what_waits_for_this_coordinator(
    service: people.ServiceRecord, django_assert_num_queries: Any
) -> None:
    actor = coordinator(service)
    before = messaging.today(actor=actor, at=AT)
    for _more in range(3):
        send(person(channels=("phone",), phone_number="01632 960002"))
    SafeContact.objects.update(review_on=AT.date(), organisation_id=service.organisation_id)
    with django_assert_num_queries(6):
        after = messaging.today(actor=actor, at=AT)

    assert (before.cannot_send, before.reviews) == (0, 0)
    assert (after.cannot_send, after.reviews, after.letters, after.replies) == (3, 3, 0, 0)
    with pytest.raises(Refused):
        messaging.today(actor=VISITOR, at=AT)


def test_one_that_waits_is_read_until_somebody_dealt_with_it(
    service: people.ServiceRecord,
) -> None:
    actor = coordinator(service)
    message = send(person(channels=("phone",), phone_number="01632 960002"))

    row = messaging.cannot_send_row(message.pk, actor=actor)
    messaging.settle(message.pk, how="not_needed", actor=actor, at=AT)

    assert (row.message_id, row.ring) == (message.pk, "01632 960002")
    with pytest.raises(Conflict):
        messaging.cannot_send_row(message.pk, actor=actor)
    with pytest.raises(NotFound):
        messaging.cannot_send_row(message.pk, actor=VISITOR)


def test_what_became_of_messages_is_told_by_their_cause(django_assert_num_queries: Any) -> None:
    went, stays = person(), person(channels=("phone",), phone_number="01632 960002")
    for one in (went, stays):
        send(one)
    drained(AT)
    with django_assert_num_queries(1):
        found = messaging.messages_about(
            "people.person", [went.pk, stays.pk], template="join_called_back"
        )

    assert [one.state for one in found[str(went.pk)]] == ["sent"]
    assert [(one.failed, one.why) for one in found[str(stays.pk)]] == [
        (True, "They want to be rung, not written to.")
    ]
    assert messaging.messages_about("people.person", [went.pk], template="first_text") == {}
    assert Message.objects.count() == 2


def test_the_actor_of_the_service_may_see_everything() -> None:
    someone = person()

    messaging.stop_everything(person_id=someone.pk, actor=SYSTEM, at=AT)

    assert messaging.own_profile(someone.pk).undo_until is not None
