"""From a wish to two people who both said yes: who chooses, who is told, what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Check, Pair, Place, Volunteer
from alongside.domain.messaging.models import Message
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import coordinator, organisation, person
from factories.mentoring import (
    AT,
    SYSTEM,
    TODAY,
    WISHES,
    acting,
    asked,
    ready,
    row,
    service,
    waiting,
    who_waits,
)

pytestmark = pytest.mark.django_db


def _told(person_id: object) -> list[str]:
    sent = Message.objects.filter(person_id=person_id).order_by("created_at", "pk")
    return list(sent.values_list("template", flat=True))


def _state(place_id: object) -> str:
    return Place.objects.get(pk=place_id).state


def test_the_plan_is_for_everybody_and_says_what_would_have_to_give() -> None:
    here = service()
    mentor = ready(here, capacity=1)
    fits = waiting(here)
    nobody = waiting(here, "Una Lone", conditions=("hiv",))

    plan = mentoring.plan(here.id, actor=here.first, at=AT)

    assert [(one.place_id, one.volunteer_id) for one in plan.suggested] == [(fits, mentor)]
    assert 1 <= len(plan.suggested[0].reasons) <= 4
    assert plan.suggested[0].difference
    assert [one.place_id for one in plan.not_placed] == [nobody]
    assert "condition" in plan.not_placed[0].because[0]
    assert _state(fits) == "waiting"
    with pytest.raises(Refused):
        mentoring.plan(here.id, actor=here.lead, at=AT)


def test_reasons_are_in_the_words_of_the_catalogue() -> None:
    here = service()
    topics = ("day-to-day", "food", "just-to-talk")
    ready(here, can_share=topics)
    waiting(here, help_with=topics[1:])

    (one,) = mentoring.plan(here.id, actor=here.first, at=AT).suggested

    assert "Can talk about food and eating and whatever comes up" in one.reasons
    assert "In the same area" in one.reasons  # both are known by WR1 alone
    assert not any("-" in reason and "type-1" in reason for reason in one.reasons)
    assert not any("%" in reason for reason in (*one.reasons, one.difference))


def test_three_cards_and_the_persons_choice_wins_and_costs_are_told_to_coordinators() -> None:
    here = service()
    mentors = [ready(here, name=f"Mentor {number}", capacity=1) for number in range(4)]
    place_id = waiting(here)
    ruth = who_waits(place_id)

    assert mentoring.suggest(place_id, actor=here.first, at=AT) == 3
    mine = mentoring.my_place(place_id, actor=ruth)
    costs = mentoring.place(place_id, actor=here.first, at=AT).costs
    last = mine.cards[-1].volunteer_id
    mentoring.choose(place_id, last, actor=ruth, at=AT)

    assert len(mine.cards) == len(costs) == 3
    assert costs[0].suggested
    assert costs[0].points_lost == 0
    assert {card.volunteer_id for card in mine.cards} <= set(mentors)
    assert all(1 <= len(card.reasons) <= 4 and card.difference for card in mine.cards)
    told = repr(mine)
    assert not any(secret in told for secret in ("07700", "Price", "walking group", "1971"))
    pair = Pair.objects.get()
    assert (pair.volunteer_id, pair.state) == (last, "proposed")
    assert "mentor_cards" in _told(ruth.person_id)
    assert "mentor_asked" in _told(row(last).person_id)


def test_neither_learns_how_to_reach_the_other_before_both_said_yes() -> None:
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)
    ruth, mona = who_waits(place_id), acting(mentor)

    before, asked_about = mentoring.my_place(place_id, actor=ruth), mentoring.my_pairs(actor=mona)
    mentoring.accept(pair_id, actor=mona, at=AT)
    after, meets = mentoring.my_place(place_id, actor=ruth), mentoring.my_pairs(actor=mona)

    assert before.reach == asked_about[0].reach == ""
    assert asked_about[0].first_name == "Ruth"
    assert "Adeyemi" not in repr(asked_about)
    assert after.reach.replace(" ", "").endswith("7700900123")
    assert meets[0].reach
    assert (after.state, meets[0].state) == ("matched", "agreed")
    assert row(mentor).held == 1
    assert "mentor_agreed" in _told(ruth.person_id)
    assert "mentor_agreed_mentor" in _told(mona.person_id)
    with pytest.raises(Conflict):
        mentoring.accept(pair_id, actor=mona, at=AT)


def test_the_first_yes_to_a_last_place_withdraws_the_others_kindly() -> None:
    here = service()
    mentor = ready(here, capacity=2)
    first, second, third = (waiting(here, name) for name in ("Ann", "Bea", "Cat"))
    pairs = [asked(here, one, mentor) for one in (first, second)]
    Volunteer.objects.filter(pk=mentor).update(capacity=1)

    mentoring.accept(pairs[0], actor=acting(mentor), at=AT)

    assert [pair.state for pair in Pair.objects.order_by("asked_at", "pk")].count("withdrawn") == 1
    assert (_state(first), _state(second), _state(third)) == ("matched", "waiting", "waiting")
    assert "mentor_not_able" in _told(who_waits(second).person_id)
    with pytest.raises(Conflict):
        mentoring.accept(pairs[1], actor=acting(mentor), at=AT)


def test_declining_says_only_not_able_to_take_this_on() -> None:
    here = service()
    mentor, other = ready(here), ready(here, name="Olga Stone")
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)

    mentoring.decline_pair(pair_id, actor=acting(mentor), at=AT)

    assert _state(place_id) == "waiting"
    body = Message.objects.get(template="mentor_not_able").body
    assert body == "" or "not able to take this on" in body
    mentoring.suggest(place_id, actor=here.first, at=AT)
    cards = mentoring.my_place(place_id, actor=who_waits(place_id)).cards
    assert [card.volunteer_id for card in cards] == [other]
    with pytest.raises(Conflict):
        mentoring.decline_pair(pair_id, actor=acting(mentor), at=AT)


def test_none_of_them_and_a_change_of_mind() -> None:
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    ruth = who_waits(place_id)

    asked(here, place_id, mentor)
    mentoring.change_mind(place_id, actor=ruth, at=AT)
    assert _state(place_id) == "waiting"
    with pytest.raises(Conflict):
        mentoring.change_mind(place_id, actor=ruth, at=AT)
    mentoring.suggest(place_id, actor=here.first, at=AT)
    mentoring.none_suits(place_id, actor=ruth, at=AT)
    with pytest.raises(Invalid):
        mentoring.suggest(place_id, actor=here.first, at=AT)


def test_a_check_that_falls_due_between_the_proposal_and_the_yes_forbids_it() -> None:
    here = service()
    mentor = ready(here, look_again_on=TODAY + timedelta(days=2))
    pair_id = asked(here, waiting(here), mentor)

    with pytest.raises(Conflict):
        mentoring.accept(pair_id, actor=acting(mentor), at=AT + timedelta(days=3))
    Check.objects.filter(volunteer_id=mentor).update(look_again_on=TODAY + timedelta(days=90))
    mentoring.accept(pair_id, actor=acting(mentor), at=AT + timedelta(days=3))


@pytest.mark.parametrize("how", ["pause", "stop"])
def test_whoever_pauses_or_stops_is_asked_no_more(how: str) -> None:
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)

    getattr(mentoring, how)(mentor, actor=acting(mentor), at=AT)

    assert Pair.objects.get(pk=pair_id).state == "withdrawn"
    assert _state(place_id) == "waiting"


def test_a_mentor_who_stops_leaves_nobody_without_an_owner() -> None:
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    mentoring.accept(asked(here, place_id, mentor), actor=acting(mentor), at=AT)

    mentoring.stop(mentor, actor=acting(mentor), at=AT)

    assert Pair.objects.get().end_reason == "mentor_stopped"
    assert row(mentor).held == 0
    assert _state(place_id) == "waiting"


@pytest.mark.parametrize("again", [True, False])
def test_ending_gives_the_place_back_at_once(again: bool) -> None:
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)
    ruth = who_waits(place_id)

    def end(reason: str) -> None:
        mentoring.end_pair(pair_id, reason=reason, wait_again=again, actor=ruth, at=AT)

    with pytest.raises(Conflict):
        end("person_stopped")
    mentoring.accept(pair_id, actor=acting(mentor), at=AT)
    with pytest.raises(Invalid):
        end("because")
    end("person_stopped")

    assert row(mentor).held == 0
    assert _state(place_id) == ("waiting" if again else "closed")
    with pytest.raises(Conflict):
        end("person_stopped")


def test_a_capacity_lowered_below_what_is_taken_takes_nobody_away() -> None:
    here = service()
    mentor = ready(here, capacity=2)
    for name in ("Ann", "Bea"):
        mentoring.accept(asked(here, waiting(here, name), mentor), actor=acting(mentor), at=AT)

    lower = mentoring.own_profile(mentor, actor=acting(mentor))
    mentoring.change_profile(
        mentor,
        profile=type(lower)(**{**lower.__dict__, "capacity": 1}),
        actor=acting(mentor),
        at=AT,
    )

    assert (row(mentor).held, row(mentor).over) == (2, 1)
    (offer,) = mentoring.ready_mentors(here.id, at=AT)
    assert offer.capacity == 0


def test_people_under_18_and_of_unknown_age_are_matched_with_nobody() -> None:
    here = service()
    ready(here)
    young = waiting(here, "Yu", birth_date=date(2008, 11, 24))
    unknown = waiting(here, "Ux", birth_date=None)

    for place_id in (young, unknown):
        with pytest.raises(Invalid):
            mentoring.suggest(place_id, actor=here.first, at=AT)
    assert mentoring.suggest(young, actor=here.first, at=AT + timedelta(days=1)) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"conditions": ()}, "conditions"),
        ({"times": ("never",)}, "times"),
        ({"modes": ()}, "modes"),
        ({"place": "nowhere"}, "place"),
        ({"max_km": 0}, "max_km"),
    ],
)
def test_wishes_that_cannot_be_taken_are_told_by_field(
    changes: dict[str, object], field: str
) -> None:
    here = service()

    with pytest.raises(Invalid) as refused:
        waiting(here, **changes)

    assert set(refused.value.faults) == {field}
    assert not Place.objects.exists()


def test_the_same_episode_is_one_place_and_only_who_may_opens_it() -> None:
    here = service()
    episode, ruth = uuid4(), person("Ruth")
    said = {"person_id": ruth.person_id, "organisation_id": here.id, "wishes": WISHES, "at": AT}

    places = {mentoring.open_place(episode, actor=SYSTEM, **said) for _time in range(3)}

    assert len(places) == 1
    assert mentoring.open_place(episode, actor=here.first, **said) in places
    for stranger in (ruth, here.lead, coordinator(organisation("Another place"))):
        with pytest.raises(Refused):
            mentoring.open_place(uuid4(), actor=stranger, **said)


def test_out_of_sight_is_not_found() -> None:
    here = service()
    mentor = ready(here)
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)
    other = who_waits(waiting(here, "Nia"))
    elsewhere = coordinator(organisation("Another place"))
    mona, ruth = acting(mentor), who_waits(place_id)

    for act, strangers in (
        (lambda who: mentoring.my_place(place_id, actor=who), (other, elsewhere, mona)),
        (lambda who: mentoring.place(place_id, actor=who, at=AT), (other, elsewhere, ruth)),
        (lambda who: mentoring.suggest(place_id, actor=who, at=AT), (other, elsewhere, ruth)),
        (lambda who: mentoring.choose(place_id, mentor, actor=who, at=AT), (other, mona)),
        (lambda who: mentoring.none_suits(place_id, actor=who, at=AT), (other, here.first)),
        (lambda who: mentoring.change_mind(place_id, actor=who, at=AT), (other, here.first)),
        (lambda who: mentoring.accept(pair_id, actor=who, at=AT), (other, ruth, here.first)),
        (lambda who: mentoring.decline_pair(pair_id, actor=who, at=AT), (other, ruth, elsewhere)),
    ):
        for stranger in strangers:
            with pytest.raises(NotFound):
                act(stranger)


def test_the_database_holds_the_rules_too() -> None:
    here = service()
    mentor = ready(here, capacity=1)
    place_id = waiting(here)
    pair_id = asked(here, place_id, mentor)

    for write in (
        lambda: Volunteer.objects.filter(pk=mentor).update(held=2),
        lambda: Pair.objects.filter(pk=pair_id).update(state="agreed"),
        lambda: Pair.objects.filter(pk=pair_id).update(state="ended"),
        lambda: Pair.objects.create(
            place_id=place_id, volunteer_id=mentor, asked_at=AT, changed_at=AT
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
