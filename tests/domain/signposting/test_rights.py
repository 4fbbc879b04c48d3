"""The person changes, takes back, hands out links, reads all and has it erased."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Request, UnmetNeed
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.links import open_link
from factories.asking import TEXT, County, asked, county, group_link, row
from factories.directory import AT, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
ELSEWHERE = replace(TEXT, channel="email", email="ruth@example.org", share_with_group=False)


@pytest.fixture
def here() -> County:
    return county()


def test_person_changes_what_would_help(here: County) -> None:
    record = asked(here.group)

    token = signposting.change_request(
        record.token, help_to_come=("quiet_space",), note="Left ear only.", at=AT
    )

    assert token == record.token
    mine = signposting.my_request(token, at=AT)
    assert ([one.slug for one in mine.help_to_come], mine.note) == (
        ["quiet_space"],
        "Left ear only.",
    )


def test_new_contact_makes_the_old_link_worthless(here: County) -> None:
    record = asked(here.group)

    token = signposting.change_request(record.token, contact=ELSEWHERE, at=AT)

    mine = signposting.my_request(token, at=AT)
    assert mine.contact is not None
    assert mine.contact.address == "ruth@example.org"
    assert not mine.share_with_group
    with pytest.raises(NotFound):
        signposting.my_request(record.token, at=AT)


def test_closed_or_wrong_changes_are_refused(here: County) -> None:
    record = asked(here.group)
    with pytest.raises(Invalid):
        signposting.change_request(record.token, help_to_come=("magic",), at=AT)
    with pytest.raises(Invalid):
        signposting.change_request(record.token, contact=replace(TEXT, number=""), at=AT)
    signposting.cancel_request(record.token, at=AT)

    with pytest.raises(Conflict):
        signposting.change_request(record.token, note="Too late", at=AT)


def test_coordinator_sends_a_new_link_and_the_old_one_is_over(here: County) -> None:
    record = asked(here.group)
    group = group_link(record.request_id)

    signposting.new_link(record.request_id, actor=here.coordinator, at=AT)
    signposting.new_link(record.request_id, purpose="answer", actor=here.coordinator, at=AT)

    with pytest.raises(NotFound):
        signposting.my_request(record.token, at=AT)
    with pytest.raises(NotFound):
        signposting.request_to_answer(group, at=AT)
    with pytest.raises(NotFound):
        signposting.new_link(record.request_id, purpose="my_data", actor=here.coordinator, at=AT)


def test_short_links_open_the_persons_own_pages_for_an_hour(here: County) -> None:
    record = asked(here.group)

    for purpose in ("my_data", "preferences"):
        token = signposting.link_for(record.token, purpose, at=AT)
        assert open_link(token, purpose, at=AT) == str(row(record).person_id)
        with pytest.raises(NotFound):
            open_link(token, purpose, at=AT + timedelta(minutes=61))
    with pytest.raises(NotFound):
        signposting.link_for(record.token, "answer", at=AT)
    with pytest.raises(NotFound):
        signposting.link_for(group_link(record.request_id), "my_data", at=AT)


def test_all_that_is_kept_of_a_person_can_be_read(here: County) -> None:
    record = asked(here.group, note="I am shy.")
    asked(here.group, name="Somebody else")

    data = signposting.personal_data(row(record).person_id)

    assert [one["note"] for one in data["signposting.request"]] == ["I am shy."]
    assert "key" not in data["signposting.request"][0]
    assert json.loads(json.dumps(data)) == data
    assert set(data) == {
        "signposting.request",
        "signposting.offer",
        "signposting.said",
        "signposting.unmetneed",
        "signposting.toldof",
        "requests_you_took_on",
        "what_you_noted",
    }


def test_erasing_withdraws_blanks_and_leaves_the_counts(here: County) -> None:
    signposting.set_places(here.group, places=1, actor=SYSTEM, at=AT)
    record, waiting = asked(here.group, note="I am shy."), asked(here.group)
    signposting.tell_when_one_opens(
        name="Ruth", contact=TEXT, outward="", key="k", actor=here.coordinator, at=AT
    )
    person_id = row(record).person_id
    UnmetNeed.objects.filter(key="k").update(person_id=person_id)

    done = signposting.erase_person_data(person_id=person_id, actor=SYSTEM, at=AT)
    again = signposting.erase_person_data(person_id=person_id, actor=SYSTEM, at=AT)

    assert done["signposting.request"] == again["signposting.request"] == 1
    request = row(record)
    assert (request.state, request.note, request.help_to_come) == ("withdrawn", "", [])
    assert row(waiting).state == "asked"
    assert UnmetNeed.objects.filter(person_id=person_id).count() == 0
    assert UnmetNeed.objects.filter(key="k").count() == 0
    assert UnmetNeed.objects.count() == 2  # the one who waits, and the one of nobody now
    with pytest.raises(NotFound):
        signposting.my_request(record.token, at=AT)
    assert signposting.reconcile(AT) == ()
    assert people.names([person_id])
    assert Request.objects.count() == 2
