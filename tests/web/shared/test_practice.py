"""By which posters somebody came: what the cookie says, and nothing when it is odd."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from alongside.web.shared.practice import COOKIE, MOST, posters_of, practice_of, remember


def _kept(code: str, before: tuple[str, ...] = ()) -> str:
    response = HttpResponse()
    remember(response, code, before=before)
    return str(response.cookies[COOKIE].value)


def _request(value: str | None) -> HttpRequest:
    request = RequestFactory().get("/")
    if value is not None:
        request.COOKIES[COOKIE] = value
    return request


@pytest.mark.parametrize("code", ["M81001", "tenbury-wells-and-great-witley"])
def test_the_code_comes_back_as_it_was_remembered(code: str) -> None:
    assert practice_of(_request(_kept(code))) == code


def test_the_latest_poster_is_the_one_and_the_others_are_known() -> None:
    request = _request(_kept("C", before=("B", "C", "A")))

    assert practice_of(request) == "C"
    assert posters_of(request) == ("C", "B", "A")


def test_no_more_are_kept_than_a_few() -> None:
    before = tuple(f"P{number}" for number in range(40))

    assert posters_of(_request(_kept("C", before=before))) == ("C", *before[: MOST - 1])


def test_the_cookie_ends_with_the_browser_and_is_hidden_from_scripts() -> None:
    response = HttpResponse()
    remember(response, "M81001")

    cookie = response.cookies[COOKIE]
    assert cookie["max-age"] == cookie["expires"] == ""
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert bool(cookie["secure"]) == settings.SESSION_COOKIE_SECURE


@pytest.mark.parametrize("value", [None, "", "M81001", "M81001:forged", "M81001:" + "A" * 43])
def test_without_a_cookie_of_ours_there_is_no_practice(value: str | None) -> None:
    assert practice_of(_request(value)) == ""


@pytest.mark.parametrize("code", ["", "M810 01", "../etc", "<script>", "M" * 81, "مرحبا"])
def test_a_code_that_cannot_be_one_is_none(code: str) -> None:
    assert practice_of(_request(_kept(code))) == ""
