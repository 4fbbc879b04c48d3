"""Asking to hear by letter: an address in its parts, and a letter that somebody prints."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from alongside.domain.messaging import public as messaging
from alongside.foundation import clock
from web.browsed import as_sent
from web.signposting.conftest import Asker, only_request

ADDRESS = {
    "channel": "letter",
    "text": "",
    "street": "1 Mill Lane",
    "town": "Worcester",
    "postcode": "wr1 2ab",
}


def test_a_letter_waits_to_be_printed(asker: Asker, coordinator: Client, settings: Any) -> None:
    settings.MESSAGING = {**settings.MESSAGING, "letter": "print"}

    asker.reach(**ADDRESS, envelope="R. Adeyemi", street_more="Flat 2")
    asker.help()
    checked = asker.check()
    asker.send()
    messaging.drain(now=clock.now)

    assert "R. Adeyemi, 1 Mill Lane, Flat 2, Worcester, WR1 2AB" in checked
    lines = ("R. Adeyemi", "1 Mill Lane", "Flat 2", "Worcester", "WR1 2AB")
    profile = messaging.own_profile(only_request().person_id)
    assert (profile.channels, profile.post) == (("letter",), lines)
    page = coordinator.get("/letters/print/").content.decode()
    for line in (*lines, only_request().reference):
        assert line in page


def test_everything_that_is_missing_is_said(asker: Asker) -> None:
    page = asker.reach(channel="letter", text="").content.decode()

    for words in ("first line of your address", "Enter your town or city", "Enter your postcode"):
        assert words in page


@pytest.mark.parametrize("postcode", ["WR1", "12345", "WR1 2A", "ZZ1 2AB C"])
def test_a_postcode_that_is_none_is_refused(asker: Asker, postcode: str) -> None:
    page = asker.reach(**ADDRESS | {"postcode": postcode}).content.decode()

    assert "There is a problem" in page
    assert "Enter a full postcode" in page


def test_a_postcode_of_no_place_is_refused_before_sending(asker: Asker) -> None:
    asker.reach(**ADDRESS | {"postcode": "QX1 2AB"})
    asker.help()

    page = asker.send().content.decode()

    assert "Enter a whole address" in page
    assert f'href="{asker.start}?after=check"' in page


def test_the_answers_are_shown_again(asker: Asker) -> None:
    asker.reach(**ADDRESS, street_more="Flat 2")

    known = as_sent(asker.client.get(asker.start))

    assert known["channel"] == ["letter"]
    parts = ("envelope", "street", "street_more", "town", "postcode")
    assert [known[part][0] for part in parts] == [
        "Ruth", "1 Mill Lane", "Flat 2", "Worcester", "WR1 2AB"
    ]  # fmt: skip
