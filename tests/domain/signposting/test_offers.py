"""Another group is named: never one that was asked, by the directory's own ranking."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.domain.directory import public as directory
from alongside.domain.directory.public import Place
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Offer, Request, UnmetNeed
from alongside.foundation.errors import Conflict, NotFound
from factories.asking import County, asked, county, group, group_link, offer_link, row
from factories.directory import AT, SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
FAR = Place(name="Far Hall", town="Carlisle", postcode="CA1 1AA", lat=54.89, lon=-2.93)


@pytest.fixture
def here() -> County:
    return county()


@pytest.fixture
def declined(here: County) -> signposting.AskedRecord:
    """A request that the group turned down, with three other groups near."""
    for name in ("Wednesday Circle", "Thursday Circle", "Friday Circle"):
        group(here.steward, name=name)
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)
    return record


def _offer(here: County, record: signposting.AskedRecord) -> object:
    return signposting.offer_next(record.request_id, actor=here.coordinator, at=AT)


def test_accepted_offer_is_a_request_of_its_own(
    here: County, declined: signposting.AskedRecord
) -> None:
    offered = _offer(here, declined)
    token = offer_link(declined.request_id)
    assert signposting.offer(token, at=AT).listing_id == offered

    records = [signposting.accept_offer(token, at=AT) for _ in range(10)]

    assert len({record.request_id for record in records}) == 1
    old, new = row(declined), row(records[0])
    assert (old.state, old.owner_kind) == ("moved_on", "")
    assert (new.state, new.listing_id, new.person_id) == ("asked", offered, old.person_id)
    assert new.follows_id == old.pk
    assert signposting.my_request(declined.token, at=AT).next_request_id == new.pk


def test_no_group_is_named_twice_in_one_story(
    here: County, declined: signposting.AskedRecord
) -> None:
    seen = {here.group}
    _offer(here, declined)
    new = signposting.accept_offer(offer_link(declined.request_id), at=AT)
    seen.add(row(new).listing_id)
    signposting.answer_request(group_link(new.request_id), answer="not_this_one", at=AT)
    _offer(here, new)
    third = row(new).offers.get(answer="").listing_id
    assert third not in seen
    seen.add(third)
    signposting.decline_offer(offer_link(new.request_id), at=AT)
    assert row(new).offers.get(answer="").listing_id not in seen

    assert signposting.decline_offer(offer_link(new.request_id), at=AT) == ""

    assert row(new).state == "nothing_suited"
    assert UnmetNeed.objects.filter(reason="nothing_suitable").count() == 1


def test_offer_is_opened_from_the_request_too(
    here: County, declined: signposting.AskedRecord
) -> None:
    with pytest.raises(NotFound):
        signposting.link_for(declined.token, "offer", at=AT)
    offered = _offer(here, declined)

    token = signposting.link_for(declined.token, "offer", at=AT)

    assert signposting.offer(token, at=AT).listing_id == offered


def test_declining_names_the_next_and_old_links_answer_nothing(
    here: County, declined: signposting.AskedRecord
) -> None:
    _offer(here, declined)
    first = offer_link(declined.request_id)

    second = signposting.decline_offer(first, at=AT)

    assert signposting.offer(second, at=AT).answer == ""
    assert signposting.decline_offer(first, at=AT)  # again: still the second
    assert Offer.objects.count() == 2
    with pytest.raises(Conflict):
        signposting.accept_offer(first, at=AT)


def test_far_full_and_referred_groups_are_not_named(here: County) -> None:
    group(here.steward, name="Far", places=(FAR,))
    group(here.steward, name="By referral", joining="referral")
    full = group(here.steward, name="Full")
    directory.set_full(full, True, actor=SYSTEM, at=AT)
    without_places = group(here.steward, name="No places left")
    signposting.set_places(without_places, places=0, actor=SYSTEM, at=AT)
    group(here.steward, name="Not step-free", access={"step_free": "no"})
    record = asked(here.group, help_to_come=("step_free",))
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)

    assert _offer(here, record) is None
    assert row(record).state == "not_this_one"

    signposting.nothing_suits(record.request_id, actor=here.coordinator, at=AT)
    signposting.nothing_suits(record.request_id, actor=here.coordinator, at=AT)
    assert row(record).state == "nothing_suited"


def test_coordinator_chooses_a_group_but_none_that_was_asked(
    here: County, declined: signposting.AskedRecord
) -> None:
    chosen = group(here.steward, name="Chosen", places=(FAR,))

    signposting.offer_next(declined.request_id, listing_id=chosen, actor=here.coordinator, at=AT)

    assert row(declined).offers.get().listing_id == chosen
    with pytest.raises(Conflict):
        signposting.offer_next(
            declined.request_id, listing_id=here.group, actor=here.coordinator, at=AT
        )


def test_group_turned_down_and_nobody_looked_is_offered_anyway(
    here: County, declined: signposting.AskedRecord
) -> None:
    for days in range(6):
        signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=days))

    assert row(declined).state == "offered"


def test_silence_about_an_offer_is_a_coordinators_call(
    here: County, declined: signposting.AskedRecord
) -> None:
    _offer(here, declined)
    token = offer_link(declined.request_id)

    signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=7))
    assert row(declined).state == "offered"
    signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=8))

    assert row(declined).state == "call_back"
    with pytest.raises(NotFound):
        signposting.accept_offer(token, at=AT + timedelta(days=8))


def test_late_yes_of_the_first_group_ends_the_offer(
    here: County, declined: signposting.AskedRecord
) -> None:
    _offer(here, declined)
    token = offer_link(declined.request_id)

    signposting.answer_request(group_link(declined.request_id), answer="coming", at=AT)

    assert row(declined).state == "coming"
    with pytest.raises((Conflict, NotFound)):
        signposting.accept_offer(token, at=AT)
    assert Request.objects.count() == 1


def test_offered_group_that_ends_is_replaced(
    here: County, declined: signposting.AskedRecord
) -> None:
    offered = _offer(here, declined)
    token = offer_link(declined.request_id)
    directory.close(offered, actor=SYSTEM, at=AT)  # type: ignore[arg-type]
    with pytest.raises(Conflict):
        signposting.accept_offer(token, at=AT)

    signposting.run_due(actor=SYSTEM, at=AT)

    assert row(declined).state == "offered"
    assert row(declined).offers.get(answer="").listing_id != offered
