"""The words that arrive: signed, shortened, discreet, and in the form that was asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.engines.texts import size
from factories.messaging import AT, SYSTEM, drained, person, send
from factories.people import PersonFactory

EMAIL: dict[str, Any] = {"channels": ["email"], "email": "one@example.org"}
LETTER: dict[str, Any] = {"channels": ["letter"], "post": ["1 High Street", "Upton", "WR8 0AA"]}
COMING = {
    "first_day": "2026-12-01T14:00",
    "meets_you": "Ruth",
    "group": "Riverside Diabetes Circle",
    "link": "abcdefghijklmnopqrstuv",
}


@pytest.mark.parametrize(
    ("wish", "signature"),
    [
        ({}, "From the team"),
        ({"signed_as": "service"}, "From Severn Peers"),
        ({"signed_as": "first_name", "signature_name": "Sam"}, "From Sam"),
    ],
)
def test_signed_as_the_person_chose(wish: dict[str, str], signature: str) -> None:
    for channel in ({}, EMAIL, LETTER):
        message = send(person(**channel, **wish), "join_called_back", key=str(channel) + str(wish))

        assert signature in message.body.splitlines()
        assert ("Severn Peers" in message.sender + message.body) is (
            wish.get("signed_as") == "service"
        )


def test_longer_messages_end_with_where_to_turn() -> None:
    for channel in (EMAIL, LETTER):
        body = send(person(**channel), key=str(channel)).body

        end = body.split("Need help now?")[1]
        assert all(number in end for number in ("999", "111", "116 123"))


def test_group_is_named_only_where_that_was_chosen() -> None:
    for channel in ({}, EMAIL, LETTER):
        plain = send(person(**channel), "join_coming", values=COMING, key=f"a{channel}")
        named = send(
            person(may_name=True, **channel), "join_coming", values=COMING, key=f"b{channel}"
        )

        assert "Riverside" not in plain.body + plain.subject
        assert "Riverside Diabetes Circle" in named.body
        assert "Riverside" not in named.subject
        assert (plain.state, named.state) == ("queued", "queued")


def test_condition_in_what_somebody_typed_stops_the_message() -> None:
    for wish in ({}, {"may_name": True}):
        values = COMING | {"meets_you": "Ruth (HIV nurse)"}
        message = send(person(**EMAIL, **wish), "join_coming", values=values, key=str(wish))

        assert (message.state, message.why) == ("cannot_send", "names_condition")
        assert message.body == "" or message.state == "cannot_send"
    assert drained() == messaging.DrainCounts()


def test_a_token_is_no_word() -> None:
    values = COMING | {"link": "-HIV-COPD-T1D-MODY-LADA"[:22]}

    assert send(person(), "join_coming", values=values).state == "queued"


@pytest.mark.parametrize(
    "name",
    [
        "أحمد",
        "👩🏽‍🦽 Priya",
        "李",
        "Mhairi\nNic\tDhòmhnaill",
        "\u202eevil",
        "x" * 300,
        "🙂" * 80,
        "O’Neil",
    ],
)
def test_names_of_any_script_arrive_and_break_nothing(name: str) -> None:
    values = COMING | {"meets_you": name}
    text = send(person(), "join_coming", values=values, key="t")
    mail = send(person(**EMAIL), "join_coming", values=values, key="m")

    assert (text.state, mail.state) == ("queued", "queued")
    assert text.parts == size(text.body).parts
    assert "\u202e" not in text.body + mail.body
    assert len(text.body.splitlines()) == 2
    assert "\n" not in mail.subject


def test_name_of_a_service_is_cut_for_texts_alone(settings: Any) -> None:
    settings.SHORT_NAME = "Severn and Avon Peers of Worcestershire"
    text = send(person(signed_as="service"), key="t")

    assert text.body.endswith("\nFrom Severn and Avon Peers of")
    assert text.parts == 1


def test_easy_read_is_sent_where_there_is_some_and_else_waits_for_a_person() -> None:
    need = EMAIL | {"formats": ["easy_read"]}

    easy = send(person(**need), "join_sent")
    none = send(person(**need | {"formats": ["braille"]}), "join_sent")

    assert easy.body.startswith("Hello.\nYour message is sent.\n")
    assert (none.state, none.why) == ("cannot_send", "format")
    (row,) = messaging.cannot_send(actor=SYSTEM).rows
    assert row.why == "They need braille, which this message does not come in."
    assert row.needs == ("Braille",)


def test_large_print_is_noted_for_the_printer(settings: Any) -> None:
    settings.MESSAGING = {**settings.MESSAGING, "letter": "print"}
    message = send(person(**LETTER, formats=["large_print"]))
    drained()

    (letter,) = messaging.letters(actor=SYSTEM).rows
    assert letter.large
    assert letter.address == ("1 High Street", "Upton", "WR8 0AA")
    for _ in range(2):
        messaging.posted(message.pk, actor=SYSTEM, at=AT)
    assert messaging.letters(actor=SYSTEM).total == 0
    message.refresh_from_db()
    assert (message.state, message.body, message.address) == ("delivered", "", "")


def test_next_channel_is_used_where_the_first_cannot_meet_the_need() -> None:
    wish = {
        "channels": ["letter", "email"],
        "post": ["1 High Street", "WR1 1AA"],
        "email": "a@example.org",
    }

    assert send(person(**wish, formats=["not_by_letter"])).channel == "email"


def test_language_without_words_waits_for_a_person() -> None:
    message = send(person(language="ur"))

    (row,) = messaging.cannot_send(actor=SYSTEM).rows
    assert message.state == "cannot_send"
    assert row.why == "There are no words for this message in Urdu."
    assert row.words.startswith("Hello,")


def test_two_people_with_one_mailbox_learn_nothing_of_each_other() -> None:
    one, two = person(**EMAIL), person(**EMAIL)
    rows = PersonFactory._meta.model.objects
    rows.filter(pk=one.pk).update(name="Imogen Unlikely")
    rows.filter(pk=two.pk).update(name="Bartholomew Rare")

    sent = [send(each, "join_sent", key=str(each.pk)) for each in (one, two)]
    drained()

    shown = "".join(message.subject + message.body + message.sender for message in sent)
    assert not any(word in shown for word in ("Imogen", "Bartholomew", "Severn"))
    assert messaging.own_profile(one.pk).email == messaging.own_profile(two.pk).email


def test_group_is_reached_at_its_published_mobile_or_mailbox() -> None:
    def to(**contact: str) -> Message:
        group = messaging.to_published("Circle", source="listing/1", **contact)
        return send(group, "join_to_group", key=str(contact))

    assert to(phone="07700 900123", email="c@example.org").channel == "text"
    assert to(phone="01905 123456", email="c@example.org").channel == "email"
    assert (to(phone="01905 123456").state, to().why) == ("cannot_send", "no_address")
    assert to(phone="Ring Ruth").why == "no_address"


def test_staff_are_written_to_at_their_account_at_any_hour_where_it_must_be() -> None:
    night = AT + timedelta(hours=14)
    lead = PersonFactory()
    values = {"by_day": "2026-11-24T17:00"}

    message = send(messaging.to_staff(lead.pk), "worry_to_read", values=values, at=night)
    ordinary = send(messaging.to_staff(lead.pk), "join_to_ring", values={}, at=night, key="o")

    assert lead.user is not None
    assert message.address == lead.user.email
    assert drained(night) == messaging.DrainCounts(sent=1)
    ordinary.refresh_from_db()
    assert ordinary.state == "queued"
    gone = send(messaging.to_staff(PersonFactory(user=None).pk), "join_to_ring", values={}, key="g")
    assert gone.why == "no_address"


def test_sign_in_mail_goes_at_once_and_is_nobodys_list() -> None:
    night = AT + timedelta(hours=14)
    link = {"link": "x" * 22}
    message = send(
        messaging.to_address("new@example.org"), "account_confirm", values=link, at=night
    )

    assert drained(night) == messaging.DrainCounts(sent=1)
    assert f"/{link['link']}/" in message.body
    assert messaging.cannot_send(actor=SYSTEM).total == 0


def test_without_an_engine_a_person_is_told(settings: Any) -> None:
    settings.MESSAGING = {"text": "", "email": "outbox", "letter": ""}

    assert send(person()).why == "no_engine"
    assert (
        send(person(channels=["text", "email"], email="a@example.org"), key="b").channel == "email"
    )


def test_outbox_on_a_page_is_the_demos_alone(service: Any) -> None:
    from alongside.domain.people import public as people
    from alongside.domain.people.models import Deployment
    from alongside.foundation.errors import NotFound

    Deployment.objects.all().delete()
    people.forget_service()

    with pytest.raises(NotFound):
        messaging.outbox(at=AT)
