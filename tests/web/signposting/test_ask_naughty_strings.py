"""Every field of asking and answering against strings that break things: a clear answer, never a
fault, and nothing that a page shows as anything but words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from alongside.domain.signposting import public as signposting
from alongside.web.signposting.answer.forms import AnswerForm
from alongside.web.signposting.ask.forms import HelpForm, ReachForm
from alongside.web.signposting.desk.forms import AnotherDayForm, PlacesForm, RangForm
from factories.asking import County, asked, group_link
from factories.directory import AT
from support import needs_shared
from web.naughty import RAW, sample, sendable, through_forms
from web.signposting.conftest import Asker, only_request

pytestmark = [pytest.mark.django_db, needs_shared, pytest.mark.once]
DAY = {"other_day_day": "1", "other_day_month": "2", "other_day_year": "2027"}
FORMS: list[Callable[[dict[str, str]], Any]] = [
    ReachForm,
    lambda said: HelpForm(said, on=AT.date()),
    lambda said: AnswerForm(said, days=()),
    RangForm,
    AnotherDayForm,
    PlacesForm,
]


@pytest.mark.usefixtures("here")
def test_forms_answer_strings_without_a_fault(pytestconfig: pytest.Config) -> None:
    for make in FORMS:
        names = list(make({}).fields)
        parts = [f"{name}_{part}" for name in names for part in ("day", "month", "year")]
        for text in through_forms(pytestconfig):
            assert isinstance(make(dict.fromkeys([*names, *parts], text)).is_valid(), bool)


def _sound(page: Any, text: str) -> str:
    assert page.status_code < 500, text[:60]
    words: str = page.content.decode()
    assert not any(raw in words for raw in RAW), text[:60]
    return words


def test_asking_does_not_break(asker: Asker) -> None:
    for text in sample(1):
        said = sendable(text)
        for changes in ({"name": said}, {"text": said}, {"channel": "email", "email": said}):
            _sound(asker.reach(**changes), text)
        asker.reach(name=said)
        asker.reach(signed_as="first_name", signature_name=said)
        _sound(asker.help(note=said, help_to_come=said), text)
        asker.help(note=said)
        _sound(asker.client.get(f"{asker.start}check/", follow=True), text)
        _sound(asker.client.post(f"{asker.start}check/", {"key": said}), text)
        _sound(asker.client.get(f"{asker.start}check/?after={said}", follow=True), text)


def test_what_was_asked_is_shown_as_words(here: County, coordinator: Client) -> None:
    for text in sample(2):
        asker = Asker(here)
        asker.reach(name=sendable(text))
        asker.help(note=sendable(text))
        page = asker.client.get(f"{asker.start}check/")
        if page.status_code != 200:
            continue
        asker.client.get(asker.send()["Location"])
        request = signposting.requests(actor=here.coordinator, which="open", at=AT).rows[-1]
        link = group_link(request.request_id)
        for shown in (
            Client().get(f"/a/{link}/"),
            coordinator.get(f"/requests/{request.request_id}/"),
            coordinator.get("/requests/"),
        ):
            _sound(shown, text)


def test_the_group_and_the_coordinator_may_type_anything(here: County, coordinator: Client) -> None:
    record = asked(here.group)
    link, request = group_link(record.request_id), record.request_id

    for text in sample(3):
        said = sendable(text)
        for answer in (
            {"answer": "coming", "first_day": "another", "meets_you": said} | DAY,
            {"answer": "coming", "first_day": said},
            {"answer": "not_this_one", "reason": "own", "own_words": said},
            {"answer": said},
        ):
            _sound(Client().post(f"/a/{link}/", answer), text)
        _sound(Client().post(f"/r/{record.token}/", {"what": said}), text)
        _sound(Client().post(f"/r/{record.token}/help/", {"note": said}), text)
        rang = {"answer": "not_this_one", "reason": said}
        _sound(coordinator.post(f"/requests/{request}/rang/", rang), text)
        places = {"limited": "yes", "places": said}
        _sound(coordinator.post(f"/requests/places/{here.group}/", places), text)
        _sound(Client().get(f"/r/{record.token}/"), text)
        _sound(Client().get("/none-of-these/", {"near": said, "condition": said}), text)
    assert only_request().listing_id == here.group


def test_odd_links_and_addresses_do_not_break(here: County) -> None:
    for text in sample(4, 60):
        said = sendable(text).replace("/", "").replace("?", "").replace("#", "")[:200]
        for start in ("/r/", "/a/", "/o/", "/n/"):
            page = Client().get(f"{start}{said}/")
            assert page.status_code < 500, text[:60]
