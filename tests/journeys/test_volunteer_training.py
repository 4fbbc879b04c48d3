"""A volunteer with whom the service goes on is in training, and it is noted when all is done."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Volunteer
from alongside.domain.people.models import Organisation, Person, Restriction
from alongside.domain.training import public as training
from alongside.domain.training.models import Enrolment
from alongside.foundation.errors import Refused
from alongside.journeys import reactions, volunteer_training
from factories.mentoring import AT, SYSTEM, Service, applied, row, service
from factories.training import MENTOR, School

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=20)


def _welcomed(here: Service, *, told: bool = True) -> UUID:
    """A volunteer whom a coordinator went on with; the commit has told it, or has not."""
    volunteer_id = applied().volunteer_id
    mentoring.welcome(volunteer_id, actor=here.first, at=AT)
    if told:
        (one,) = mentoring.without_training(actor=SYSTEM)
        reactions.begin_training(one)
    return volunteer_id


def _finish(here: Service, volunteer_id: UUID, modules: tuple[str, ...] = MENTOR) -> None:
    school = School(Organisation.objects.get(pk=here.id), at=LATER)
    own = training.progress(row(volunteer_id).person_id, actor=SYSTEM, at=LATER)
    for one in own:
        if one.module.slug in modules and one.enrolment_id:
            school.finish(one.enrolment_id, one.module.slug, on=LATER.date())


def _training(volunteer_id: UUID) -> mentoring.ChecklistItem:
    found = mentoring.checklist(volunteer_id, actor=SYSTEM, at=LATER)
    (item,) = [one for one in found.items if one.step == mentoring.Step.TRAINING]
    return item


def test_who_is_welcomed_is_in_the_seven_modules_once() -> None:
    volunteer_id = _welcomed(service())

    for _time in range(2):
        assert volunteer_training.run_due(actor=SYSTEM, at=AT) == 0
    assert sorted(Enrolment.objects.values_list("module", flat=True)) == sorted(MENTOR)
    assert set(Enrolment.objects.values_list("person_id")) == {(row(volunteer_id).person_id,)}
    assert _training(volunteer_id).state == "to_do"


def test_before_a_coordinator_has_read_it_nobody_is_in_training() -> None:
    service()
    applied()

    assert volunteer_training.run_due(actor=SYSTEM, at=AT) == 0
    assert not Enrolment.objects.exists()


def test_what_the_commit_did_not_tell_is_found_by_the_due_work() -> None:
    volunteer_id = _welcomed(service(), told=False)

    assert volunteer_training.run_due(actor=SYSTEM, at=AT) == 1
    assert Enrolment.objects.count() == len(MENTOR)
    assert row(volunteer_id).trained_on is None


def test_six_modules_are_not_all_and_the_seventh_is_noted() -> None:
    here = service()
    volunteer_id = _welcomed(here)
    person_id = row(volunteer_id).person_id

    _finish(here, volunteer_id, MENTOR[:-1])
    reactions.after_a_module(training.ModuleDone(person_id, here.id, MENTOR[0], LATER))
    assert row(volunteer_id).trained_on is None
    _finish(here, volunteer_id)
    reactions.after_a_module(training.ModuleDone(person_id, here.id, MENTOR[-1], LATER))

    assert row(volunteer_id).trained_on == LATER.date()
    assert _training(volunteer_id).state == "done"
    assert volunteer_training.run_due(actor=SYSTEM, at=LATER) == 0


def test_the_due_work_notes_what_a_last_module_did_not() -> None:
    here = service()
    volunteer_id = _welcomed(here)
    _finish(here, volunteer_id)
    Volunteer.objects.update(trained_on=None)  # the process ended before it was told

    assert volunteer_training.run_due(actor=SYSTEM, at=LATER) == 1
    assert row(volunteer_id).trained_on == LATER.date()


def test_who_was_trained_before_has_nothing_to_do_again() -> None:
    here = service()
    volunteer_id = applied().volunteer_id
    person = Person.objects.get(pk=row(volunteer_id).person_id)
    School(Organisation.objects.get(pk=here.id)).train(person)
    mentoring.welcome(volunteer_id, actor=here.first, at=AT)

    volunteer_training.run_due(actor=SYSTEM, at=AT)

    assert row(volunteer_id).trained_on == AT.date()
    assert Enrolment.objects.count() == len(MENTOR)


def test_who_stopped_a_module_is_not_put_into_it_by_the_due_work() -> None:
    here = service()
    _welcomed(here)
    one = Enrolment.objects.order_by("module").first()
    assert one is not None
    training.stop(one.pk, actor=here.first, at=AT)

    assert volunteer_training.run_due(actor=SYSTEM, at=LATER) == 0
    assert Enrolment.objects.count() == len(MENTOR)


def test_whose_details_are_not_used_begins_no_training() -> None:
    volunteer_id = _welcomed(service(), told=False)
    Restriction.objects.create(
        person_id=row(volunteer_id).person_id, because="accuracy", how="phone", asked_at=AT
    )

    assert volunteer_training.run_due(actor=SYSTEM, at=AT) == 0
    assert not Enrolment.objects.exists()


def test_a_coordinator_does_not_run_the_due_work() -> None:
    with pytest.raises(Refused):
        volunteer_training.run_due(actor=service().first, at=AT)
