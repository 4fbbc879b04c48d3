"""Posters and cards: what stands on them, what a scan does, what the counts say."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import segno
import time_machine
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client, override_settings

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.signposting.models import PosterCount
from alongside.web.shared.practice import COOKIE
from factories.catalogue import fill
from factories.posters import Asking, scanned, team
from web.conftest import AsRole

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
OCTOBER, SEPTEMBER = date(2026, 10, 1), date(2026, 9, 1)
SHEETS = [(code, size) for code in ("malvern", "M81001") for size in ("a4", "a5", "cards")]


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def here(service: people.ServiceRecord, settings: Any) -> UUID:
    """A service at peers.example.org with a team and its practice."""
    settings.SITE_ADDRESS = "https://peers.example.org"
    fill()
    team()
    return service.organisation_id


def _page(response: HttpResponse) -> str:
    assert response.status_code == 200, response.status_code
    return html.unescape(response.content.decode())


def _sheet(page: str) -> str:
    """The part that is printed."""
    return page[page.index("app-sheet ") : page.index("</main>")]


@pytest.mark.parametrize(("code", "size"), SHEETS)
def test_sheet_says_what_it_is_for_whom_and_what_it_is_not(
    code: str, size: str, here: UUID, as_role: AsRole
) -> None:
    sheet = _sheet(_page(as_role("referrer").get(f"/posters/{code}/{size}/")))

    for words in (
        "Severn Peers",
        "Malvern" if code == "malvern" else "Link Top Surgery",
        "You are not the only one.",
        f"peers.example.org/from/{code}",
        "ot an emergency service",
        "999",
        "111",
    ):
        assert words in sheet, words
    assert re.search("[Ff]ree to use", sheet)
    assert "o account" in sheet


@pytest.mark.parametrize(("code", "size"), SHEETS)
def test_code_on_the_sheet_opens_the_address_in_words(
    code: str, size: str, here: UUID, as_role: AsRole
) -> None:
    sheet = _sheet(_page(as_role("referrer").get(f"/posters/{code}/{size}/")))

    rows = segno.make_qr(f"https://peers.example.org/from/{code}", error="q").matrix_iter(border=4)
    expected = {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}
    drawn = re.findall(r'fill="#000" d="([^"]+)"', sheet)
    assert len(drawn) == (8 if size == "cards" else 1)
    for shape in drawn:
        runs = re.findall(r"M(\d+) (\d+)h(\d+)v", shape)
        assert {
            (int(x) + step, int(y)) for x, y, length in runs for step in range(int(length))
        } == expected


def test_sheet_names_no_condition_unless_asked(here: UUID, as_role: AsRole) -> None:
    client = as_role("referrer")
    labels = [term.label for term in catalogue.terms("condition")]

    plain = _sheet(_page(client.get("/posters/malvern/a4/")))
    asked = _sheet(_page(client.get("/posters/malvern/a4/?condition=long-covid")))

    assert [label for label in labels if label in plain] == []
    assert [label for label in labels if label in asked] == ["Long Covid"]
    assert "long" not in asked[asked.index("/from/") :][:40]  # nor in what is opened


def test_demo_is_opened_where_it_is_looked_at(
    demo_service: people.ServiceRecord, as_role: AsRole
) -> None:
    team()
    client = as_role("coordinator")

    page = _page(client.get("/posters/malvern/a4/", headers={"host": "localhost:8000"}))

    assert "localhost:8000/from/malvern" in _sheet(page)
    assert "works on this computer only" in page


def test_sheet_asks_nothing_of_others(here: UUID, as_role: AsRole) -> None:
    sheet = _sheet(_page(as_role("referrer").get("/posters/malvern/cards/")))

    assert re.findall(r"(?:src|href|url)\W", sheet) == []
    assert "<script" not in sheet
    assert "style=" not in sheet


@override_settings(LANGUAGES=[("en-gb", "English"), ("ar", "Arabic")])
def test_sheet_in_another_language_turns_round_and_the_page_around_it_does_not(
    here: UUID, as_role: AsRole
) -> None:
    client = as_role("referrer")

    page = _page(client.get("/posters/malvern/a4/?language=ar"))

    assert '<html lang="en-gb" dir="ltr">' in page
    assert 'lang="ar" dir="rtl"' in _sheet(page)
    assert "العربيّة" in _page(client.get("/posters/"))


@pytest.mark.parametrize(
    "address",
    ["nobody/a4/", "malvern/a3/", "malvern/a4/?language=tlh", "malvern/a4/?condition=sadness"],
)
def test_what_there_is_not_cannot_be_printed(address: str, here: UUID, as_role: AsRole) -> None:
    assert as_role("referrer").get(f"/posters/{address}").status_code == 404


def test_choosing_leads_to_the_sheet(here: UUID, as_role: AsRole) -> None:
    client = as_role("org_admin")

    page = _page(client.get("/posters/"))
    chosen = client.get("/posters/", {"of": "M81001", "size": "a5", "condition": "hiv"})
    plain = client.get("/posters/", {"of": "malvern", "size": "cards", "condition": ""})

    assert "Malvern neighbourhood team" in page
    assert "Malvern: Link Top Surgery" in page
    assert "In which language?" not in page  # there is only one
    assert chosen["Location"] == "/posters/M81001/a5/?condition=hiv"
    assert plain["Location"] == "/posters/malvern/cards/"


def test_choosing_nothing_says_what_to_choose(here: UUID, as_role: AsRole) -> None:
    page = _page(as_role("coordinator").get("/posters/", {"of": "", "size": "a9"}))

    assert "<title>Error:" in page
    assert "Select a team or a practice" in page
    assert "Select one of the answers shown" in page


def test_service_without_teams_says_so(service: people.ServiceRecord, as_role: AsRole) -> None:
    client = as_role("coordinator")

    assert "nothing to print" in _page(client.get("/posters/"))
    assert "no neighbourhood teams yet" in _page(client.get("/posters/counts/"))


def test_name_is_shown_as_written_and_never_as_code(here: UUID, as_role: AsRole) -> None:
    team("odd", "Odd", (("M8", '<b onload="x">Dr "O\'Hara" & مرحبا 🙂'),))

    page = as_role("referrer").get("/posters/M8/a4/").content.decode()

    assert "<b onload" not in page
    assert "&amp; مرحبا 🙂" in page


def _counts() -> dict[str, int]:
    return dict(PosterCount.objects.values_list("code", "scans"))


def test_scan_leads_to_the_start_page_and_is_counted_once(here: UUID) -> None:
    phone = Client()

    first = phone.get("/from/M81001/")
    phone.get("/from/M81001/")
    phone.get("/from/m81001/")

    assert (first.status_code, first["Location"]) == (303, "/")
    assert "no-store" in first["Cache-Control"]
    assert "noindex" in first["X-Robots-Tag"]
    assert _counts() == {"M81001": 1}


def test_two_posters_are_counted_once_each_in_any_order(here: UUID) -> None:
    phone = Client()

    for code in ("M81001", "malvern", "M81001", "malvern"):
        phone.get(f"/from/{code}/")

    assert _counts() == {"M81001": 1, "malvern": 1}


def test_two_phones_are_two(here: UUID) -> None:
    Client().get("/from/malvern/")
    Client().get("/from/malvern/")

    assert _counts() == {"malvern": 2}


def test_forged_cookie_neither_counts_nor_hides_anything(here: UUID) -> None:
    phone = Client()
    phone.cookies[COOKIE] = "M81001:1xWGSX:forged"

    phone.get("/from/M81001/")

    assert _counts() == {"M81001": 1}


@pytest.mark.parametrize("code", ["nobody/", "", "%00", "..%2f..%2f", "a" * 900, "%F0%9F%99%82/"])
def test_unknown_code_leads_to_the_start_page_too(code: str, here: UUID) -> None:
    response = Client().get(f"/from/{code}")

    assert (response.status_code, response["Location"]) == (303, "/")
    assert COOKIE not in response.cookies
    assert _counts() == {}


def test_address_works_with_and_without_its_last_stroke(here: UUID) -> None:
    for typed in ("/from/Malvern", "/from/malvern/", "/from/MALVERN//"):
        assert Client().get(typed)["Location"] == "/"

    assert _counts() == {"malvern": 3}


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("head", {}),
        ("get", {"Sec-Purpose": "prefetch;prerender"}),
        ("get", {"Purpose": "prefetch"}),
    ],
)
def test_who_only_looks_is_not_counted(method: str, headers: dict[str, str], here: UUID) -> None:
    response = getattr(Client(), method)("/from/malvern/", headers=headers)

    assert response.status_code == 303
    assert COOKIE not in response.cookies
    assert _counts() == {}


def test_database_that_is_down_keeps_nobody_from_the_start_page(here: UUID) -> None:
    def refuse(*_: Any) -> None:
        raise OperationalError("the database is down")

    with connection.execute_wrapper(refuse):
        response = Client().get("/from/malvern/")

    assert (response.status_code, response["Location"]) == (303, "/")


def test_cookie_is_told_of_and_can_be_given_back(here: UUID) -> None:
    phone = Client(enforce_csrf_checks=True)
    before = _page(phone.get("/cookies/"))
    phone.get("/from/malvern/")
    with_it = _page(phone.get("/cookies/"))

    forgot = phone.post("/cookies/forget-poster/")

    assert COOKIE in before
    assert "remembers no poster" in before
    assert "Forget which poster I scanned" in with_it
    assert (forgot.status_code, forgot["Location"]) == (302, "/cookies/")
    assert "remembers no poster" in _page(phone.get("/cookies/"))


def _fill(steward: UUID) -> None:
    asking = Asking(steward)
    scanned("malvern", OCTOBER, 48)
    scanned("M81001", OCTOBER, 5)
    scanned("M81001", SEPTEMBER, 22)
    asking.by("M81001", OCTOBER, 2)


def _cells(page: str) -> list[list[str]]:
    body = page[page.index("<tbody") : page.index("</tbody>")]
    return [
        [re.sub("<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in body.split("<tr")[1:]
    ]


def test_referrer_sees_no_small_number(here: UUID, as_role: AsRole) -> None:
    _fill(here)
    client = as_role("referrer")

    year = _page(client.get("/posters/counts/"))
    month = _page(client.get("/posters/counts/?period=2026-10"))

    assert _cells(year) == [
        ["Malvern team", "about 50", "0"],
        [
            "Link Top Surgery",
            "about 20, and fewer than 8 in 1 month",
            "fewer than 8 in 1 month",
        ],
    ]
    assert _cells(month) == [
        ["Malvern team", "about 50", "0"],
        ["Link Top Surgery", "fewer than 8", "fewer than 8"],
    ]
    assert "nobody can be recognised" in year
    assert "so far" not in year


def test_coordinator_sees_each_number(here: UUID, as_role: AsRole) -> None:
    _fill(here)
    Client().get("/from/malvern/")
    client = as_role("coordinator")

    year = _page(client.get("/posters/counts/"))
    running = _page(client.get("/posters/counts/?period=2026-11"))

    assert _cells(year) == [
        ["Malvern team", "48", "0"],
        ["Link Top Surgery", "27", "2"],
    ]
    assert _cells(running)[0] == ["Malvern team", "1", "0"]
    assert "November 2026, so far" in year
    assert "do not pass on" in year


@pytest.mark.parametrize(
    "period", ["2026-11", "2025-10", "2026-10-14", "week", "2026-10&until=2026-10-14"]
)
def test_no_other_period_can_be_asked_for(period: str, here: UUID, as_role: AsRole) -> None:
    client = as_role("referrer")
    whole = _page(client.get("/posters/counts/?period=2026-10"))

    response = client.get(f"/posters/counts/?period={period}")

    if period.startswith("2026-10&"):  # what is not asked about changes nothing
        assert _cells(_page(response)) == _cells(whole)
    else:
        assert response.status_code == 404


@pytest.mark.parametrize("role", ["coordinator", "referrer", "org_admin"])
def test_those_who_print_posters_find_the_way(role: str, here: UUID, as_role: AsRole) -> None:
    assert 'href="/posters/"' in _page(as_role(role).get("/posters/counts/"))
