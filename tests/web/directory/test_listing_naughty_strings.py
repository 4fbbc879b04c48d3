"""Every field of every page against strings that break things: a clear answer, never a fault.

A sample goes through the pages, and a larger one through the forms. `--long` sends all of them
through all forms and pages.
"""

from __future__ import annotations

import pytest
from django.test import Client

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.web.directory.listing import checks
from alongside.web.directory.listing.forms.about import PlaceForm
from alongside.web.directory.listing.forms.checking import SendBackForm
from alongside.web.directory.listing.forms.principles import PrincipleForm, SignForm
from alongside.web.directory.listing.forms.when import MeetingForm
from alongside.web.directory.listing.steps import STEPS
from alongside.web.shared.forms import Form
from factories.directory import content, listed
from support import needs_shared
from web.conftest import AsRole
from web.directory.steps import draft, filled, key, sent
from web.naughty import RAW, sample, sendable, strings, through_forms

pytestmark = [pytest.mark.django_db, needs_shared, pytest.mark.once]
SET = "six-for-type-1-diabetes"


def _forms() -> list[Form]:
    forms: list[Form] = [step.form() for step in STEPS.steps if step.form]
    forms += [PlaceForm(), MeetingForm(), SignForm(), PrincipleForm(question="How?")]
    return [*forms, SendBackForm(shown=checks.FIELDS)]


def _fields(form: Form) -> list[str]:
    """The names under which the form's answers are sent."""
    dates = [f"{name}_{part}" for name in form.fields for part in ("day", "month", "year")]
    return [*form.fields, *dates]


@pytest.mark.usefixtures("here")
def test_forms_answer_strings_without_a_fault(pytestconfig: pytest.Config) -> None:
    for form in _forms():
        fields = [name for name in form.fields if not hasattr(form.fields[name], "choices")]
        for text in through_forms(pytestconfig):
            said = {name: text for name in [*fields, *_fields(form)[len(form.fields) :]]}
            form.data, form.is_bound = said, True
            form.full_clean()
            assert isinstance(form.is_valid(), bool)


def _pages(home: str) -> list[tuple[str, Form]]:
    pages: list[tuple[str, Form]] = [
        (f"{home}questions/{step.key}/", step.form()) for step in STEPS.steps if step.form
    ]
    pages += [(f"{home}places/new/", PlaceForm()), (f"{home}meetings/1/", MeetingForm())]
    pages += [(f"{home}principles/{SET}/reciprocal/", PrincipleForm(question="How?"))]
    return [*pages, (f"{home}sign/{SET}/", SignForm()), ("/listings/new/", SignForm())]


def _throw(client: Client, home: str, address: str, form: Form, texts: list[str]) -> None:
    for text in texts:
        said = dict.fromkeys([*_fields(form), "name", "key"], sendable(text))
        edition = draft(client, home).edition
        page = client.post(address, said | {"edition": edition})
        assert page.status_code < 500, (address, text[:60])
        assert not any(raw in page.content.decode() for raw in RAW), (address, text[:60])


@pytest.mark.usefixtures("here")
def test_no_page_breaks_on_a_sample(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    for number, (address, form) in enumerate(_pages(home)):
        _throw(client, home, address, form, sample(number))

    for shown in ("", "answers/", "places/", "meetings/", "principles/"):
        page = client.get(f"{home}{shown}")
        assert page.status_code == 200
        assert not any(raw in page.content.decode() for raw in RAW)


@pytest.mark.long
@pytest.mark.usefixtures("here")
def test_no_page_breaks_on_any(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    for address, form in _pages(home):
        _throw(client, home, address, form, list(strings()))


@pytest.mark.usefixtures("here")
def test_checkers_pages_do_not_break(as_role: AsRole) -> None:
    leader, checker = as_role("person"), as_role("coordinator")
    home = sent(leader)

    for text in sample(7):
        said = {name: sendable(text) for name in ("phone", "summary", "places")}
        edition = draft(checker, home).edition
        page = checker.post(f"{home}send-back/", said | {"edition": edition})
        assert page.status_code < 500, text[:60]
        if draft(leader, home).state == "returned":
            assert not any(raw in leader.get(home).content.decode() for raw in RAW)
            directory.submit(key(home), edition=edition, actor=system("test"), at=clock.now())


def test_the_leaders_link_does_not_break(here: people.ServiceRecord) -> None:
    listed(here.organisation_id, content())

    for text in sample(11):
        page = Client().post("/running/x/", {"answer": sendable(text)})
        assert page.status_code < 500, text[:60]
