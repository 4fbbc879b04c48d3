"""Every form of volunteers, pairs, training and the desk that has no such test of its own, against
strings that break things: a clear answer, never a fault, and nothing shown but as words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place, Reference
from alongside.domain.people.models import Organisation
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from alongside.web.interop.forms import ServiceForm
from alongside.web.mentoring.desk_forms import DayForm, PauseForForm
from alongside.web.mentoring.forms import ReferenceForm
from alongside.web.mentoring.meeting_desk import PlaceForm
from alongside.web.mentoring.meeting_forms import PlanForm
from alongside.web.mentoring.wishes import MattersForm, TalkForm
from factories.mentoring import AT, SYSTEM, TODAY, applied, reference_link, service, waiting
from factories.people import PersonFactory
from factories.training import School
from support import needs_shared
from web.conftest import AsRole
from web.naughty import RAW, sample, sendable, through_forms

pytestmark = [pytest.mark.django_db, needs_shared, pytest.mark.once]
FORMS: list[Callable[[dict[str, str]], Any]] = [
    ReferenceForm,
    PlaceForm,
    DayForm,
    PauseForForm,
    lambda said: PlanForm(said, places=()),
    lambda said: TalkForm(said, on=TODAY),
    lambda said: MattersForm(said, on=TODAY),
    lambda said: ServiceForm(said, {}),
]


@pytest.fixture
def here() -> Any:
    """A service on one day."""
    with time_machine.travel(AT, tick=False):
        yield service()


def _sound(page: Any, text: str) -> None:
    assert page.status_code < 500, text[:60]
    words = page.content.decode()
    assert not any(raw in words for raw in RAW), text[:60]


def test_forms_answer_strings_without_a_fault(here: Any, pytestconfig: pytest.Config) -> None:
    for make in FORMS:
        names = list(make({}).fields)
        parts = [f"{name}_{part}" for name in names for part in ("day", "month", "year")]
        for text in through_forms(pytestconfig)[::3]:
            assert isinstance(make(dict.fromkeys([*names, *parts], text)).is_valid(), bool)


def test_what_somebody_wishes_and_a_referee_says(here: Any, as_role: AsRole) -> None:
    place_id, desk = waiting(here, at=AT), as_role("coordinator")
    with unit(actor=SYSTEM, at=AT) as work:
        place = Place.objects.get(pk=place_id)
        token = make_link("place", place, valid_until=AT + timedelta(days=9), work=work)
    before = mentoring.wishes(place_id, actor=SYSTEM)
    for text in sample(1, step=400):
        said = sendable(text)
        many = {"times": said, "modes": said, "conditions": said, "help_with": said}
        more = {"near": said, "birth_date_day": said, "birth_date_month": said, "miles": said}
        for way in (f"/c/{token}/wishes/", f"/mentors/waiting/{place_id}/wishes/"):
            client = desk if way.startswith("/mentors") else Client()
            _sound(client.post(way, many), text)
            _sound(client.post(f"{way}more/", more | {"other_language": said}), text)
        _sound(Client().post(f"/c/{token}/", {"whom": said, "act": said}), text)
    assert mentoring.wishes(place_id, actor=SYSTEM) == before

    volunteer_id = applied(at=AT).volunteer_id
    link = reference_link(volunteer_id, 1, at=AT)
    for text in sample(2, step=400):
        said = sendable(text)
        answers = {"known_for": said, "known_how": said, "suits": said, "words": said}
        _sound(Client().post(f"/w/{link}/", answers), text)
    assert Reference.objects.filter(given_at=None).count() == 2
    marked = {"known_for": RAW[0], "known_how": RAW[1], "suits": "yes", "words": RAW[2]}
    assert Client().post(f"/w/{link}/", marked).status_code == 302
    _sound(desk.get(f"/mentors/{volunteer_id}/"), "what the referee said")


def test_what_the_desk_writes_down(here: Any, as_role: AsRole) -> None:
    desk, admin = as_role("coordinator"), as_role("org_admin")
    volunteer_id = applied(at=AT).volunteer_id
    mentoring.welcome(volunteer_id, actor=here.first, at=AT)
    school = School(Organisation.objects.get(pk=here.id))
    module = school.enrol(PersonFactory())["mentoring"]
    page = f"/mentors/{volunteer_id}/"
    for text in sample(3, step=250):
        said = sendable(text)
        day = {f"{name}_{part}": said for name in ("day_on", "seen_on", "look_again_on", "on")
               for part in ("day", "month", "year")}  # fmt: skip
        for address, answers in (
            (f"{page}met/", day),
            (f"{page}checks/identity/seen/", day | {"level": said}),
            (f"{page}checks/criminal-record-england/", {"said_yes": said}),
            ("/mentors/places/", {"name": said, "address": said, "step_free": "yes"}),
            ("/mentors/places/", {"close": said}),
            ("/mentors/rota/", {"day": said, "from": said, "until": said}),
            (f"/training/enrolments/{module}/attended/", day | {"sessions": said}),
            (f"/training/enrolments/{module}/seen/", day | {"skills": said, "words": said}),
            ("/training/sessions/mentoring/the-role/", day | {"people": said}),
            ("/training/people/add/", {"people": said}),
            ("/measure/", {"measure": said}),
        ):
            _sound(desk.post(address, answers), text)
        targets = {"mentors": said, "people_a_year": said, "year_begins": said}
        _sound(admin.post("/report/targets/", targets), text)
        _sound(desk.post("/my-story/", {"words": said, "shown_as": said}), text)
    _sound(desk.get("/mentors/places/"), "the list of places")
    assert mentoring.volunteer(volunteer_id, actor=SYSTEM, at=AT).met_on is None
