"""Pages of fixed words, and the page for each problem, stand when the database does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.core.ratelimit import respond_429
from django.db import OperationalError, connection
from django.test import Client, RequestFactory

from alongside.domain.people.models import Deployment, Organisation
from alongside.foundation import clock
from alongside.web.shared.problems import PROBLEMS, problem

PAGES = ["/help-now/", "/about/", "/privacy/", "/accessibility/", "/cookies/"]


@pytest.fixture
def broken_database(db: None) -> Iterator[None]:
    def refuse(execute: Any, sql: str, *rest: Any) -> None:
        raise OperationalError("the database is down")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize("address", PAGES)
def test_page_needs_no_database(address: str, broken_database: None) -> None:
    response = Client().get(address)

    assert response.status_code == 200
    assert "Peer support</title>" in response.content.decode()


@pytest.mark.parametrize("status", sorted(PROBLEMS))
def test_problem_page_needs_no_database_and_carries_the_numbers(
    status: int, broken_database: None
) -> None:
    response = problem(RequestFactory().get("/somewhere"), status)

    page = response.content.decode()
    assert response.status_code == status
    for number in ('tel:999"', 'tel:111"', 'tel:116123"', 'sms:85258"', 'href="/help-now/"'):
        assert number in page


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_nothing_of_the_database_once_the_service_is_known(
    address: str, db: None, django_assert_num_queries: Any
) -> None:
    organisation = Organisation.objects.create(name="Ourplace Together", created_at=clock.now())
    Deployment.objects.create(kind="demo", organisation=organisation, created_at=clock.now())
    Client().get(address)

    with django_assert_num_queries(0):
        page = Client().get(address).content.decode()

    assert "Ourplace Together</title>" in page
    assert '<meta name="robots" content="noindex' in page


def test_unknown_address_gives_our_page(db: None) -> None:
    response = Client().get("/no-such-page/")

    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_form_without_token_gives_our_page(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/help-now/")

    assert response.status_code == 403
    assert "You cannot see this page" in response.content.decode()


def test_fault_in_our_code_gives_our_page(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alongside.web.shared.gallery.GalleryForm", None)

    response = Client(raise_request_exception=False).get("/gallery/")

    assert response.status_code == 500
    assert 'tel:999"' in response.content.decode()


def test_page_that_needs_a_database_that_is_down_asks_to_come_back(
    broken_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The address of a page that reads at once.
    monkeypatch.setattr(
        "alongside.web.shared.gallery.GalleryForm", lambda: Deployment.objects.get()
    )

    response = Client(raise_request_exception=False).get("/gallery/")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert 'tel:999"' in response.content.decode()


def test_too_many_tries_to_sign_in_give_our_page(db: None) -> None:
    response = respond_429(RequestFactory().post("/accounts/login/"))

    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()


def test_help_now_says_that_it_was_not_reviewed(db: None) -> None:
    assert "has not been clinically reviewed" in Client().get("/help-now/").content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_page_cannot_be_posted_to(address: str, db: None) -> None:
    assert Client().post(address).status_code == 405
