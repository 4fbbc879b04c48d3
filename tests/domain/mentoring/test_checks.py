"""Checks: the questions first, what they allow, when they are looked at again."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Check
from alongside.domain.mentoring.rules import checks as rules
from alongside.domain.messaging.models import Message
from alongside.engines.matching import allowed_pairs, match, parse_problem
from alongside.foundation.errors import Invalid, NotFound, Refused
from factories.catalogue import fill
from factories.mentoring import (
    AT,
    SYSTEM,
    TODAY,
    Service,
    acting,
    applied,
    prepared,
    ready,
    see_checks,
    service,
)
from factories.people import MembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db
RECORD = "criminal-record-england"


def _note(
    here: Service,
    volunteer_id: UUID,
    level: str,
    *,
    seen_on: date = TODAY,
    look_again_on: date | None = TODAY + timedelta(days=900),
) -> None:
    mentoring.note_check(
        volunteer_id,
        kind=RECORD,
        level=level,
        seen_on=seen_on,
        look_again_on=look_again_on,
        actor=here.first,
        at=AT,
    )


def _begun(here: Service) -> UUID:
    volunteer_id = applied().volunteer_id
    mentoring.welcome(volunteer_id, actor=here.first, at=AT)
    return volunteer_id


def _record(here: Service, volunteer_id: UUID) -> mentoring.CheckRecord:
    record = mentoring.volunteer(volunteer_id, actor=here.first, at=AT)
    return next(one for one in record.checks if one.kind == RECORD)


def test_nothing_is_asked_for_before_the_questions_about_the_role() -> None:
    here = service()
    volunteer_id = _begun(here)

    with pytest.raises(Invalid) as refused:
        _note(here, volunteer_id, "basic")

    assert set(refused.value.faults) == {"kind"}
    assert _record(here, volunteer_id).levels == ()


def test_a_level_that_the_role_does_not_allow_is_refused() -> None:
    here = service()
    volunteer_id = _begun(here)
    mentoring.note_eligibility(volunteer_id, kind=RECORD, said_yes=(), actor=here.first, at=AT)

    assert [level for level, _label in _record(here, volunteer_id).levels] == ["none", "basic"]
    assert _record(here, volunteer_id).state == "done"
    for level in ("enhanced", "enhanced-barred", "", "golden"):
        with pytest.raises(Invalid) as refused:
            _note(here, volunteer_id, level)
        assert set(refused.value.faults) == {"level"}


def test_a_role_that_needs_a_level_is_not_content_with_less() -> None:
    here = service()
    volunteer_id = _begun(here)
    mentoring.note_eligibility(
        volunteer_id, kind=RECORD, said_yes=["under-18-often"], actor=here.first, at=AT
    )

    assert _record(here, volunteer_id).needed == "enhanced-barred"
    assert _record(here, volunteer_id).state == "waiting"
    with pytest.raises(Invalid):
        _note(here, volunteer_id, "basic")
    _note(here, volunteer_id, "enhanced-barred")
    assert _record(here, volunteer_id).state == "done"


def test_another_role_makes_what_was_seen_count_no_more() -> None:
    here = service()
    volunteer_id = _begun(here)
    mentoring.note_eligibility(volunteer_id, kind=RECORD, said_yes=(), actor=here.first, at=AT)
    _note(here, volunteer_id, "basic")

    mentoring.note_eligibility(
        volunteer_id, kind=RECORD, said_yes=["personal-care"], actor=here.first, at=AT
    )

    assert _record(here, volunteer_id).state == "waiting"
    assert Check.objects.filter(volunteer_id=volunteer_id, kind=RECORD).count() == 3


@pytest.mark.parametrize(
    ("days", "field"),
    [
        ({"seen_on": TODAY + timedelta(days=1)}, "seen_on"),
        ({"look_again_on": None}, "look_again_on"),
        ({"look_again_on": TODAY}, "look_again_on"),
    ],
)
def test_days_in_the_wrong_order_are_refused(days: dict[str, date], field: str) -> None:
    here = service()
    volunteer_id = _begun(here)
    mentoring.note_eligibility(volunteer_id, kind=RECORD, said_yes=(), actor=here.first, at=AT)

    with pytest.raises(Invalid) as refused:
        _note(here, volunteer_id, "basic", **days)

    assert set(refused.value.faults) == {field}


def test_unknown_kinds_and_questions_are_refused() -> None:
    here = service()
    volunteer_id = _begun(here)

    with pytest.raises(NotFound):
        mentoring.note_eligibility(
            volunteer_id, kind="palm-reading", said_yes=(), actor=here.first, at=AT
        )
    with pytest.raises(Invalid):
        mentoring.note_eligibility(
            volunteer_id, kind=RECORD, said_yes=["flies"], actor=here.first, at=AT
        )


def test_a_check_counts_to_the_end_of_its_last_day_and_not_a_day_longer() -> None:
    here = service()
    last = TODAY + timedelta(days=10)
    volunteer_id = ready(here, look_again_on=last)

    for at, allowed in ((AT + timedelta(days=10), 1), (AT + timedelta(days=11), 0)):
        (mentor,) = mentoring.ready_mentors(here.id, at=at)
        assert mentor.recheck_on == last
        assert len(list(allowed_pairs(parse_problem(_problem(mentor, at))))) == allowed
    late = AT + timedelta(days=11)
    items = mentoring.checklist(volunteer_id, actor=acting(volunteer_id), at=late).items
    assert next(one for one in items if one.step == "checks").state == "overdue"
    assert mentoring.volunteers(actor=here.first, which="checks", at=late).rows[0].overdue
    assert mentoring.volunteer_counts(actor=here.first, at=late).checks_overdue == 1


def _problem(mentor: mentoring.MentorOffer, at: datetime) -> dict[str, object]:
    """Somebody who fits the mentor in everything."""
    mentee = {
        "id": "somebody",
        "lat": mentor.lat,
        "lon": mentor.lon,
        "max_km": 50,
        "modes": list(mentor.modes),
        "conditions": list(mentor.conditions),
        "treatments": [],
        "age": 40,
        "gender": None,
        "mentor_gender": None,
        "languages": ["en"],
        "language_required": False,
        "times": list(mentor.times),
        "interests": [],
        "help_with": [],
        "must_share": [],
        "waiting_days": 3,
        "blocks": [],
    }
    return {
        "on": at.date().isoformat(),
        "mentees": [mentee],
        "mentors": [mentor.plain()],
        "settings": {},
    }


def test_mentors_are_what_the_matching_takes_field_by_field() -> None:
    here = service()
    ready(here)

    (mentor,) = mentoring.ready_mentors(here.id, at=AT)
    answer = match(parse_problem(_problem(mentor, AT)))

    assert [pair.mentor for pair in answer.pairs] == [mentor.id]
    assert mentor.age == 54  # whoever turns 55 this year may be 54 still


def test_warnings_come_at_ninety_thirty_and_seven_days_and_when_it_is_over() -> None:
    here = service()
    staff = PersonFactory()
    MembershipFactory(person=staff, organisation_id=here.id, role="coordinator", valid_from=AT)
    ready(here, look_again_on=TODAY + timedelta(days=100))

    for day in range(105):
        for _twice in range(2):
            mentoring.run_due(actor=SYSTEM, at=AT + timedelta(days=day))

    told = Counter(Message.objects.values_list("template", flat=True))
    assert told["mentor_check_due"] == 4
    assert told["mentor_check_staff"] == 4
    with pytest.raises(Refused):
        mentoring.run_due(actor=here.first, at=AT)


def test_after_a_silence_of_the_worker_only_the_latest_warning_is_given() -> None:
    here = service()
    volunteer_id = ready(here, look_again_on=TODAY + timedelta(days=100))
    late = AT + timedelta(days=95)

    assert mentoring.run_due(actor=SYSTEM, at=late).warned == 1
    assert mentoring.run_due(actor=SYSTEM, at=late).warned == 0
    see_checks(here, volunteer_id, look_again_on=TODAY + timedelta(days=900), at=late)
    assert mentoring.run_due(actor=SYSTEM, at=late).warned == 0


def test_whoever_stopped_hears_of_no_check() -> None:
    here = service()
    volunteer_id = prepared(here, look_again_on=TODAY + timedelta(days=5))
    mentoring.stop(volunteer_id, actor=here.first, at=AT)

    assert mentoring.run_due(actor=SYSTEM, at=AT).warned == 0


@settings(max_examples=60)
@given(data=st.data())
def test_what_is_needed_is_always_allowed_and_nothing_beyond_the_answers(
    data: st.DataObject,
) -> None:
    if not catalogue.terms("check"):
        fill()
    for kind in catalogue.terms("check"):
        questions = [one["id"] for one in kind.content["questions"]]
        said_yes = data.draw(st.sets(st.sampled_from(questions))) if questions else set()
        allowed = rules.allowed_levels(kind, said_yes)
        needed = rules.needed_level(kind, said_yes)
        assert not needed or needed in allowed
        for level in kind.content["levels"]:
            justified = not level["needs"] or bool(set(level["needs"]) & said_yes)
            assert (level["id"] in allowed) == justified
        if not said_yes and kind.content["always"] == "no":
            assert needed == ""
