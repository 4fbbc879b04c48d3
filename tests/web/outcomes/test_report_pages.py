"""The report in pages and files: the answer first, true numbers inside, protected ones outside."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
import time_machine
from django.test import Client

from alongside.domain.outcomes import public as outcomes
from alongside.domain.people.public import ServiceRecord
from alongside.web.outcomes.report.dictionary import ENTRIES
from alongside.web.outcomes.report.words import days
from factories.catalogue import fill
from factories.directory import SYSTEM
from factories.people import PersonFactory
from factories.referring import Clinic, staff
from factories.reporting import noon, supported
from web.conftest import AsRole

TODAY = noon(date(2026, 11, 22))


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def place(service: ServiceRecord) -> Clinic:
    """Nine people taken on a year ago, who all answered twice, and one who did not."""
    fill()
    here = service.organisation_id
    made = Clinic(
        here,
        staff("Cora Bell", "coordinator", here),
        staff("Sam Price", "coordinator", here),
        staff("Dr Ann Field", "referrer", here),
    )
    outcomes.choose_measure(here, measure="semcd6", actor=SYSTEM, at=TODAY)
    for number in range(9):
        supported(
            made,
            f"Twice {number}",
            date(2025, 5, 6),
            over_after=30,
            first=3 + number % 3,
            last=6,
        )
    supported(made, "Once", date(2025, 5, 6), over_after=30, first=2, last=None)
    return made


def text(client: Client, address: str) -> str:
    """The page, whole."""
    response = client.get(address)
    assert response.status_code == 200, address
    # Without what is new in every page: the token of its forms.
    return re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def table(client: Client, address: str) -> list[dict[str, str]]:
    """The file, line by line."""
    response = client.get(address)
    whole = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return list(csv.DictReader(StringIO(whole)))


def test_the_answer_first_and_true_numbers_for_the_service(place: Clinic, as_role: AsRole) -> None:
    outcomes.set_targets(
        place.service, mentors=20, people_a_year=40, year_begins=4, actor=SYSTEM, at=TODAY
    )
    page = text(as_role("coordinator"), "/report/2025/")

    assert "from 1 April 2025 to 31 March 2026: 10, where the contract asks for 40" in page
    assert "Half of them had a yes within 1 day." in page
    assert "9 people with both scores were 2.0 points better on average" in page
    assert "True numbers, for the service alone" in page
    assert "Nobody without support was asked here" in page
    assert page.index("three sentences") < page.index("How many people")
    assert "Twice 0" not in page


def test_outside_reads_protected_numbers_and_no_way_in(place: Clinic, as_role: AsRole) -> None:
    client = as_role("commissioner")

    page = text(client, "/report/2025/")
    assert "about 10" in page
    assert "True numbers" not in page
    assert "As anybody outside sees it" not in page
    assert "Began without an end" not in page
    assert not re.findall(r"</h4>\s*</section>", page)  # no title over nothing
    told = {row["figure"]: row for row in table(client, "/report/2025/figures.csv")}
    assert told["taken_on"]["value"] == "10"
    assert (told["mentors"]["told"], told["came"]["told"]) == ("0", "about 10")
    counted = [told[name]["unit"] for name in ("pairs_met", "meetings", "goals", "reviews_asked")]
    assert counted == ["pairs", "meetings", "goals", "reviews"]
    assert "mean_before" not in told
    assert "too few people have answered since" in page
    half = {row["figure"]: row for row in table(client, "/report/2025-to-q2/figures.csv")}
    assert half["change"]["told"] == "about +1.5"
    assert "were about 1.5 points better on average" in text(client, "/report/2025-to-q2/")
    assert "told of the first six months of a contract" in text(client, "/report/2025-to-q1/")
    assert {row["reader"] for row in told.values()} == {"outside"}
    assert text(client, "/report/2025/?as_at=2025-06-01") == page


def test_the_service_sees_what_others_see(place: Clinic, as_role: AsRole) -> None:
    client = as_role("org_admin")
    assert "With true numbers" in text(client, "/report/2025/?as=outside")
    rows = table(client, "/report/2025/figures.csv?as=outside")
    assert {row["reader"] for row in rows} == {"outside"}


def test_a_link_keeps_the_numbers_of_a_day(place: Clinic, as_role: AsRole) -> None:
    client = as_role("coordinator")
    address = "/report/2025/?as_at=2025-05-08"
    before = text(client, address)

    supported(place, "Later", date(2025, 6, 1), first=5)

    assert text(client, address) == before
    assert "As known at the end of 8 May 2025" in before


@pytest.mark.parametrize(
    "address",
    [
        "/report/2030/",
        "/report/nothing/",
        "/report/2025-q9/",
        "/report/2025/?as_at=2027-01-01",
        "/report/2025/?as_at=yesterday",
        "/report/2025-q9/figures.csv",
    ],
)
def test_what_there_is_not_is_not_found(place: Clinic, as_role: AsRole, address: str) -> None:
    assert as_role("coordinator").get(address).status_code == 404


def test_every_figure_in_the_file_is_in_the_dictionary(place: Clinic, as_role: AsRole) -> None:
    client = as_role("coordinator")
    meanings = {row["figure"]: row for row in table(client, "/report/dictionary.csv")}

    rows = table(client, "/report/2025/figures.csv")

    assert {row["figure"] for row in rows} <= set(meanings) == set(ENTRIES)
    assert all(row["means"] and row["unit"] for row in meanings.values())
    change = next(row for row in rows if row["figure"] == "change")
    assert (change["measure"], change["scale"]) == ("semcd6 stanford-6", "confidence")


@pytest.mark.parametrize(
    ("number", "told"),
    [(0, "less than a day"), (0.5, "less than a day"), (1, "1 day"), (6.5, "6½ days")],
)
def test_days_in_words(number: float, told: str) -> None:
    assert days(number) == told


def test_nobody_else_reads_it(place: Clinic) -> None:
    client = Client()
    assert client.get("/report/").status_code == 302
    client.force_login(PersonFactory().user)
    assert client.get("/report/").status_code == 403


def test_an_empty_service_has_a_report_that_says_so(
    service: ServiceRecord, as_role: AsRole
) -> None:
    page = text(as_role("coordinator"), "/report/")
    assert "Nobody was taken on, so nobody waited." in page
    assert "nothing is known of a change" in page


def test_targets_are_saved_shown_and_refused_by_field(
    service: ServiceRecord, as_role: AsRole
) -> None:
    fill()
    client = as_role("org_admin")
    assert "selected" in text(client, "/report/targets/")
    sent = {"people_a_year": "40", "mentors": "", "year_begins": "9"}
    for _twice in range(2):
        answer = client.post("/report/targets/", sent)
        assert (answer.status_code, answer["Location"]) == (302, "/report/targets/?done=1")
    assert 'value="40"' in text(client, "/report/targets/")
    assert "1 September 2026" in text(client, "/report/")

    wrong = client.post("/report/targets/", {**sent, "mentors": "0"}).content.decode()
    assert "must be 1 or more" in wrong
