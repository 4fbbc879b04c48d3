"""Every field of these pages against what people with bad intentions, or bad luck, type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.core.cache import cache
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.foundation.errors import Invalid
from support import SHARED, needs_shared
from web.conftest import AsRole

pytestmark = [pytest.mark.django_db, needs_shared, pytest.mark.once]
FOLDER = SHARED / "data/security"
MARK = "<script>alert(1)</script>"


@pytest.fixture
def corpus(request: pytest.FixtureRequest) -> list[str]:
    """All strings with --long, else a fifteenth of the long list and all special ones."""
    step = 1 if request.config.getoption("--long") else 15
    strings = json.loads((FOLDER / "blns.json").read_text(encoding="utf-8"))[::step]
    extra = json.loads((FOLDER / "extra_strings.json").read_text(encoding="utf-8"))
    return [*strings, *(text for text in extra.values() if isinstance(text, str)), MARK]


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _encoded(text: str) -> bytes:
    return quote(text.encode("utf-8", "surrogatepass")).encode()


def _post(client: Client, address: str, **fields: str) -> int:
    body = b"&".join(name.encode() + b"=" + _encoded(text) for name, text in fields.items())
    response = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert MARK not in response.content.decode()
    return response.status_code


def test_accounts_pages_take_anything_without_an_error_of_ours(corpus: list[str]) -> None:
    client = Client(raise_request_exception=False)
    statuses = set()
    for text in corpus:
        cache.clear()
        statuses |= {
            _post(client, "/accounts/signup/", name=text, email=text, password=text),
            _post(client, "/accounts/signup/", name=text, email="a@example.org", password="short"),
            _post(client, "/accounts/login/", login=text, password=text, next=text),
            client.get(f"/accounts/login/?next={_encoded(text).decode()}").status_code,
        }

    assert statuses <= {200, 400}


def test_roles_pages_take_anything_without_an_error_of_ours(
    corpus: list[str], demo_service: people.ServiceRecord, as_role: AsRole
) -> None:
    admin = as_role("org_admin")
    admin.raise_request_exception = False
    statuses = set()
    for text in corpus:
        statuses |= {
            _post(admin, "/people/invite/", role=text, organisation=text, checks_listings=text),
            _post(admin, "/try/", person=text),
            admin.get(f"/people/join/{_encoded(text).decode()}/").status_code,
            admin.get(f"/people/?done={_encoded(text).decode()}").status_code,
        }

    assert statuses <= {200, 400, 404}


def test_any_name_that_is_taken_is_shown_as_text(
    corpus: list[str], service: people.ServiceRecord, as_role: AsRole
) -> None:
    given = {"actor": system("test"), "at": clock.now()}
    for text in corpus:
        try:
            person = people.create_person(name=text, **given)
        except Invalid:
            continue
        people.grant_role(
            person_id=person, organisation_id=service.organisation_id, role="mentor", **given
        )

    page = as_role("org_admin").get("/people/").content.decode()

    assert Person.objects.count() > len(corpus) // 2
    for tag in (MARK, "<img src=x", "<svg ", "onerror=alert(1)>", "<IMG SRC"):
        assert tag not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
