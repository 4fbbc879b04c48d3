"""The way through a module: enrolled, attended, observed by another person, done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.domain.training import public as training
from alongside.domain.training.models import Enrolment, SignOff
from alongside.foundation.actor import VISITOR, system
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow, Transition
from factories.people import PersonFactory
from factories.training import AT, MENTOR, TODAY, School, actor_of

LISTENS, OPENS, SHARES = "listens", "opens-a-first-meeting", "shares-briefly"


def standing(school: School, person: object, module: str = "mentoring") -> training.ModuleProgress:
    found = training.progress(person.pk, actor=school.coordinator, at=AT)  # type: ignore[attr-defined]
    return next(each for each in found if each.module.slug == module)


def test_mentor_is_put_into_seven_modules_once(school: School) -> None:
    asha = PersonFactory()

    first, again = school.enrol(asha), school.enrol(asha)

    assert tuple(first) == MENTOR
    assert again == {}
    assert Enrolment.objects.count() == 7


def test_whole_way_leads_to_done_with_its_last_day(school: School) -> None:
    asha = PersonFactory()
    one = school.enrol(asha)["mentoring"]

    school.attend(one, "mentoring", on=TODAY - timedelta(days=9))
    assert standing(school, asha).standing == training.Standing.ATTENDED
    training.sign_off(
        one, skills=[LISTENS], on=TODAY - timedelta(days=2), words="You let silences stand.",
        actor=school.coordinator, at=AT,
    )  # fmt: skip
    assert standing(school, asha).standing == training.Standing.OBSERVED
    training.sign_off(one, skills=[OPENS, SHARES], on=TODAY, actor=school.coordinator, at=AT)

    done = standing(school, asha)
    assert done.standing == training.Standing.DONE
    assert (done.done_on, done.counts_until) == (TODAY, date(2028, 11, 23))
    assert [(each.by, each.words) for each in done.skills][0] == (
        "Sam Oduya", "You let silences stand.",
    )  # fmt: skip
    assert list(
        Transition.objects.filter(thing_id=str(one)).order_by("pk").values_list("event", flat=True)
    ) == ["attend", "observe", "finish"]


def test_module_of_two_sessions_is_attended_with_the_second(school: School) -> None:
    asha = PersonFactory()
    module = "motivational-interviewing"
    one = school.enrol(asha)[module]

    for session, after in (("in-two-minds", "enrolled"), ("practice-calls", "attended")):
        training.note_attended(one, sessions=[session], on=TODAY, actor=school.coordinator, at=AT)
        assert standing(school, asha, module).standing == after


def test_the_same_twice_is_once(school: School) -> None:
    asha = PersonFactory()
    one = school.enrol(asha)["goal-setting"]
    school.finish(one, "goal-setting", on=TODAY - timedelta(days=3))
    before = AuditRow.objects.count()

    school.finish(one, "goal-setting", on=TODAY)

    assert standing(school, asha, "goal-setting").done_on == TODAY - timedelta(days=3)
    assert AuditRow.objects.count() == before


def test_nobody_signs_off_themselves(school: School) -> None:
    person = PersonFactory()
    both = actor_of(person, ("coordinator", school.id))
    one = school.enrol(person)["mentoring"]
    school.attend(one, "mentoring")

    with pytest.raises(Refused):
        training.sign_off(one, skills=[LISTENS], on=TODAY, actor=both, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        SignOff.objects.create(
            enrolment_id=one, learner=person, skill=LISTENS, on=TODAY, by=person, at=AT
        )


def test_a_command_observes_nobody(school: School) -> None:
    one = school.enrol(PersonFactory())["mentoring"]
    school.attend(one, "mentoring")

    with pytest.raises(Refused):
        training.sign_off(one, skills=[LISTENS], on=TODAY, actor=system("import"), at=AT)


def test_skills_come_after_the_sessions(school: School) -> None:
    one = school.enrol(PersonFactory())["mentoring"]

    with pytest.raises(Conflict):
        training.sign_off(one, skills=[LISTENS], on=TODAY, actor=school.coordinator, at=AT)


@pytest.mark.parametrize("day", [TODAY + timedelta(days=1), date(1926, 11, 23)])
def test_a_day_that_cannot_be_is_refused(school: School, day: date) -> None:
    one = school.enrol(PersonFactory())["mentoring"]

    with pytest.raises(Invalid) as refused:
        training.note_attended(one, sessions=["the-role"], on=day, actor=school.coordinator, at=AT)

    assert set(refused.value.faults) == {"on"}


def test_unknown_sessions_skills_modules_and_programmes_are_refused(school: School) -> None:
    one = school.enrol(PersonFactory())["mentoring"]
    who = {"actor": school.coordinator, "at": AT}

    for sessions in ([], ["none-such"], ["the-role", "none-such"]):
        with pytest.raises(Invalid):
            training.note_attended(one, sessions=sessions, on=TODAY, **who)
    school.attend(one, "mentoring")
    for skills in ([], ["none-such"]):
        with pytest.raises(Invalid):
            training.sign_off(one, skills=skills, on=TODAY, **who)
    with pytest.raises(Invalid):
        training.sign_off(one, skills=[LISTENS], on=TODAY, words="x" * 601, **who)
    for programme, only in (("magician", ()), ("mentor", ("facilitating-a-group",))):
        with pytest.raises(Invalid):
            training.enrol(
                person_id=PersonFactory().pk, organisation_id=school.id, programme=programme,
                only=only, **who,
            )  # fmt: skip


def test_who_writes_down_and_who_does_not(school: School) -> None:
    asha = PersonFactory()
    other = School()
    one = school.enrol(asha)["mentoring"]
    lead = school.staff("safeguarding_lead", "Helen Marsh")

    for actor, error in (
        (actor_of(asha), Refused),
        (lead, Refused),
        (other.coordinator, NotFound),
        (school.staff("mentor", "Bo"), NotFound),
        (VISITOR, NotFound),
    ):
        with pytest.raises(error):
            training.note_attended(one, sessions=["the-role"], on=TODAY, actor=actor, at=AT)
        with pytest.raises(error):
            training.sign_off(one, skills=[LISTENS], on=TODAY, actor=actor, at=AT)
        with pytest.raises(error):
            training.stop(one, actor=actor, at=AT)


def test_a_person_puts_themselves_in_and_nobody_else(school: School) -> None:
    asha, bo = PersonFactory(), PersonFactory()

    made = training.enrol(
        person_id=asha.pk, organisation_id=school.id, programme="clinical_team",
        actor=actor_of(asha), at=AT,
    )  # fmt: skip

    assert len(made) == 2
    with pytest.raises(NotFound):
        training.enrol(person_id=bo.pk, organisation_id=school.id, actor=actor_of(asha), at=AT)


def test_only_the_learner_says_that_they_have_read(school: School) -> None:
    asha = PersonFactory()
    one = school.enrol(asha)["mentoring"]

    training.note_read(one, actor=actor_of(asha), at=AT)
    training.note_read(one, actor=actor_of(asha), at=AT + timedelta(days=4))

    assert standing(school, asha).read_on == TODAY
    with pytest.raises(Refused):
        training.note_read(one, actor=school.coordinator, at=AT)


def test_stopped_can_begin_again(school: School) -> None:
    asha = PersonFactory()
    one = school.enrol(asha, only=("mentoring",))["mentoring"]

    for _twice in range(2):
        training.stop(one, actor=school.coordinator, at=AT)

    assert standing(school, asha).standing == training.Standing.NOT_STARTED
    with pytest.raises(Conflict):
        school.attend(one, "mentoring")
    assert set(school.enrol(asha, only=("mentoring",))) == {"mentoring"}


def test_a_session_is_written_down_for_several_at_once_or_for_none(school: School) -> None:
    asha, bo, eve = PersonFactory(), PersonFactory(), PersonFactory()
    for each in (asha, bo):
        school.enrol(each)
    who = {"on": TODAY, "actor": school.coordinator, "at": AT}

    news = training.note_session("mentoring", "the-role", person_ids=[asha.pk, bo.pk], **who)

    assert news == 2
    assert standing(school, bo).standing == training.Standing.ATTENDED
    assert training.note_session("mentoring", "the-role", person_ids=[asha.pk, bo.pk], **who) == 0
    with pytest.raises(Conflict):
        training.note_session("goal-setting", "goals-in-own-words",
                              person_ids=[asha.pk, eve.pk], **who)  # fmt: skip
    assert standing(school, asha, "goal-setting").standing == training.Standing.ENROLLED
    with pytest.raises(Conflict):
        training.note_session("mentoring", "the-role", person_ids=[asha.pk],
                              **{**who, "actor": School().coordinator})  # fmt: skip


def test_every_write_is_audited_by_names_alone(school: School) -> None:
    asha = PersonFactory()
    school.finish(school.enrol(asha)["mentoring"], "mentoring")

    rows = AuditRow.objects.filter(thing_type="training.enrolment")

    assert {row.action for row in rows} >= {
        "enrolment.made", "enrolment.attended_session", "enrolment.attend",
        "enrolment.signed_off", "enrolment.observe", "enrolment.finish",
    }  # fmt: skip
    assert all(row.organisation_id == school.id for row in rows if hasattr(row, "organisation_id"))
