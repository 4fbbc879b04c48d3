"""A slip at the desk: taken back while nobody has heard of it, and not afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import MeetingTask, Place
from alongside.domain.messaging.models import Message
from alongside.foundation.actor import VISITOR
from alongside.foundation.audit import verify
from alongside.foundation.errors import Conflict, NotFound
from factories.directory import coordinator, organisation
from factories.mentoring import AT, Service, ready, service, waiting, who_waits
from factories.messaging import drained

pytestmark = pytest.mark.django_db
SOON, LATE = AT + timedelta(seconds=20), AT + timedelta(seconds=31)


@pytest.fixture
def here(db: None) -> Service:
    return service()


@pytest.fixture
def laid(here: Service) -> UUID:
    """Cards were just laid before somebody."""
    ready(here)
    place_id = waiting(here)
    mentoring.suggest(place_id, actor=here.first, at=AT)
    return place_id


def cards() -> str:
    return Message.objects.get(template="mentor_cards").state


def test_cards_are_taken_back_before_anybody_hears(here: Service, laid: UUID) -> None:
    drained(SOON)
    assert cards() == "queued"
    shown = mentoring.place(laid, actor=here.first, at=SOON)
    assert shown.undo_until == AT + timedelta(seconds=30)

    for _twice in range(2):
        mentoring.take_cards_back(laid, actor=here.first, at=SOON)

    row = Place.objects.get()
    assert (row.state, row.suggested, cards()) == ("waiting", [], "cancelled")
    drained(LATE)
    assert cards() == "cancelled"
    assert mentoring.place(laid, actor=here.first, at=SOON).undo_until is None
    assert list(verify()) == []
    mentoring.suggest(laid, actor=here.first, at=LATE)  # and laid again, as if nothing had been


def test_once_the_message_is_out_it_stays(here: Service, laid: UUID) -> None:
    for after in (timedelta(), timedelta(minutes=10)):  # who we are goes first
        drained(LATE + after)
    assert cards() not in ("queued", "cancelled")

    with pytest.raises(Conflict, match="has gone out"):
        mentoring.take_cards_back(laid, actor=here.first, at=LATE)
    assert Place.objects.get().state == "choosing"
    assert mentoring.place(laid, actor=here.first, at=LATE).undo_until is None


def test_an_older_message_that_still_waits_does_not_count(here: Service, laid: UUID) -> None:
    """What counts is whether the newest cards were told of."""
    week = AT + timedelta(days=7)
    Message.objects.filter(template="mentor_cards").update(due_at=week, not_before=week)
    mentoring.none_suits(laid, actor=who_waits(laid), at=SOON)
    ready(here, name="Olga Stone")
    mentoring.suggest(laid, actor=here.first, at=SOON)
    for after in (timedelta(), timedelta(minutes=10)):
        drained(SOON + timedelta(seconds=31) + after)
    states = Message.objects.filter(template="mentor_cards").order_by("created_at")
    assert list(states.values_list("state", flat=True)) == ["queued", "sent"]

    with pytest.raises(Conflict, match="has gone out"):
        mentoring.take_cards_back(laid, actor=here.first, at=LATE)
    assert list(states.values_list("state", flat=True)) == ["queued", "sent"]
    assert Place.objects.get().suggested


def test_a_choice_is_not_taken_back(here: Service, laid: UUID) -> None:
    (card,) = mentoring.my_place(laid, actor=who_waits(laid)).cards
    mentoring.choose(laid, card.volunteer_id, actor=who_waits(laid), at=SOON)

    with pytest.raises(Conflict):
        mentoring.take_cards_back(laid, actor=here.first, at=SOON)
    assert Place.objects.get().state == "asked"


def test_new_cards_over_older_ones_stay(here: Service, laid: UUID) -> None:
    drained(LATE)
    mentoring.suggest(laid, actor=here.first, at=LATE)

    assert mentoring.place(laid, actor=here.first, at=LATE).undo_until is None
    with pytest.raises(Conflict, match="before"):
        mentoring.take_cards_back(laid, actor=here.first, at=LATE)
    assert Place.objects.get().suggested


def _task(here: Service) -> UUID:
    """A talk that a coordinator says was held."""
    made = MeetingTask.objects.create(
        meeting_id=None,
        pair_id=_pair(here),
        organisation_id=here.id,
        kind="close",
        owner_id=here.first.person_id,
        due_on=AT.date(),
        made_at=AT,
    )
    mentoring.settle_task(made.pk, actor=here.first, at=AT)
    return made.pk


def _pair(here: Service) -> UUID:
    place_id = waiting(here, "Bo Long")
    volunteer_id = ready(here)
    mentoring.suggest(place_id, actor=here.first, at=AT)
    return mentoring.choose(place_id, volunteer_id, actor=who_waits(place_id), at=AT)


def test_a_task_that_was_not_done_stands_on_the_list_again(here: Service) -> None:
    task_id = _task(here)
    assert mentoring.tasks(actor=here.first, at=AT).rows == ()

    for _twice in range(2):
        mentoring.open_task(task_id, actor=here.second, at=LATE)
    (row,) = mentoring.tasks(actor=here.first, at=LATE).rows
    assert (row.task_id, row.mine, row.due_on) == (task_id, True, AT.date())
    assert list(verify()) == []


@pytest.mark.parametrize("act", [mentoring.take_cards_back, mentoring.open_task])
def test_others_can_undo_nothing(here: Service, laid: UUID, act: Callable[..., None]) -> None:
    thing = laid if act is mentoring.take_cards_back else _task(here)
    others = (coordinator(organisation("Elsewhere")), who_waits(laid), VISITOR)
    for actor in others:
        with pytest.raises(NotFound):
            act(thing, actor=actor, at=SOON)
    with pytest.raises(NotFound):
        act(uuid4(), actor=here.first, at=SOON)
