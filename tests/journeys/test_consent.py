"""Consent withdrawn: everything that was shared for it is taken back with it, or nothing is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Offer, Request, UnmetNeed
from alongside.foundation.actor import by_link
from alongside.foundation.errors import NotFound
from alongside.foundation.links import make_link
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit
from alongside.journeys import consent
from factories.asking import TEXT, County, asked, county, group, group_link, offer_link
from factories.directory import AT, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
JOIN, SHARE, HEAR = "join-request", "share-with-group", "texts-and-emails"
LATER = AT + timedelta(hours=1)


@dataclass(frozen=True)
class Shared:
    """What is known of one person, and by whom."""

    here: County
    person: UUID
    coming: signposting.AskedRecord
    asked: signposting.AskedRecord
    offered: signposting.AskedRecord
    of_groups: tuple[str, ...]
    of_offer: str
    of_news: str


@pytest.fixture
def shared() -> Shared:
    """Ruth comes to one group, asked a second, and a third said no, so another one is offered."""
    here = county()
    second, third, _other = (group(here.steward, name=f"Group {word}") for word in "ABC")
    coming = asked(here.group)
    person = _request(coming).person_id
    messaging.drain(now=lambda: AT)
    signposting.answer_request(
        group_link(coming.request_id),
        answer="coming",
        first_day=(AT + timedelta(days=1)).date(),
        at=AT,
    )
    still_asked, no = asked(second), asked(third)
    # Asked without an account each time; here it is one person, as it is for somebody signed in.
    Request.objects.filter(pk__in=(still_asked.request_id, no.request_id)).update(person_id=person)
    signposting.answer_request(group_link(no.request_id), answer="not_this_one", at=AT)
    signposting.offer_next(no.request_id, actor=here.coordinator, at=AT)
    _wants_news(person, here)
    need = UnmetNeed.objects.filter(person_id=person).latest("recorded_at")
    with unit(actor=SYSTEM, at=AT) as work:
        news = make_link("news", need, valid_until=AT + timedelta(days=9), work=work)
    return Shared(
        here,
        person,
        coming,
        still_asked,
        no,
        (group_link(coming.request_id), group_link(still_asked.request_id)),
        offer_link(no.request_id),
        news,
    )


def _wants_news(person: UUID, here: County) -> None:
    signposting.tell_me(_token_of_closed(here, person), at=AT)


def _token_of_closed(here: County, person: UUID) -> str:
    record = asked(group(here.steward, name="Group D"))
    Request.objects.filter(pk=record.request_id).update(person_id=person)
    signposting.cancel_request(record.token, at=AT)
    return record.token


def _request(record: signposting.AskedRecord) -> Request:
    return Request.objects.get(pk=record.request_id)


def _withdraw(shared: Shared, purpose: str) -> None:
    consent.withdraw(
        person_id=shared.person, purpose=purpose, actor=by_link(shared.person), at=LATER
    )


def _to_groups(shared: Shared) -> list[Message]:
    found = Message.objects.filter(to_kind="published", created_at=LATER)
    return list(found.order_by("created_at"))


def _opens(act: Callable[[], object]) -> bool:
    try:
        act()
    except NotFound:
        return False
    return True


def test_asking_ends_everywhere_at_once(shared: Shared) -> None:
    _withdraw(shared, JOIN)

    assert not people.has_consent(shared.person, JOIN)
    for record in (shared.coming, shared.asked, shared.offered):
        assert _request(record).state == "withdrawn"
    for token in shared.of_groups:
        assert not _opens(lambda token=token: signposting.request_to_answer(token, at=LATER))  # type: ignore[misc]
    assert not _opens(lambda: signposting.offer(shared.of_offer, at=LATER))
    assert not _opens(lambda: signposting.news(shared.of_news, at=LATER))
    assert Offer.objects.get(request=shared.offered.request_id).answer == "lapsed"
    assert not UnmetNeed.objects.filter(tell_until__isnull=False).exists()
    # Their own link still shows what became of it, and leads to their data.
    assert signposting.my_request(shared.coming.token, at=LATER).state == "withdrawn"


def test_a_group_that_had_heard_is_told_in_words_that_reveal_nothing(shared: Shared) -> None:
    _withdraw(shared, JOIN)
    messaging.drain(now=lambda: LATER)

    (told,) = _to_groups(shared)
    said = f"{told.subject} {told.body}"
    assert told.cause_id == str(shared.coming.request_id)
    assert told.template == "join_cancelled_to_group"
    assert shared.coming.reference in said
    for telling in ("Ruth", "Adeyemi", "agree", "consent", "data", "07700", "diabetes"):
        assert telling not in said


def test_nothing_that_waited_is_sent_to_anybody(shared: Shared) -> None:
    waited = Message.objects.filter(
        state="queued", created_at=AT, to_kind__in=("person", "published")
    )
    ids = set(waited.values_list("pk", flat=True))

    _withdraw(shared, JOIN)
    messaging.drain(now=lambda: LATER)

    assert ids
    assert set(Message.objects.filter(pk__in=ids).values_list("state", flat=True)) == {"cancelled"}
    assert not Message.objects.filter(pk__in=ids).exclude(body="").exists()


def test_wishes_of_their_own_stay_when_only_the_asking_ends(shared: Shared) -> None:
    signposting.tell_when_one_opens(
        name="Ruth", contact=TEXT, outward="WR1", condition="", language="", age_band="",
        key="k" * 32, actor=SYSTEM, at=AT,
    )  # fmt: skip
    UnmetNeed.objects.filter(key="k" * 32).update(person_id=shared.person)

    _withdraw(shared, JOIN)

    assert UnmetNeed.objects.get(key="k" * 32).tell_until is not None


def test_the_group_sees_no_contact_from_that_moment(shared: Shared) -> None:
    before = signposting.request_to_answer(shared.of_groups[0], at=AT).contact

    _withdraw(shared, SHARE)

    after = signposting.request_to_answer(shared.of_groups[0], at=LATER)
    assert before is not None
    assert after.contact is None
    assert after.state == "coming"
    assert not messaging.own_profile(shared.person).share_needs
    assert _to_groups(shared) == []


def test_no_more_messages_and_what_was_asked_for_stays(shared: Shared) -> None:
    people.give_consent(
        person_id=shared.person, purpose=HEAR, how="page", actor=by_link(shared.person), at=AT
    )
    messaging.set_profile(
        person_id=shared.person,
        changes={"channels": ("text", "phone"), "phone_number": "01632 960 001"},
        actor=by_link(shared.person),
        at=AT,
    )

    _withdraw(shared, HEAR)
    messaging.drain(now=lambda: LATER)

    profile = messaging.own_profile(shared.person)
    assert profile.channels == ("phone",)
    assert set(profile.forbidden) == {"text", "email", "letter"}
    assert _request(shared.coming).state == "coming"
    assert not UnmetNeed.objects.filter(tell_until__isnull=False).exists()
    to_person = Message.objects.filter(person_id=shared.person)
    assert not to_person.filter(sent_at__gte=LATER).exists()


def test_withdrawn_again_is_refused_and_changes_nothing(shared: Shared) -> None:
    _withdraw(shared, JOIN)
    rows = AuditRow.objects.count()

    with pytest.raises(NotFound):
        _withdraw(shared, JOIN)

    assert AuditRow.objects.count() == rows


def test_nobody_else_withdraws_it(shared: Shared) -> None:
    with pytest.raises(NotFound):
        consent.withdraw(
            person_id=shared.person,
            purpose=JOIN,
            actor=replace(by_link(shared.person), person_id=UUID(int=7)),
            at=LATER,
        )

    assert people.has_consent(shared.person, JOIN)


class Died(Exception):
    """What ends the journey in the middle."""


@pytest.mark.parametrize(
    ("purpose", "step"),
    [
        (purpose, step)
        for purpose, steps in consent.TAKEN_BACK.items()
        for step in range(len(steps) + 1)
    ],
)
def test_ended_in_the_middle_nothing_is_half_done(
    shared: Shared, purpose: str, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in (HEAR, purpose):
        people.give_consent(
            person_id=shared.person, purpose=one, how="page", actor=by_link(shared.person), at=AT
        )
    before = _everything()

    def dies(**_said: object) -> None:
        raise Died

    steps = consent.TAKEN_BACK[purpose]
    monkeypatch.setitem(consent.TAKEN_BACK, purpose, (*steps[:step], dies, *steps[step:]))
    with pytest.raises(Died):
        _withdraw(shared, purpose)

    assert people.has_consent(shared.person, purpose)
    assert _everything() == before
    assert _opens(lambda: signposting.request_to_answer(shared.of_groups[0], at=LATER))


def _everything() -> tuple[list[tuple[object, ...]], ...]:
    return (
        list(Request.objects.order_by("pk").values_list()),
        list(UnmetNeed.objects.order_by("pk").values_list()),
        list(Offer.objects.order_by("pk").values_list()),
        list(Message.objects.order_by("pk").values_list()),
        list(AuditRow.objects.order_by("pk").values_list()),
    )


def test_pages_and_commands_withdraw_by_the_journey_alone() -> None:
    source = Path(consent.__file__).parents[1]
    files = [*source.glob("web/**/*.py"), *source.glob("api/**/*.py"), *source.glob("cli/**/*.py")]

    assert files
    assert [file.name for file in files if "people.withdraw_consent" in file.read_text()] == []
