"""The pages of finding: what they say, what they never say, and what they cost."""

from __future__ import annotations

import json
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue.models import Postcode
from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.catalogue import fill
from factories.directory import PLACE, content, listed
from support import SHARED, needs_shared

pytestmark = pytest.mark.django_db
NEAR = "/find/results?near=WR1"


@pytest.fixture(autouse=True)
def steward() -> UUID:
    cache.clear()
    now = clock.now()
    record = people.create_deployment(
        kind="service", name="Severn Peers", actor=system("test"), at=now
    )
    fill()
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    return record.organisation_id


def said(address: str, status: int = 200, **headers: str) -> str:
    response = Client().get(address, headers=headers)
    assert response.status_code == status
    return response.content.decode()


def group(steward: UUID, **changes: Any) -> UUID:
    access = {"step_free": "yes"}
    assured = clock.london_date(clock.now()) - timedelta(days=22)
    given = {"access": access} | changes
    return listed(steward, content(**given), assured_on=assured, at=clock.now()).listing_id


@pytest.mark.parametrize("typed", ["WR1 2AB", " wr12ab ", "WR1"])
def test_only_the_outward_code_goes_into_the_address_and_no_log(
    typed: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        response = Client().post("/find/", {"place": typed})
        after = Client().get(response["Location"])

    assert (response.status_code, response["Location"]) == (302, NEAR)
    assert after.status_code == 200
    told = caplog.text.upper().replace(" ", "")
    assert "WR12AB" not in told
    assert "PLACE=" not in told


def test_a_town_leads_to_results_and_namesakes_to_a_choice() -> None:
    one = Client().post("/find/", {"place": "Pershore"})
    several = Client().post("/find/", {"place": "newport"})

    assert one["Location"].startswith("/find/results?near=pershore-")
    assert several["Location"] == "/find/places?name=Newport"
    assert "Isle of Wight" in said(several["Location"])


def test_an_unknown_place_is_told_beside_the_field_with_places_to_choose() -> None:
    page = Client().post("/find/", {"place": "Worcster"}).content.decode()

    assert "<title>Error: Find peer support near you" in page
    assert 'href="#id_place"' in page
    assert 'id="id_place-error"' in page
    assert "Enter a postcode, like WR14 1AA, or a town" in page
    assert "Did you mean" in page
    assert "/find/results?near=worcester-52.19" in page
    assert "/find/places" in page


def test_support_is_found_without_cookies(steward: UUID) -> None:
    client = Client(enforce_csrf_checks=True)

    start = client.get("/")
    led_on = client.post("/find/", {"place": "Pershore"})

    assert not start.cookies
    assert led_on["Location"].startswith("/find/results?near=pershore-")
    assert not client.get(led_on["Location"]).cookies


def test_a_postcode_that_is_not_loaded_is_told_as_such() -> None:
    page = Client().post("/find/", {"place": "ZE1 0AA"}).content.decode()

    assert "We do not know that postcode" in page


def test_nothing_typed_is_an_error_beside_the_field() -> None:
    page = Client().post("/find/", {"place": " "}).content.decode()

    assert "Enter a postcode, like WR14 1AA, or a town" in page


def test_each_result_says_why_in_words(steward: UUID) -> None:
    group(
        steward,
        places=(replace(PLACE, lat=52.19 + 4.2 / 111.19),),
        languages=("en", "ur"),
        cost_pence=250,
    )

    page = said(NEAR + "&access=hearing_loop&time=tue_evening")

    for words in (
        "1 group",
        "Tuesday Type 1 Circle",
        "2.6 miles away · Tuesday evenings",
        "Severn Hall, Worcester",
        "6pm to 7:30pm",
        "Type 1 diabetes",
        "English and Urdu",
        "£2.50 each time",
        "Checked 3 weeks ago",
        "<strong>Ask first:</strong> hearing loop not known",
        "from the middle of WR1",
    ):
        assert words in page, words


def test_a_resource_stands_in_a_list_of_its_own(steward: UUID) -> None:
    group(steward)
    group(
        steward,
        name="Talking line",
        kind="resource",
        resource_type="helpline",
        modes=("phone",),
        places=(),
        meetings=(),
    )

    group(
        steward,
        name="Plain pages",
        kind="resource",
        resource_type="website",
        modes=("online",),
        places=(),
        meetings=(),
    )

    page = said(NEAR)

    assert page.index("Tuesday Type 1 Circle") < page.index("Websites, apps and helplines")
    assert "Meets online" not in page
    assert page.index("Websites, apps and helplines") < page.index("Talking line")
    assert "1 group" in page


def test_none_near_is_said_with_the_nearest_and_online(steward: UUID) -> None:
    group(steward, name="Far", places=(replace(PLACE, lat=52.9),))
    group(steward, name="Screen", modes=("online",), places=())

    page = said(NEAR)

    assert "No group meets within 15 miles of WR1." in page
    assert page.index("The nearest groups that fit") < page.index("Far")
    assert page.index("Online and by phone") < page.index("Screen")


def test_nothing_at_all_says_so() -> None:
    assert "No group meets within 15 miles of WR1." in said(NEAR)
    assert "No group fits all of this" in said("/find/results?mode=online")


def test_filters_stand_in_the_address_and_come_back_ticked(steward: UUID) -> None:
    group(steward, gender="women", name="Sisters")

    assert "Sisters" not in said(NEAR)
    page = said(NEAR + "&women=1&condition=type-1-diabetes&age=19&within=5")

    assert "Sisters" in page
    assert 'value="type-1-diabetes" checked' in page
    assert 'value="hiv" checked' not in page
    assert '<option value="5" selected>' in page
    assert 'name="age"' in page
    assert 'value="19"' in page
    assert "Filters (4 on)" in page


def test_an_age_that_is_none_is_told_beside_its_field(steward: UUID) -> None:
    page = said(NEAR + "&age=%3Cb%3Eold")

    assert "Age must be a whole number, like 19" in page
    assert "<details" in page.split("Age must be")[0]
    assert "<b>old" not in page


def test_a_script_gets_the_list_alone(steward: UUID) -> None:
    group(steward)

    part = said(NEAR, **{"HX-Request": "true"})

    assert "Tuesday Type 1 Circle" in part
    assert "<html" not in part
    assert "HX-Request" in Client().get(NEAR)["Vary"]


def test_pages_of_results_follow_one_another(steward: UUID) -> None:
    for number in range(12):
        group(steward, name=f"Group {number:02}")

    first, second = said(NEAR + "&time=tue_evening"), said(NEAR + "&time=tue_evening&page=2")

    assert "12 groups, page 1 of 2" in first
    assert "/find/results?near=WR1&amp;time=tue_evening&amp;page=2" in first
    names = [f"Group {number:02}" for number in range(12)]
    assert sum(name in first for name in names) == 10
    assert [name in first for name in names] == [name not in second for name in names]
    assert said(NEAR + "&page=99999999") == said(NEAR)
    assert "page 2 of 2" in said(NEAR + "&page=77")


def test_a_visitor_gets_no_cookie(steward: UUID) -> None:
    group(steward)
    client = Client()

    for address in (NEAR, "/find/map?near=WR1", "/find/places"):
        assert not client.get(address).cookies, address


def test_thirty_groups_cost_what_one_costs(steward: UUID) -> None:
    group(steward)
    said(NEAR)
    with CaptureQueriesContext(connection) as one:
        said(NEAR)
    for number in range(29):
        group(steward, name=f"Group {number}")
    said(NEAR)

    with CaptureQueriesContext(connection) as many:
        said(NEAR)

    assert len(one) == len(many) <= 4


def test_a_group_that_changes_is_shown_changed_at_once(steward: UUID) -> None:
    group(steward, name="Before")
    assert "Before" in said(NEAR)

    directory.take_in(
        content(name="After"),
        steward_id=steward,
        source="test",
        external_id=Listing.objects.get().external_id,
        actor=system("test"),
        at=clock.now(),
    )

    page = said(NEAR)
    assert "After" in page
    assert "Before" not in page


def test_the_map_has_a_dot_for_each_place_and_the_same_rows(steward: UUID) -> None:
    near = replace(PLACE, lat=52.19 + 4 / 111.19)
    group(steward, name="North", places=(near,))
    group(steward, name="North too", places=(near,))
    group(steward, name="South", places=(replace(PLACE, lat=52.19 - 4 / 111.19),))

    page = said("/find/map?near=WR1")

    assert page.count('class="app-map__spot"') == 2
    assert "2 groups" in page
    assert page.count("<tr class=") == 3
    assert 'href="#spot-1"' in page
    assert 'id="spot-2"' in page
    assert ">Kempsey<" in page
    assert "https://" not in page.split("<svg")[1].split("</svg>")[0]


def test_the_map_of_nothing_says_so() -> None:
    assert "No group that fits meets within 15 miles" in said("/find/map?near=WR1")
    assert Client().get("/find/map")["Location"] == "/"


@pytest.mark.parametrize("near", ["WR99", "none-1.00", "<script>", "\x00"])
def test_an_address_of_an_unknown_place_asks_again(near: str) -> None:
    page = said("/find/results?" + urlencode({"near": near}), 404)

    assert "We do not know that place" in page
    assert "<script>" not in page


def test_places_lists_the_towns_where_groups_meet(steward: UUID) -> None:
    group(steward)

    page = said("/find/places")

    assert "/find/results?near=worcester-52.19" in page
    assert "Worcester" in page


FIELDS = ("near", "within", "condition", "mode", "access", "time", "age", "women", "page", "name")
EXTRA = ["\x00", "a\x00b", "\ud800", "x" * 10_000, "<script>alert(1)</script>", "../../etc/passwd"]


def hostile() -> list[str]:
    strings = list(EXTRA)
    if SHARED.is_dir():
        folder = SHARED / "data/security"
        strings += json.loads((folder / "blns.json").read_text())
        strings += json.loads((folder / "extra_strings.json").read_text()).values()
        for file in sorted((folder / "payloads").glob("*.txt")):
            lines = file.read_text(errors="surrogateescape").splitlines()
            strings += lines[:: max(1, len(lines) // 12)]
    return [one for one in strings if isinstance(one, str)]


@pytest.mark.once
@needs_shared
def test_whatever_is_typed_is_answered_and_never_run(steward: UUID) -> None:
    group(steward)
    client = Client()
    usual = said("/")

    for text in hostile():
        body = urlencode({"place": text}, errors="surrogatepass").encode()
        answer = client.post("/find/", body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in {200, 302}, text
        if "<" in text and text not in usual:
            assert text not in answer.content.decode()


@pytest.mark.once
@needs_shared
def test_whatever_an_address_holds_is_answered_and_never_run(steward: UUID) -> None:
    group(steward)
    client = Client()

    paths = ("/find/results", "/find/map", "/find/places")
    usual = "".join(said(f"{path}?near=WR1") for path in paths)

    for number, text in enumerate(hostile()):
        name, path = FIELDS[number % len(FIELDS)], paths[number % len(paths)]
        query = urlencode({name: text[:4000]}, errors="surrogatepass")
        answer = client.get(path, QUERY_STRING=query)
        assert answer.status_code in {200, 302, 404}, (path, name, text)
        if "<" in text and text not in usual:
            assert text not in answer.content.decode()


def test_what_is_kept_is_shown_again_only_while_it_is_true(steward: UUID) -> None:
    one = group(steward, name="Kept")
    first = said(NEAR)

    assert said(NEAR) == first
    directory.close(one, reason="it stopped", actor=system("test"), at=clock.now())

    assert "Kept" not in said(NEAR)
    assert "No group meets" in said(NEAR, **{"HX-Request": "true"})


def test_results_are_sent_small(steward: UUID) -> None:
    for number in range(12):
        group(steward, name=f"Group {number}")

    response = Client().get(NEAR, headers={"Accept-Encoding": "gzip"})

    assert response["Content-Encoding"] == "gzip"
    assert len(response.content) < 12_000
