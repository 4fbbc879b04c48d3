"""Around every request: an id, one line in the log that tells of nobody, and refusals as pages."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from alongside.config import urls as real
from alongside.foundation.errors import Conflict, NotFound, Refused
from factories.people import MembershipFactory, UserFactory
from web.conftest import AsRole, sign_in

SECRET = "priya-type-1-diabetes"


def _raising(failure: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise failure

    return view


urlpatterns = [
    path("refused", _raising(Refused(SECRET)), name="refused"),
    path("not-found", _raising(NotFound(SECRET)), name="not_found"),
    path("conflict", _raising(Conflict(SECRET)), name="conflict"),
    path("broken/<str:thing>", lambda request, thing: 1 / 0, name="broken"),
    path("", include(real)),
]
handler500 = real.handler500
pytestmark = [pytest.mark.django_db, pytest.mark.urls("web.test_middleware")]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[dict[str, Any]]]:
    """What the service writes, as its own handler would write it."""
    caplog.set_level(logging.DEBUG)
    formatter = next(
        handler.formatter
        for handler in logging.getLogger().handlers
        if "Processor" in type(handler.formatter).__name__
    )
    assert formatter is not None
    return lambda: [
        json.loads(formatter.format(record))
        for record in caplog.records
        if not record.name.startswith("factory.")  # what makes the tests' people
    ]


@pytest.mark.parametrize(
    ("address", "status"), [("/refused", 403), ("/not-found", 404), ("/conflict", 409)]
)
def test_refusal_becomes_its_page_without_its_reason(
    address: str, status: int, as_role: AsRole
) -> None:
    response = as_role("person").get(address)

    assert response.status_code == status
    assert SECRET not in response.content.decode()


def test_visitor_who_is_refused_a_page_is_sent_to_sign_in_and_back() -> None:
    response = Client().get("/refused?near=WR14")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=%2Frefused"


def test_visitor_who_is_refused_an_act_sees_the_page() -> None:
    assert Client().post("/refused").status_code == 403


def test_visitor_asking_for_what_is_not_there_learns_nothing_more() -> None:
    assert Client().get("/not-found").status_code == 404


@pytest.mark.parametrize("address", ["/refused", "/not-found"])
def test_person_without_their_second_factor_is_sent_to_set_it_up(
    address: str, as_role: AsRole
) -> None:
    response = as_role("coordinator", second_factor=False).get(address)

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/2fa/app/?next=%2F")


def test_role_that_needs_no_second_factor_is_simply_refused(as_role: AsRole) -> None:
    assert as_role("guidance_editor", second_factor=False).get("/refused").status_code == 403


def test_second_factor_given_by_another_account_does_not_count(as_role: AsRole) -> None:
    client = as_role("coordinator")
    session = client.session
    session["account_authentication_methods_user"] = str(UserFactory().pk)
    session.save()

    assert client.get("/refused").status_code == 302


def test_request_id_is_kept_when_it_is_one_and_made_when_it_is_not() -> None:
    client = Client()

    assert client.get("/healthz", headers={"X-Request-Id": "abcd-1234"})["X-Request-Id"] == (
        "abcd-1234"
    )
    made = client.get("/healthz", headers={"X-Request-Id": "x\ny{}"})["X-Request-Id"]
    assert len(made) == 32
    assert made.isalnum()


def test_log_has_one_line_a_request_that_tells_of_nobody(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    person = MembershipFactory(person__name="Priya Secret", person__user__email=f"{SECRET}@e.org")
    client = sign_in(Client(), person.person)

    client.get(f"/help-now/?near={SECRET}&email={SECRET}@e.org", headers={"User-Agent": SECRET})
    client.post("/accounts/login/", {"login": f"{SECRET}@e.org", "password": SECRET})

    written = [line for line in lines() if line["event"] == "request"]
    assert [(line["method"], line["route"], line["status"]) for line in written] == [
        ("GET", "help:help_now", 200),
        ("POST", "account_login", 302),
    ]
    assert all(line["request_id"] and line["timestamp"] for line in written)
    everything = json.dumps(lines())
    for private in (SECRET, "Priya", "127.0.0.1", "near="):
        assert private not in everything


def test_log_of_a_failure_says_where_and_what_kind_alone(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    client = Client(raise_request_exception=False)

    response = client.get(f"/broken/{SECRET}?q={SECRET}")

    assert response.status_code == 500
    failed = next(line for line in lines() if line["event"] == "failed")
    assert failed["failure"] == "ZeroDivisionError"
    assert "test_middleware.py" in failed["where"][-1]
    assert failed["request_id"] == response["X-Request-Id"]
    assert SECRET not in json.dumps(lines())


def test_log_of_an_address_that_is_not_there_or_a_strange_host_says_neither(
    lines: Callable[[], list[dict[str, Any]]],
) -> None:
    client = Client(raise_request_exception=False)

    assert client.get(f"/{SECRET}").status_code == 404
    assert client.get("/", headers={"host": f"{SECRET}.example"}).status_code in {400, 404}

    assert SECRET not in json.dumps(lines())


@pytest.mark.parametrize("library", ["structlog", "logging"])
def test_log_of_a_failure_that_came_with_a_line_leaves_out_its_words(
    library: str, lines: Callable[[], list[dict[str, Any]]]
) -> None:
    log = structlog.get_logger("test") if library == "structlog" else logging.getLogger("test")

    try:
        raise ValueError(SECRET)
    except ValueError:
        log.exception("task_failed")

    told = next(line for line in lines() if line["event"] == "task_failed")
    assert told["failure"] == "ValueError"
    assert "test_middleware.py" in told["where"][-1]
    assert SECRET not in json.dumps(told)


def test_request_larger_than_any_file_that_a_page_takes_is_refused_unread() -> None:
    client = Client(raise_request_exception=False)

    for address in ("/find/", "/interop/new", "/help-now/"):
        refused = client.generic(
            "POST", address, b"x", "multipart/form-data; boundary=b", CONTENT_LENGTH="9" * 12
        )
        assert refused.status_code == 413
        assert "That is too large" in refused.content.decode()
    garbled = client.generic("POST", "/find/", b"x", "text/plain", CONTENT_LENGTH="1e9")
    assert garbled.status_code < 500


@pytest.mark.parametrize("address", ["/", "/find/results", "/people/", "/interop/export/csv"])
def test_no_browser_keeps_a_page_of_somebody_signed_in(
    address: str, service: object, as_role: AsRole
) -> None:
    client = as_role("org_admin" if address == "/people/" else "coordinator")

    assert "no-store" in client.get(address)["Cache-Control"]
    assert "Cache-Control" not in Client().get("/")
