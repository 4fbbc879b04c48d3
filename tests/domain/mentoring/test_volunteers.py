"""From applying to ready: who does what, what is refused, and who sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Reference, Volunteer
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, Person
from alongside.foundation.actor import by_link
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import person
from factories.mentoring import (
    AT,
    PROFILE,
    TODAY,
    WORDS,
    acting,
    applied,
    prepared,
    ready,
    referee,
    reference_link,
    row,
    service,
)

pytestmark = pytest.mark.django_db
Step, StepState = mentoring.Step, mentoring.StepState


def _templates() -> list[str]:
    return sorted(Message.objects.values_list("template", flat=True))


def test_applying_makes_a_volunteer_without_an_account_and_asks_two_people() -> None:
    here = service()

    record = applied()

    volunteer = row(record.volunteer_id)
    assert volunteer.state == "applied"
    assert (volunteer.lat, volunteer.lon) == (52.19, -2.22)
    assert people.has_consent(volunteer.person_id, "mentor-application")
    assert {"mentor_applied", "mentor_reference"} <= set(_templates())
    assert Reference.objects.filter(volunteer=volunteer).count() == 2
    assert mentoring.by_own_link(record.token, at=AT)[0] == volunteer.pk
    assert [one.name for one in mentoring.volunteers(actor=here.first, at=AT).rows] == [
        "Mona Price"
    ]


def test_the_same_form_ten_times_is_one_volunteer() -> None:
    service()

    records = [applied(key="one-form") for _time in range(10)]

    assert len({one.volunteer_id for one in records}) == 1
    assert Volunteer.objects.count() == 1
    assert Person.objects.filter(name="Mona Price").count() == 1
    assert len({one.token for one in records}) == 10


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"reach": mentoring.Reachable("text")}, "number"),
        ({"reach": mentoring.Reachable("text", number="12")}, "number"),
        ({"reach": mentoring.Reachable("email", email="no")}, "email"),
        ({"reach": mentoring.Reachable("pigeon")}, "channel"),
        ({"story": ""}, "story"),
        ({"story": "x" * 601}, "story"),
        ({"conditions": ()}, "conditions"),
        ({"conditions": ("glass-ankles",)}, "conditions"),
        ({"times": ()}, "times"),
        ({"place": "nowhere"}, "place"),
        ({"birth_year": None}, "birth_year"),
        ({"birth_year": 2009}, "birth_year"),
        ({"birth_year": 1800}, "birth_year"),
        ({"capacity": 5}, "capacity"),
        ({"capacity": 0}, "capacity"),
        ({"max_km": 0}, "max_km"),
        ({"gender": "cat"}, "gender"),
        ({"referees": (referee(1),)}, "referee_2_name"),
        ({"referees": (referee(1), referee(1))}, "referee_2_name"),
        (
            {"referees": (referee(1), mentoring.Referee("R", mentoring.Reachable("email")))},
            "referee_2_email",
        ),
    ],
)
def test_what_cannot_be_taken_is_told_by_field_and_nothing_is_written(
    changes: dict[str, object], field: str
) -> None:
    service()

    with pytest.raises(Invalid) as refused:
        applied(**changes)

    assert field in refused.value.faults
    assert not Volunteer.objects.exists()
    assert not Person.objects.filter(name__startswith="Mona").exists()
    assert not Message.objects.exists()


def test_somebody_who_signed_in_applies_as_themselves_and_once() -> None:
    here = service()
    ada = person("Ada Lane")

    record = applied(actor=ada)

    assert row(record.volunteer_id).person_id == ada.person_id
    assert mentoring.by_account(ada) == record.volunteer_id
    with pytest.raises(Conflict):
        applied(actor=ada)
    mentoring.stop(record.volunteer_id, actor=ada, at=AT)
    again = applied(actor=ada, at=AT + timedelta(days=1))
    assert mentoring.by_account(ada) == again.volunteer_id
    assert row(applied(actor=here.first).volunteer_id).person_id != here.first.person_id


def test_a_reference_is_given_once_by_its_link_alone() -> None:
    service()
    volunteer_id = applied().volunteer_id
    token = reference_link(volunteer_id, 1)

    asked = mentoring.reference_asked(token, at=AT)
    with pytest.raises(Invalid) as refused:
        mentoring.give_reference(token, words=mentoring.ReferenceWords("", "", ""), at=AT)
    mentoring.give_reference(token, words=WORDS, at=AT)

    assert (asked.first_name, asked.given) == ("Mona", False)
    assert set(refused.value.faults) == {"known_for", "known_how", "suits"}
    with pytest.raises(Conflict):
        mentoring.give_reference(token, words=WORDS, at=AT)
    with pytest.raises(NotFound):
        mentoring.give_reference(token, words=WORDS, at=AT + timedelta(days=61))
    with pytest.raises(NotFound):
        mentoring.by_own_link(token, at=AT)


def test_steps_come_in_any_order_and_say_when_they_cannot_start() -> None:
    here = service()
    volunteer_id = applied().volunteer_id
    mona = acting(volunteer_id)

    def states() -> dict[str, str]:
        items = mentoring.checklist(volunteer_id, actor=mona, at=AT).items
        return {str(item.step): str(item.state) for item in items}

    assert set(states().values()) == {"waiting", "cannot_start"}
    mentoring.welcome(volunteer_id, actor=here.first, at=AT)
    assert states() == {
        "references": "waiting",
        "meet": "waiting",
        "training": "to_do",
        "checks": "waiting",
        "agreement": "to_do",
        "go_live": "cannot_start",
    }
    mentoring.agree(volunteer_id, version=1, actor=mona, at=AT)
    mentoring.agree(volunteer_id, version=1, actor=mona, at=AT)
    assert states()["agreement"] == "done"
    with pytest.raises(Conflict):
        mentoring.agree(volunteer_id, version=7, actor=mona, at=AT)
    with pytest.raises(Conflict):
        mentoring.welcome(volunteer_id, actor=here.first, at=AT)


def test_two_different_people_say_yes_and_neither_is_the_volunteer() -> None:
    here = service()
    volunteer_id = prepared(here)

    assert not mentoring.go_live(volunteer_id, actor=here.first, at=AT)
    with pytest.raises(Refused):
        mentoring.go_live(volunteer_id, actor=here.first, at=AT)
    assert mentoring.go_live(volunteer_id, actor=here.lead, at=AT)

    volunteer = row(volunteer_id)
    assert volunteer.state == "ready"
    assert volunteer.first_yes_by_id != volunteer.second_yes_by_id
    assert Membership.objects.get(person_id=volunteer.person_id).role == "mentor"
    assert "mentor_ready" in _templates()
    with pytest.raises(Conflict):
        mentoring.go_live(volunteer_id, actor=here.second, at=AT)


def test_nobody_says_yes_while_a_step_is_missing() -> None:
    here = service()
    volunteer_id = prepared(here)
    Reference.objects.filter(volunteer_id=volunteer_id, number=2).update(given_at=None)

    with pytest.raises(Invalid) as refused:
        mentoring.go_live(volunteer_id, actor=here.first, at=AT)

    assert set(refused.value.faults) == {"lacking"}


def test_a_check_that_runs_out_between_the_two_yes_stops_the_second() -> None:
    here = service()
    volunteer_id = prepared(here, look_again_on=TODAY + timedelta(days=5))
    mentoring.go_live(volunteer_id, actor=here.first, at=AT)

    with pytest.raises(Invalid):
        mentoring.go_live(volunteer_id, actor=here.second, at=AT + timedelta(days=6))

    assert mentoring.go_live(volunteer_id, actor=here.second, at=AT + timedelta(days=5))


def test_a_coordinator_who_volunteers_says_no_yes_to_themselves() -> None:
    here = service()
    volunteer_id = prepared(here)
    Volunteer.objects.filter(pk=volunteer_id).update(person_id=here.first.person_id)

    with pytest.raises(NotFound):  # to themselves they are a volunteer alone
        mentoring.go_live(volunteer_id, actor=here.first, at=AT)
    with pytest.raises(Refused):
        mentoring.go_live(volunteer_id, actor=replace(here.first, kind="system"), at=AT)


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "ready"},
        {"state": "paused"},
        {"capacity": 5},
    ],
)
def test_the_database_holds_the_rules_too(wrong: dict[str, object]) -> None:
    here = service()
    volunteer_id = prepared(here)

    with pytest.raises(IntegrityError), transaction.atomic():
        Volunteer.objects.filter(pk=volunteer_id).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Volunteer.objects.filter(pk=volunteer_id).update(
            state="ready",
            first_yes_by_id=here.first.person_id,
            second_yes_by_id=here.first.person_id,
        )


def test_pause_and_back_and_stop_without_a_reason() -> None:
    here = service()
    volunteer_id = ready(here)
    mona = acting(volunteer_id)

    with pytest.raises(Invalid):
        mentoring.pause(volunteer_id, until=TODAY, actor=mona, at=AT)
    mentoring.pause(volunteer_id, until=TODAY + timedelta(days=30), actor=mona, at=AT)
    assert mentoring.ready_mentors(here.id, at=AT) == ()
    mentoring.resume(volunteer_id, actor=here.first, at=AT)
    assert len(mentoring.ready_mentors(here.id, at=AT)) == 1
    mentoring.stop(volunteer_id, actor=mona, at=AT)

    assert row(volunteer_id).state == "stopped"
    assert Membership.objects.get(person_id=mona.person_id).ended_at == AT
    with pytest.raises(Conflict):
        mentoring.stop(volunteer_id, actor=mona, at=AT)
    with pytest.raises(Conflict):
        mentoring.change_profile(volunteer_id, profile=PROFILE, actor=mona, at=AT)
    with pytest.raises(Conflict):
        mentoring.note_met(volunteer_id, on=TODAY, actor=here.first, at=AT)


def test_declining_is_told_kindly_and_closes_the_links() -> None:
    here = service()
    record = applied()
    token = reference_link(record.volunteer_id, 1)

    mentoring.decline(record.volunteer_id, actor=here.first, at=AT)

    assert row(record.volunteer_id).state == "declined"
    assert "mentor_not_now" in _templates()
    for closed in (
        lambda: mentoring.by_own_link(record.token, at=AT),
        lambda: mentoring.reference_asked(token, at=AT),
    ):
        with pytest.raises(NotFound):
            closed()


def test_what_others_see_is_the_preview_and_nothing_more() -> None:
    here = service()
    volunteer_id = prepared(here)

    own = mentoring.preview(volunteer_id, actor=acting(volunteer_id))
    record = mentoring.volunteer(volunteer_id, actor=here.first, at=AT)

    assert own == record.preview
    assert own.first_name == "Mona"
    assert own.conditions == ("Type 1 diabetes",)
    told = repr(own)
    assert not any(secret in told for secret in ("Price", "07700", "1971", "walking group", "WR1"))


def test_only_the_safeguarding_lead_clears_for_young_people() -> None:
    here = service()
    volunteer_id = ready(here)

    with pytest.raises(Refused):
        mentoring.clear_for_under_18(volunteer_id, cleared=True, actor=here.first, at=AT)
    mentoring.clear_for_under_18(volunteer_id, cleared=True, actor=here.lead, at=AT)

    assert mentoring.ready_mentors(here.id, at=AT)[0].cleared_for_under_18


def test_a_profile_changes_only_where_it_says_something_else() -> None:
    here = service()
    volunteer_id = prepared(here)
    mona = acting(volunteer_id)

    with pytest.raises(Invalid):
        mentoring.change_profile(
            volunteer_id, profile=replace(PROFILE, times=()), actor=mona, at=AT
        )
    changed = replace(PROFILE, capacity=3, place="")
    with pytest.raises(Invalid):
        mentoring.change_profile(volunteer_id, profile=changed, actor=mona, at=AT)
    later = AT + timedelta(hours=1)
    mentoring.change_profile(volunteer_id, profile=PROFILE, actor=mona, at=later)
    assert row(volunteer_id).changed_at == AT
    mentoring.change_profile(
        volunteer_id, profile=replace(PROFILE, capacity=3), actor=mona, at=later
    )
    assert mentoring.own_profile(volunteer_id, actor=mona).capacity == 3


def test_whoever_takes_their_consent_back_is_no_volunteer_any_more() -> None:
    here = service()
    volunteer_id = ready(here)
    person_id = row(volunteer_id).person_id

    own = by_link(person_id)
    assert mentoring.stop_volunteering(person_id=person_id, actor=own, at=AT) == 1
    assert mentoring.stop_volunteering(person_id=person_id, actor=own, at=AT) == 0
    assert row(volunteer_id).state == "stopped"
