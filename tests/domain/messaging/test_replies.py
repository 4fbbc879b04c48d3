"""What people answer, in any dress; what nobody understands goes to a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message, Reply
from alongside.domain.messaging.rules.replying import meaning_of, words_of
from alongside.foundation import events
from alongside.foundation.actor import Actor, Grant
from alongside.foundation.errors import NotFound
from factories.catalogue import files
from factories.messaging import AT, SYSTEM, drained, person, send
from factories.people import OrganisationFactory, PersonFactory

LANGUAGES = [words_of(entry.content) for entry in files().entries["reply_words"]]
MOBILE = "+447700900123"


def reply(text: str, key: str = "1", *, sender: str = MOBILE, days: float = 0) -> None:
    messaging.reply(
        provider="twilio",
        provider_id=key,
        sender=sender,
        text=text,
        at=AT + timedelta(days=days),
    )


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was told upwards."""
    told: list[object] = []
    monkeypatch.setitem(events._receivers, messaging.ReplyReceived, [told.append])
    monkeypatch.setitem(events._receivers, messaging.TextsStopped, [told.append])
    return told


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("1", "1"),
        (" 1. ", "1"),
        ("1)", "1"),
        ("'1'", "1"),
        ("٤", "4"),
        ("４", "4"),
        ("One", "1"),
        ("4 please call me", "4"),
        ("Couldn’t come", "3"),
        ("STOP", "stop"),
        ("stop!", "stop"),
        ("S T O P", "unknown"),
        ("Stop texting me now please", "stop"),
        ("stóp", "stop"),
        ("Stopiwch", "stop"),
        ("START", "start"),
        ("Help", "help"),
        ("Cymorth", "help"),
        ("dau", "2"),
        ("12", "unknown"),
        ("0", "unknown"),
        ("1 or 2?", "unknown"),
        ("I went once", "unknown"),
        ("I want to stop", "unknown"),
        ("can't go on", "unknown"),
        ("", "unknown"),
        ("🙂", "unknown"),
    ],
)
def test_meaning(text: str, meaning: str) -> None:
    assert meaning_of(text, LANGUAGES) == meaning


@given(st.text(max_size=300))
def test_any_text_has_one_meaning(text: str) -> None:
    assert meaning_of(text, LANGUAGES) in {"stop", "start", "help", "unknown", *"123456789"}


@pytest.mark.django_db(transaction=True)
def test_answer_is_told_to_whoever_asked(heard: list[object]) -> None:
    asked = person(text_number=MOBILE)
    message = send(asked, "join_how_was_it")
    drained()

    reply(" 2. ", days=1)
    reply(" 2. ", days=2)

    (told,) = heard
    assert told == messaging.ReplyReceived(
        message_id=message.pk,
        cause_type="people.person",
        cause_id=str(asked.pk),
        template="join_how_was_it",
        meaning="2",
        at=AT + timedelta(days=1),
    )
    assert list(messaging.answers_since(AT, cause_type="people.person")) == [told]
    assert list(messaging.answers_since(AT, cause_type="other.thing")) == []
    assert messaging.replies(actor=SYSTEM).total == 0


def test_number_that_answers_nothing_goes_to_a_person() -> None:
    asked = person(text_number=MOBILE)
    send(asked)
    drained()

    reply("2", "to no question")
    reply("9", "no such answer")
    send(asked, "join_how_was_it", key="later")
    drained()
    reply("2", "too late", days=15)

    assert list(messaging.answers_since(AT, cause_type="people.person")) == []
    rows = messaging.replies(actor=SYSTEM).rows
    assert sorted(row.text for row in rows) == ["2", "2", "9"]
    assert {row.person_id for row in rows} == {asked.pk}


def test_two_people_with_one_number_are_not_guessed_between() -> None:
    for _ in range(2):
        send(person(text_number=MOBILE), "join_how_was_it")
    drained()

    reply("1")

    assert list(messaging.answers_since(AT, cause_type="people.person")) == []
    (row,) = messaging.replies(actor=SYSTEM).rows
    assert (row.person_id, row.name, row.about) == (None, "", "")


def test_stop_ends_texts_for_everybody_with_that_number_and_start_begins_them() -> None:
    one, two, other = (
        person(text_number=MOBILE),
        person(text_number=MOBILE, channels=["text", "email"], email="two@example.org"),
        person(),
    )

    reply("STOP")
    messages = [send(each) for each in (one, two, other)]

    assert [(each.state, each.why, each.channel) for each in messages] == [
        ("cannot_send", "stopped", ""),
        ("queued", "", "email"),
        ("queued", "", "text"),
    ]
    assert messaging.own_profile(one.pk).texts_stopped
    late = person(text_number=MOBILE)
    assert messaging.own_profile(late.pk).texts_stopped
    (row,) = messaging.replies(actor=SYSTEM).rows
    assert (row.meaning, row.person_id) == ("stop", None)
    reply("start", "2")
    assert not messaging.own_profile(one.pk).texts_stopped
    assert send(one, key="again").state == "queued"


@pytest.mark.django_db(transaction=True)
def test_stop_is_told_and_confirmed_once(heard: list[object]) -> None:
    asked = person(text_number=MOBILE)

    for number in range(3):
        reply("STOP", str(number))
    drained()

    assert heard == [messaging.TextsStopped((asked.pk,), AT)]
    sent = Message.objects.filter(state="sent")
    assert [message.body for message in sent] == [
        "Done. You get no more texts from us. To get them again, reply START.\nFrom the team"
    ]


def test_help_is_answered_at_any_hour_with_where_to_turn_and_told_to_a_person() -> None:
    night = 14 / 24
    reply("help", days=night)
    drained(later=timedelta(days=night))

    (message,) = Message.objects.filter(state="sent")
    for number in ("999", "111", "116 123"):
        assert number in message.body
    assert message.parts == 1
    (row,) = messaging.replies(actor=SYSTEM).rows
    assert (row.meaning, row.text) == ("help", "help")


def test_two_machines_do_not_talk_on() -> None:
    for number in range(50):
        reply("HELP", str(number))

    assert Message.objects.count() == 1


@pytest.mark.parametrize("sender", ["", "SHORTCODE", "60006", "+1", "x" * 300, "+447700900999"])
@pytest.mark.parametrize(
    "text", ["", "\x00", "STOP", "HELP", "1", "😀" * 3_000, "\ud800", "ساعدوني"]
)
def test_any_sender_and_words_are_taken(sender: str, text: str) -> None:
    reply(text, sender=sender)

    assert Reply.objects.count() == 1


def test_reading_a_reply_wipes_its_words() -> None:
    here = OrganisationFactory()
    send(person(text_number=MOBILE), organisation_id=here.pk)
    drained()
    reply("Is it the blue door?")
    (row,) = messaging.replies(actor=SYSTEM).rows
    elsewhere = OrganisationFactory().pk
    other = Actor("person", PersonFactory().pk, "O", frozenset({Grant("coordinator", elsewhere)}))
    ours = Actor("person", PersonFactory().pk, "C", frozenset({Grant("coordinator", here.pk)}))

    assert messaging.replies(actor=other).total == 0
    with pytest.raises(NotFound):
        messaging.reply_read(row.reply_id, actor=other, at=AT)
    for _ in range(2):
        messaging.reply_read(row.reply_id, note="Rang", actor=ours, at=AT)

    kept = Reply.objects.get()
    assert (kept.state, kept.text, kept.note) == ("read", "", "Rang")
