"""The Open Referral UK feed as another system meets it."""

from __future__ import annotations

import json
from datetime import time
from typing import Any
from uuid import uuid4

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openapi_spec_validator import OpenAPIV31SpecValidator

from alongside.api.oruk import middleware
from alongside.domain.directory.models import Listing
from alongside.domain.directory.public import Meeting, Place
from alongside.domain.interop.oruk.ids import taxonomy_id, term_id
from factories.directory import content, listed, organisation

pytestmark = pytest.mark.django_db
BASE = "/api/oruk/v3"
NOBODY = "8f14e45f-ceea-467f-9575-f2f0d5d0a3c1"
LISTS = ("/services", "/taxonomies", "/taxonomy_terms", "/service_at_locations")


def _get(path: str, **asked: Any) -> Any:
    answer = Client().get(BASE + path, asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def _names(path: str = "/services", **asked: Any) -> list[str]:
    contents = _get(path, **asked)["contents"]
    return sorted((item.get("service") or item)["name"] for item in contents)


@pytest.fixture
def two(catalogued: None) -> None:
    """A morning group at Worcester and an evening group at Hereford."""
    steward = organisation()
    morning = Meeting(freq="WEEKLY", byday=("WE",), opens_at=time(9), closes_at=time(10))
    listed(steward, content(name="Early", meetings=(morning,), min_age=18, max_age=25))
    hereford = Place(town="Hereford", postcode="HR4 9AA", lat=52.056, lon=-2.716)
    listed(steward, content(name="Late", conditions=("depression",), places=(hereford,)))


def test_first_address_says_what_this_is() -> None:
    details = _get("/")

    assert details["version"] == "HSDS-UK-3.0"
    assert details["openapi_url"] == "http://testserver/api/oruk/v3/openapi.json"
    assert "not endorsement" in details["disclaimer"]


def test_services_are_filtered_by_each_parameter(two: None) -> None:
    assert _names() == ["Early", "Late"]
    assert _names(search="hereford") == ["Late"]
    assert _names(minimum_age=18) == ["Early"]
    assert _names(maximum_age=25) == ["Early"]
    assert _names(day="WE") == _names(day="Wednesday") == ["Early"]
    assert _names(start_time="17:00") == ["Late"]
    assert _names(end_time="10:00:00") == ["Early"]
    assert _names(taxonomy_term_id=term_id("condition", "depression")) == ["Late"]
    assert _names(taxonomy_id=taxonomy_id("condition")) == ["Early", "Late"]
    assert _names(taxonomy_id=uuid4()) == _names(taxonomy_term_id="nothing") == []
    assert _names(day="WE", search="hereford") == []


def test_places_are_near_a_postcode(two: None) -> None:
    from alongside.domain.catalogue.models import Postcode

    Postcode.objects.update_or_create(
        code="HR4", defaults={"outward": "HR4", "lat": 52.06, "lon": -2.72}
    )

    everywhere = _get("/service_at_locations", postcode="HR4 9AA")
    near = _names("/service_at_locations", postcode="hr4", proximity=5_000)

    assert [place["service"]["name"] for place in everywhere["contents"]] == ["Late", "Early"]
    assert near == ["Late"]


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/services", {"page": "0"}),
        ("/services", {"page": "9" * 5_000}),
        ("/services", {"page": "x"}),
        ("/services", {"per_page": "501"}),
        ("/services", {"per_page": "-1"}),
        ("/services", {"minimum_age": "nan"}),
        ("/services", {"minimum_age": "1e999"}),
        ("/services", {"start_time": "25:00"}),
        ("/services", {"start_time": "18:00\x00"}),
        ("/services", {"day": "someday"}),
        ("/services", {"search": "x" * 201}),
        ("/service_at_locations", {"proximity": "100"}),
        ("/service_at_locations", {"postcode": "ZZ99 9ZZ"}),
        ("/service_at_locations", {"postcode": "WR1", "proximity": "-1"}),
    ],
)
def test_what_cannot_be_used_is_named(path: str, asked: dict[str, str]) -> None:
    answer = Client().get(BASE + path, asked)

    assert answer.status_code == 422
    assert set(answer.json()["faults"]) & set(asked)
    assert answer["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "raw",
    ["search=%00", "search=%ED%A0%80", "search=%F0%9F%92%A9'--", "search=%25_", "taxonomy_id=%00"],
)
def test_odd_text_finds_nothing_or_something_and_never_breaks(two: None, raw: str) -> None:
    assert Client().get(f"{BASE}/services?{raw}").status_code == 200


@pytest.mark.parametrize("path", ["/services/", "/taxonomies/", "/taxonomy_terms/",
                                  "/service_at_locations/"])  # fmt: skip
@pytest.mark.parametrize("key", [NOBODY, "x", "%00", "1", "../../etc"])
def test_unknown_identifier_is_not_found_or_refused(path: str, key: str) -> None:
    answer = Client().get(BASE + path + key)

    assert answer.status_code in {404, 422}
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["detail"]


def test_what_is_not_public_is_not_there(two: None) -> None:
    listing = Listing.objects.get(name="Late")
    place = str(listing.listed_places.get().pk)
    Listing.objects.filter(pk=listing.pk).update(state="hidden")

    assert _names() == ["Early"]
    assert Client().get(f"{BASE}/services/{listing.pk}").status_code == 404
    assert Client().get(f"{BASE}/service_at_locations/{place}").status_code == 404


def test_every_answer_is_open_to_any_site(two: None, monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    answers = {
        "options": client.options(f"{BASE}/services"),
        "post": client.post(f"{BASE}/services"),
        "delete": client.delete(f"{BASE}/services"),
        "nowhere": client.get(f"{BASE}/nowhere"),
        "head": client.head(f"{BASE}/services"),
        "wrong host": client.get(f"{BASE}/services", headers={"host": "evil.example"}),
    }
    monkeypatch.setattr("alongside.domain.interop.public.services", None)
    answers["broken"] = client.get(f"{BASE}/services")

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "options": 204,
        "post": 405,
        "delete": 405,
        "nowhere": 404,
        "head": 200,
        "wrong host": 400,
        "broken": 500,
    }
    assert {answer["Access-Control-Allow-Origin"] for answer in answers.values()} == {"*"}
    for name in ("post", "nowhere", "wrong host", "broken"):
        assert json.loads(answers[name].content)["detail"]
    assert answers["head"].content == b""
    assert int(answers["head"]["Content-Length"]) > 2


def test_answer_is_not_sent_again_to_who_has_it(two: None) -> None:
    first = Client().get(f"{BASE}/services")
    again = Client().get(f"{BASE}/services", headers={"if-none-match": f'W/"x", {first["ETag"]}'})
    Listing.objects.filter(name="Late").update(state="hidden")
    changed = Client().get(f"{BASE}/services", headers={"if-none-match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again["Access-Control-Allow-Origin"] == "*"
    assert changed.status_code == 200


def test_too_many_requests_are_told_to_wait(settings: LazySettings) -> None:
    settings.API_RATE = 60
    statuses = []
    for _number in range(62):
        answer = Client().get(f"{BASE}/taxonomies")
        statuses.append(answer.status_code)
        middleware.LIMIT.forget()  # as if each request came to a process of its own
    other = Client(REMOTE_ADDR="192.0.2.7").get(f"{BASE}/taxonomies")

    assert statuses.count(200) == 60
    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert other.status_code == 200


def test_one_process_gives_the_whole_allowance(settings: LazySettings) -> None:
    settings.API_RATE = 100
    limit = middleware.Limit("whole")

    allowed = [limit.wait("192.0.2.1", now=600.0) for _number in range(120)]

    assert allowed.count(0) == 100
    assert limit.wait("192.0.2.1", now=659.0) == 1
    assert limit.wait("192.0.2.1", now=660.0) == 0


@pytest.mark.parametrize(("trusted", "status"), [(True, 200), (False, 429)])
def test_a_proxy_is_believed_only_where_it_is_trusted(
    settings: LazySettings, trusted: bool, status: int
) -> None:
    settings.API_RATE, settings.TRUST_PROXY = 1, trusted
    Client().get(f"{BASE}/taxonomies", headers={"x-forwarded-for": "10.0.0.1"})

    second = Client().get(f"{BASE}/taxonomies", headers={"x-forwarded-for": "10.0.0.2"})

    assert second.status_code == status


@pytest.mark.parametrize("path", LISTS)
def test_a_page_of_thirty_takes_as_many_queries_as_a_page_of_one(
    catalogued: None, path: str
) -> None:
    steward = organisation()
    for _number in range(30):
        listed(steward)
    Client().get(BASE + path)
    counts = []

    for per_page in (1, 30):
        with CaptureQueriesContext(connection) as queries:
            _get(path, per_page=per_page)
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 5


def test_document_is_valid_and_tells_of_every_refusal() -> None:
    document = _get("/openapi.json")

    OpenAPIV31SpecValidator(document).validate()
    assert document["openapi"].startswith("3.1")
    told = {
        path.removeprefix(BASE): set(operations["get"]["responses"])
        for path, operations in document["paths"].items()
    }
    assert len(told) == 9
    assert all({"200", "429"} <= statuses for statuses in told.values())
    assert all("422" in statuses for path, statuses in told.items() if path != "/")
    assert all("404" in statuses for path, statuses in told.items() if path.endswith("{id}"))
