"""Groups that cannot be asked here: how people get there, and what else there is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from alongside.domain.directory.public import take_in
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request
from alongside.foundation.actor import VISITOR
from factories.asking import TEXT, County, asked, group, group_link, offer_link
from factories.directory import AT, SYSTEM, content
from web.signposting.conftest import ANSWERS, only_request

REFERRED = {
    "joining": "referral",
    "joining_notes": "Your surgery has our form.",
    "name": "Ward Circle",
}


@pytest.mark.parametrize("page", ["", "help/", "check/"])
def test_a_group_to_which_somebody_is_sent_says_how(here: County, page: str) -> None:
    sent = group(here.steward, **REFERRED)

    answer = Client().get(f"/groups/{sent}/ask/{page}", follow=True)
    found = answer.content.decode()

    assert answer.status_code == 200
    assert "Somebody needs to send you" in found
    assert "Your surgery has our form." in found
    assert 'href="tel:' in found
    assert f'href="/groups/{here.group}/"' in found  # the nearest that can be asked
    assert "/none-of-these/?near=" in found
    assert "<form" not in found


def test_a_group_that_takes_nobody_new_says_so_everywhere(here: County) -> None:
    closed = group(here.steward, joining="closed", name="Quiet Circle")

    asks = Client().get(f"/groups/{closed}/ask/").content.decode()
    shown = Client().get(f"/groups/{closed}/").content.decode()
    results = Client().get("/find/results").content.decode()

    assert "takes nobody new at the moment" in asks
    assert "tell me when a group opens" in asks
    assert "Takes nobody new at the moment" in shown
    assert "Ask to join" not in shown
    assert "Takes nobody new at the moment" in results


def test_what_was_typed_before_is_not_taken(here: County) -> None:
    sent = group(here.steward, **REFERRED)

    answer = Client().post(f"/groups/{sent}/ask/", ANSWERS)

    assert answer.status_code == 409
    assert "Somebody needs to send you" in answer.content.decode()


def test_nothing_is_written_for_it(here: County) -> None:
    sent = group(here.steward, **REFERRED)

    with pytest.raises(signposting.CannotBeAsked):
        signposting.ask(
            listing_id=sent, name="Ruth", contact=TEXT, help_to_come=(), note="", practice="",
            key="k" * 32, actor=VISITOR, at=AT,
        )  # fmt: skip

    assert not Request.objects.exists()


def test_only_groups_that_can_be_asked_are_named_instead(here: County) -> None:
    group(here.steward, joining="referral", name="Another Ward")
    full = group(here.steward, name="Full Circle", full=True)

    found = Client().get(f"/groups/{full}/ask/").content.decode()

    assert f'href="/groups/{here.group}/"' in found
    assert "Another Ward" not in found


def test_an_offer_of_a_group_that_closed_meanwhile_is_no_dead_end(here: County) -> None:
    other = content(name="Evening Friends")
    taken = {"steward_id": here.steward, "source": "test", "external_id": "evening"}
    take_in(other, **taken, actor=SYSTEM, at=AT)
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)
    signposting.offer_next(record.request_id, actor=here.coordinator, at=AT)
    token = offer_link(record.request_id)
    take_in(replace(other, joining="closed"), **taken, actor=SYSTEM, at=AT)

    answer = Client().post(f"/o/{token}/", {"answer": "yes"})

    assert answer.status_code == 200
    assert "cannot be asked any more" in answer.content.decode()
    assert only_request().state == "offered"
    Client().post(f"/o/{token}/", {"answer": "none"})
    assert only_request().state == "nothing_suited"
