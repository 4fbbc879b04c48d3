"""Training counts by the modules and their days; held elsewhere, by a colleague's note."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Organisation, Person
from alongside.domain.training.models import Enrolment
from alongside.foundation.actor import VISITOR
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.mentoring import (
    AT,
    SYSTEM,
    TODAY,
    Service,
    acting,
    asked,
    prepared,
    ready,
    row,
    service,
    waiting,
)
from factories.training import School

pytestmark = pytest.mark.django_db


def on(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=UTC)


def learned(here: Service, volunteer_id: UUID, day: date = TODAY) -> date:
    """All seven modules were done on a day, and that was noted; returns the last day."""
    school = School(Organisation.objects.get(pk=here.id), at=on(day))
    school.train(Person.objects.get(pk=row(volunteer_id).person_id), on=day)
    assert mentoring.follow_training(actor=SYSTEM, at=on(day)) == 1
    until = row(volunteer_id).trained_until
    assert until is not None
    return until


def step(volunteer_id: UUID, at: datetime = AT) -> mentoring.ChecklistItem:
    found = mentoring.checklist(volunteer_id, actor=SYSTEM, at=at)
    return next(one for one in found.items if one.step == mentoring.Step.TRAINING)


@pytest.fixture
def here(db: None) -> Service:
    return service()


def test_modules_done_here_take_the_place_of_a_note(here: Service) -> None:
    volunteer_id = ready(here)
    assert step(volunteer_id).how == "elsewhere"

    last = learned(here, volunteer_id)
    assert last == date(2027, 11, 23)  # the modules that are done again every year
    now = step(volunteer_id)
    assert (now.state, now.how, now.done_on, now.until) == ("done", "modules", TODAY, last)
    assert mentoring.follow_training(actor=SYSTEM, at=AT) == 0
    record = mentoring.volunteer(volunteer_id, actor=here.first, at=AT)
    assert record.trained_elsewhere is None


def test_training_counts_to_the_end_of_its_last_day_and_not_a_day_longer(here: Service) -> None:
    volunteer_id = ready(here)
    last = learned(here, volunteer_id)
    free = {"actor": here.first}

    for day, may in ((last, True), (last + timedelta(days=1), False)):
        (mentor,) = mentoring.ready_mentors(here.id, at=on(day))
        assert mentor.ready is may
        assert sum(one.free for one in mentoring.capacity(at=on(day), **free)) == (2 if may else 0)
    late = on(last + timedelta(days=1))
    assert step(volunteer_id, late).state == "overdue"
    (listed,) = mentoring.volunteers(actor=here.first, which="checks", at=late).rows
    assert (listed.overdue, listed.look_again_on) == (mentoring.Overdue("training", last), last)
    assert mentoring.volunteer_counts(actor=here.first, at=late).checks_overdue == 1
    assert mentoring.today(actor=here.first, at=on(last)).next_check_on == last
    assert Volunteer.objects.get().state == "ready"  # whom they meet, they meet


def test_training_that_runs_out_between_the_choice_and_the_yes_forbids_it(here: Service) -> None:
    volunteer_id = ready(here)
    last = learned(here, volunteer_id)
    pair_id = asked(here, waiting(here, at=on(last)), volunteer_id, at=on(last))

    with pytest.raises(Conflict):
        mentoring.accept(pair_id, actor=acting(volunteer_id), at=on(last + timedelta(days=1)))
    mentoring.accept(pair_id, actor=acting(volunteer_id), at=on(last))


def test_nobody_begins_whose_training_is_over(here: Service) -> None:
    volunteer_id = prepared(here)
    last = learned(here, volunteer_id)
    late = on(last + timedelta(days=1))

    assert mentoring.checklist(volunteer_id, actor=here.first, at=late).lacking == ("training",)
    with pytest.raises(Invalid):
        mentoring.go_live(volunteer_id, actor=here.first, at=late)
    assert not mentoring.go_live(volunteer_id, actor=here.first, at=on(last))
    with pytest.raises(Invalid):
        mentoring.go_live(volunteer_id, actor=here.second, at=late)


def test_saying_yes_looks_at_the_modules_themselves(here: Service) -> None:
    volunteer_id = prepared(here)
    learned(here, volunteer_id)
    Enrolment.objects.filter(module="safeguarding").delete()

    with pytest.raises(Invalid):
        mentoring.go_live(volunteer_id, actor=here.first, at=AT)


def test_a_module_more_takes_everybody_out_until_it_is_done(here: Service) -> None:
    volunteer_id = ready(here)
    learned(here, volunteer_id)
    gone = Enrolment.objects.filter(module="safeguarding")
    kept = gone.get()
    gone.update(state="stopped")

    assert mentoring.follow_training(actor=SYSTEM, at=AT) == 1
    assert step(volunteer_id).state == "overdue"
    assert mentoring.follow_training(actor=SYSTEM, at=AT) == 0
    Enrolment.objects.filter(pk=kept.pk).update(state="done")
    assert mentoring.follow_training(person_id=kept.person_id, actor=SYSTEM, at=AT) == 1
    assert step(volunteer_id).state == "done"


def test_a_note_of_training_elsewhere_says_who_and_when_and_may_run_out(here: Service) -> None:
    volunteer_id = prepared(here)
    last = TODAY + timedelta(days=100)
    mentoring.note_trained(volunteer_id, on=TODAY, until=last, actor=here.second, at=AT)

    noted = mentoring.volunteer(volunteer_id, actor=here.first, at=AT).trained_elsewhere
    assert noted == mentoring.TrainedElsewhere("Colin West", TODAY)
    assert step(volunteer_id, on(last)).state == "done"
    assert step(volunteer_id, on(last + timedelta(days=1))).state == "overdue"
    assert mentoring.follow_training(actor=SYSTEM, at=AT) == 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": TODAY, "until": TODAY}, "until"),
        ({"on": TODAY, "until": date(2020, 1, 1)}, "until"),
    ],
)
def test_days_that_cannot_be_are_refused(here: Service, said: dict[str, date], field: str) -> None:
    volunteer_id = prepared(here)
    with pytest.raises(Invalid) as refused:
        mentoring.note_trained(volunteer_id, actor=here.first, at=AT, **said)
    assert set(refused.value.faults) == {field}


def test_only_who_looks_after_them_notes_it_and_only_the_service_follows(here: Service) -> None:
    volunteer_id = prepared(here)
    for actor in (acting(volunteer_id), VISITOR):
        with pytest.raises(NotFound):
            mentoring.note_trained(volunteer_id, on=TODAY, actor=actor, at=AT)
    for actor in (here.first, acting(volunteer_id)):
        with pytest.raises(Refused):
            mentoring.follow_training(actor=actor, at=AT)


def test_warnings_go_out_at_90_30_7_days_and_when_it_is_over_each_once(here: Service) -> None:
    volunteer_id = ready(here)
    last = learned(here, volunteer_id)
    told = Message.objects.filter(template="mentor_training_due")

    for before, sent in ((91, 0), (90, 1), (60, 1), (30, 2), (7, 3), (0, 3), (-1, 4), (-9, 4)):
        for _twice in range(2):
            mentoring.run_due(actor=SYSTEM, at=on(last - timedelta(days=before)))
        assert told.count() == sent
    assert Message.objects.filter(template="mentor_training_staff").exists()


def test_training_that_is_done_again_is_warned_of_anew(here: Service) -> None:
    volunteer_id = ready(here)
    last = learned(here, volunteer_id)
    near = last - timedelta(days=7)
    mentoring.run_due(actor=SYSTEM, at=on(near))
    again = learned(here, volunteer_id, near)

    assert again > last
    mentoring.run_due(actor=SYSTEM, at=on(again - timedelta(days=90)))
    assert Message.objects.filter(template="mentor_training_due").count() == 2


@pytest.mark.parametrize("many", [1, 6])
def test_following_everybody_takes_two_queries_where_nothing_changed(
    here: Service, many: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for _each in range(many):
        prepared(here, name=f"Mona {_each}")
    with django_assert_num_queries(2):
        assert mentoring.follow_training(actor=SYSTEM, at=AT) == 0
