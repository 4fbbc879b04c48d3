"""Who counts as trained on a day, until when, and what is to be done again."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from alongside.domain.catalogue import public as catalogue
from alongside.domain.catalogue.models import Entry
from alongside.domain.people.models import Person
from alongside.domain.training import public as training
from alongside.domain.training.models import Enrolment
from alongside.foundation.actor import VISITOR, system
from alongside.foundation.clock import add_months
from alongside.foundation.errors import NotFound, Refused
from factories.people import PersonFactory
from factories.training import AT, MENTOR, TODAY, School, actor_of

NIGHT = system("worker")


def on(day: date) -> datetime:
    """Noon of that day."""
    return datetime.combine(day, time(12), tzinfo=UTC)


def test_trained_with_the_seventh_module_and_not_before(school: School) -> None:
    asha = PersonFactory()
    made = school.enrol(asha)

    for module in MENTOR:
        assert not training.is_trained(asha.pk, at=AT)
        school.finish(made[module], module)

    assert training.is_trained(asha.pk, at=AT)
    assert not training.is_trained(asha.pk, "facilitator", at=AT)
    # Boundaries, confidentiality and safeguarding count for a year, the others for longer.
    assert training.trained_until(asha.pk, at=AT) == date(2027, 11, 23)


def test_last_day_counts_and_the_next_does_not_before_and_after_the_night(school: School) -> None:
    asha = PersonFactory()
    school.train(asha)
    last = date(2027, 11, 23)

    assert training.is_trained(asha.pk, at=on(last))
    assert not training.is_trained(asha.pk, at=on(last + timedelta(days=1)))
    assert training.run_due(actor=NIGHT, at=on(last)) == 0
    assert training.run_due(actor=NIGHT, at=on(last + timedelta(days=1))) == 3
    assert training.run_due(actor=NIGHT, at=on(last + timedelta(days=1))) == 0
    assert not training.is_trained(asha.pk, at=on(last + timedelta(days=1)))
    with pytest.raises(Refused):
        training.run_due(actor=school.coordinator, at=AT)


def test_renewed_in_time_never_lapses(school: School) -> None:
    asha = PersonFactory()
    school.train(asha)
    soon = on(date(2027, 10, 1))
    assert school.enrol(asha) == {}

    school.at = soon
    again = school.enrol(asha)
    assert set(again) == {"boundaries", "confidentiality", "safeguarding"}
    assert training.is_trained(asha.pk, at=soon)
    for module, enrolment_id in again.items():
        school.finish(enrolment_id, module, on=soon.date())

    training.run_due(actor=NIGHT, at=on(date(2027, 11, 24)))
    assert training.trained_until(asha.pk, at=on(date(2027, 11, 24))) == date(2028, 10, 1)
    assert training.due_for_renewal(actor=school.coordinator, at=on(date(2027, 11, 24))) == ()


def test_due_for_renewal_tells_what_ends_soon_and_what_has_ended(school: School) -> None:
    asha, bo = PersonFactory(name="Asha"), PersonFactory(name="Bo")
    school.train(asha, on=TODAY)
    school.at = on(date(2027, 1, 10))
    school.train(bo, on=date(2027, 1, 10))
    school.at = on(date(2027, 11, 24))
    training.run_due(actor=NIGHT, at=school.at)
    school.enrol(asha, only=("safeguarding",))

    rows = training.due_for_renewal(actor=school.coordinator, at=school.at)

    assert [(row.name, row.module, row.begun) for row in rows] == [
        ("Asha", "boundaries", False), ("Asha", "confidentiality", False),
        ("Asha", "safeguarding", True), ("Bo", "boundaries", False),
        ("Bo", "confidentiality", False), ("Bo", "safeguarding", False),
    ]  # fmt: skip
    assert training.due_for_renewal(actor=School().coordinator, at=school.at) == ()
    with pytest.raises(Refused):
        training.due_for_renewal(actor=actor_of(asha), at=AT)


def test_a_module_that_is_retired_is_asked_of_nobody(school: School) -> None:
    asha = PersonFactory()
    made = school.enrol(asha)
    for module in MENTOR[:-1]:
        school.finish(made[module], module)
    Entry.objects.filter(slug="safeguarding").update(valid_to=TODAY - timedelta(days=1))
    catalogue.forget()

    assert training.is_trained(asha.pk, at=AT)
    shown = training.progress(asha.pk, actor=actor_of(asha), at=AT)
    assert shown[-1].module.slug == "safeguarding"
    Entry.objects.filter(kind="training").update(valid_to=TODAY - timedelta(days=1))
    catalogue.forget()
    assert not training.is_trained(asha.pk, at=AT)  # no module, nobody trained


def test_progress_is_for_the_learner_and_who_looks_after_them(school: School) -> None:
    asha = PersonFactory()
    school.enrol(asha)
    lead = school.staff("safeguarding_lead", "Helen Marsh")

    for actor in (actor_of(asha), school.coordinator, lead, system("x")):
        assert len(training.progress(asha.pk, actor=actor, at=AT)) == 7
    assert training.progress(asha.pk, actor=School().coordinator, at=AT) == ()
    for actor in (VISITOR, actor_of(PersonFactory()), school.staff("mentor", "Bo")):
        with pytest.raises(NotFound):
            training.progress(asha.pk, actor=actor, at=AT)


def test_progress_of_a_programme_shows_what_was_not_begun(school: School) -> None:
    asha = PersonFactory()

    shown = training.progress(asha.pk, actor=actor_of(asha), at=AT, programme="facilitator")

    assert [each.module.slug for each in shown] == [
        "boundaries", "confidentiality", "safeguarding", "facilitating-a-group"
    ]  # fmt: skip
    assert {each.standing for each in shown} == {training.Standing.NOT_STARTED}


def test_learner_of_another_organisation_does_not_exist(school: School) -> None:
    asha = PersonFactory()
    school.enrol(asha)

    assert training.learner(asha.pk, actor=school.coordinator, at=AT).name == asha.name
    with pytest.raises(NotFound):
        training.learner(asha.pk, actor=School().coordinator, at=AT)
    with pytest.raises(NotFound):
        training.learner(PersonFactory().pk, actor=school.coordinator, at=AT)
    with pytest.raises(Refused):
        training.learner(asha.pk, actor=actor_of(asha), at=AT)


def test_lists_take_as_many_queries_for_thirty_as_for_one(school: School) -> None:
    def count() -> tuple[int, int]:
        training.modules(TODAY)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            page = training.learners(actor=school.coordinator, at=AT, per_page=50)
            training.due_for_renewal(actor=school.coordinator, at=AT)
            training.candidates(actor=school.coordinator, at=AT)
        return len(seen), page.total

    school.finish(school.enrol(PersonFactory())["mentoring"], "mentoring")
    one = count()
    for _each in range(29):
        school.finish(school.enrol(PersonFactory(), only=("mentoring",))["mentoring"], "mentoring")

    assert one[1] == 1
    assert count() == (one[0], 30)


def test_list_of_the_unfinished_leaves_out_who_is_done(school: School) -> None:
    asha, bo = PersonFactory(name="Asha"), PersonFactory(name="Bo")
    school.train(asha)
    school.enrol(bo)

    page = training.learners(actor=school.coordinator, at=AT)
    assert [each.name for each in page.rows] == ["Asha", "Bo"]
    page = training.learners(actor=school.coordinator, at=AT, unfinished=True)
    assert [each.name for each in page.rows] == ["Bo"]
    with pytest.raises(Refused):
        training.learners(actor=actor_of(asha), at=AT)


def test_candidates_are_those_whose_role_asks_for_it(school: School) -> None:
    bo = school.staff("mentor", "Bo")
    school.staff("referrer", "Dr Khan")

    found = training.candidates(actor=school.coordinator, at=AT)
    assert [(each.name, each.programme) for each in found] == [
        ("Bo", "mentor"), ("Dr Khan", "clinical_team"),
    ]  # fmt: skip
    assert bo.person_id is not None
    school.enrol(Person.objects.get(pk=bo.person_id))
    found = training.candidates(actor=school.coordinator, at=AT)
    assert [each.name for each in found] == ["Dr Khan"]
    with pytest.raises(Refused):
        training.candidates(actor=bo, at=AT)


class TestAnyHistory(TestCase):
    """Whatever was done when: trained means that each module counts, by its dates alone."""

    @classmethod
    def setUpTestData(cls) -> None:
        """The modules are read once for all histories."""
        cls.school = School()

    @settings(max_examples=25)
    @given(
        done=st.lists(
            st.tuples(st.sampled_from(MENTOR), st.integers(-900, 0), st.booleans()), max_size=20
        ),
        asked=st.integers(0, 900),
        night=st.booleans(),
    )
    def test_trained_is_what_the_dates_say(
        self, done: list[tuple[str, int, bool]], asked: int, night: bool
    ) -> None:
        asha = PersonFactory()
        rows = []
        for module, days, stopped in done:
            day = TODAY + timedelta(days=days)
            until = add_months(day, training.module(module).renew_after_months or 0)
            rows.append((module, day, until, stopped))
            Enrolment.objects.create(
                person=asha, organisation=self.school.organisation, module=module, module_version=1,
                state="stopped" if stopped else "done", enrolled_at=AT,
                done_on=None if stopped else day, renew_on=None if stopped else until,
            )  # fmt: skip
        day = TODAY + timedelta(days=asked)
        if night:
            training.run_due(actor=NIGHT, at=on(day))

        ends = {
            module: max(
                (until for name, first, until, stopped in rows
                 if name == module and not stopped and first <= day <= until),
                default=None,
            )
            for module in MENTOR
        }  # fmt: skip
        told = training.trained_until(asha.pk, at=on(day))

        known = [each for each in ends.values() if each is not None]
        assert told == (min(known) if len(known) == len(MENTOR) else None)
        counted = {
            each.module.slug
            for each in training.progress(asha.pk, actor=NIGHT, at=on(day), programme="mentor")
            if each.counts
        }
        assert counted == {module for module, until in ends.items() if until is not None}
