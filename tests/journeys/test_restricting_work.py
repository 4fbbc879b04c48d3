"""Details that are kept and not used, where people are introduced and mentors are chosen."""

from __future__ import annotations

from typing import Any

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Pair, Place
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.foundation.actor import by_link
from alongside.foundation.errors import Conflict, NotFound
from factories.mentoring import AT, acting, asked, ready, row, service, waiting, who_waits
from factories.referring import clinic, made, received

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def keep(person_id: Any) -> None:
    people.restrict(person_id=person_id, because="objection", actor=by_link(person_id), at=AT)


def use_again(person_id: Any) -> None:
    people.take_back_restriction(person_id=person_id, actor=by_link(person_id), at=AT)


def test_who_waits_for_a_mentor_is_in_no_plan_and_keeps_their_wait() -> None:
    here = service()
    ready(here, capacity=1)
    place_id, other = waiting(here, "Wxqz Wren"), waiting(here)
    person_id = Place.objects.get(pk=place_id).person_id
    keep(person_id)

    plan = mentoring.plan(here.id, actor=here.first, at=AT)

    assert {one.place_id for one in plan.suggested} == {other}
    assert "Wxqz" not in repr(plan)
    for act in (
        lambda: mentoring.suggest(place_id, actor=here.first, at=AT),
        lambda: mentoring.place(place_id, actor=here.first, at=AT),
    ):
        with pytest.raises(NotFound):
            act()
    mentoring.suggest(other, actor=here.first, at=AT)
    assert "Wxqz" not in repr(mentoring.place(other, actor=here.first, at=AT))
    use_again(person_id)
    assert mentoring.suggest(place_id, actor=here.first, at=AT) == 1


def test_a_mentor_is_suggested_to_nobody_and_stands_on_no_card() -> None:
    here = service()
    mentor, other = ready(here), ready(here)
    place_id = waiting(here)
    mentoring.suggest(place_id, actor=here.first, at=AT)
    shown = mentoring.my_place(place_id, actor=who_waits(place_id)).cards
    assert {card.volunteer_id for card in shown} == {mentor, other}
    keep(row(mentor).person_id)

    shown = mentoring.my_place(place_id, actor=who_waits(place_id)).cards

    assert {card.volunteer_id for card in shown} == {other}
    with pytest.raises(Conflict):
        mentoring.choose(place_id, mentor, actor=who_waits(place_id), at=AT)
    plan = mentoring.plan(here.id, actor=here.first, at=AT)
    assert {one.volunteer_id for one in plan.suggested} == {other}


def test_a_pair_that_is_asked_waits_and_neither_reaches_the_other() -> None:
    here = service()
    mentor, place_id = ready(here), waiting(here, "Wxqz Wren")
    pair_id = asked(here, place_id, mentor)
    person_id = Place.objects.get(pk=place_id).person_id
    keep(person_id)

    (pair,) = mentoring.my_pairs(actor=acting(mentor))
    assert (pair.first_name, pair.reach) == ("Details not to be used", "")
    with pytest.raises(Conflict):
        mentoring.accept(pair_id, actor=acting(mentor), at=AT)
    use_again(person_id)
    mentoring.accept(pair_id, actor=acting(mentor), at=AT)
    assert Pair.objects.get().state == "agreed"

    assert mentoring.my_place(place_id, actor=who_waits(place_id)).reach
    keep(row(mentor).person_id)
    mine = mentoring.my_place(place_id, actor=who_waits(place_id))
    assert (mine.mentor, mine.reach) == ("Details not to be used", "")


def test_whoever_wrote_a_referral_reads_only_that_it_is_not_to_be_used() -> None:
    here = clinic()
    record = received(here.referrer, name="Wxqz Wren")
    keep(Referral.objects.get().person_id)

    with pytest.raises(NotFound):
        referrals.written(record.referral_id, actor=here.referrer, at=AT)
    assert "Wxqz" not in repr(referrals.made_referrals(actor=here.referrer, at=AT))
    draft = made(here.referrer, name="Vbkj Wren", at=AT)
    referrals.undo(draft.referral_id, actor=here.referrer, at=AT)
    keep(Referral.objects.get(pk=draft.referral_id).person_id)
    with pytest.raises(NotFound):
        referrals.draft(draft.referral_id, actor=here.referrer)
