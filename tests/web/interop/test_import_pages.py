"""A coordinator brings a file in on the page, and takes it back."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from alongside.domain.directory.models import Listing
from alongside.domain.interop.public import RowRecord
from alongside.domain.people import public as people
from alongside.web.interop.pages import told
from factories.catalogue import fill
from factories.directory import content, listed
from support import ROOT, SHARED, needs_shared
from web.conftest import AsRole

pytestmark = pytest.mark.django_db
TABLE = b"ref,Title,About,Post code\n1,<b>Tea</b>,We talk,WR1 2AB\n2,,Nameless,\n"


@pytest.fixture
def coordinator(service: people.ServiceRecord, as_role: AsRole) -> Client:
    """A coordinator's browser."""
    fill()
    return as_role("coordinator")


def _upload(client: Client, body: bytes, name: str = "a.csv", **more: object) -> str:
    """The address to which an upload leads; the page itself where it is refused."""
    given = {"file": SimpleUploadedFile(name, body), "source": "Example Council", **more}
    answer = client.post("/interop/new", given)
    return answer["Location"] if answer.status_code == 302 else answer.content.decode()


def test_file_is_tried_brought_in_and_taken_back(coordinator: Client) -> None:
    assert _upload(coordinator, TABLE) == "/interop/columns"
    asked = coordinator.get("/interop/columns").content.decode()
    tried = coordinator.post("/interop/columns", {"id": "0", "name": "1", "postcode": "3"})
    page = coordinator.get(tried["Location"]).content.decode()
    assert "Post code" in asked
    assert "Bring them in" in page
    assert "The row has no name." in page
    assert Listing.objects.count() == 0

    brought = coordinator.post(tried["Location"] + "bring-in")["Location"]
    after = coordinator.get(brought).content.decode()
    assert Listing.objects.get().state == "listed"
    assert "Undo this import" in after
    listed_runs = coordinator.get("/interop/").content.decode()
    assert listed_runs.count("a.csv") == 2

    coordinator.post(brought + "undo")
    assert Listing.objects.get().state == "closed"
    assert "Taken back" in coordinator.get(brought).content.decode()
    told = b"".join(coordinator.get(brought + "rejected.csv")).decode("utf-8-sig")
    assert told.splitlines()[1] == '"3","name","The row has no name."'


def test_counts_come_alone_for_the_live_page(coordinator: Client) -> None:
    _upload(coordinator, TABLE)
    run = coordinator.post("/interop/columns", {"id": "0", "name": "1"})["Location"]

    part = coordinator.get(run, headers={"hx-request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="run">')
    assert "<html" not in part


@needs_shared
def test_map_file_and_open_referral_need_no_columns(coordinator: Client) -> None:
    table = (SHARED / "data/services/trafford_mental_health_services.csv").read_bytes()
    map_file = (ROOT / "docs/how-to/examples/trafford-map.yaml").read_bytes()
    feed = (SHARED / "data/oruk/examples/service_full.json").read_bytes()

    by_map = _upload(coordinator, table, map=SimpleUploadedFile("m.yaml", map_file))
    by_feed = _upload(coordinator, feed, "feed.json")

    assert "Would be new" in coordinator.get(by_map).content.decode()
    assert "Would be new" in coordinator.get(by_feed).content.decode()


def test_an_export_needs_no_map(coordinator: Client, service: people.ServiceRecord) -> None:
    listed(service.organisation_id, content())
    exported = b"".join(coordinator.get("/interop/export/csv"))

    run = _upload(coordinator, exported, "groups.csv")

    assert PurePosixPath(run).parent == PurePosixPath("/interop")
    assert "The same as before" in coordinator.get(run).content.decode()


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("a.exe", b"MZ", "must be one of these kinds"),
        ("a.csv", b"", "The file is empty"),
        ("a.xlsx", b"PK\x03\x04broken", ""),
        ("../../a.xlsx", b"no zip", "no spreadsheet"),
    ],
)
def test_what_is_no_file_of_ours_is_said_beside_the_field(
    coordinator: Client, name: str, body: bytes, says: str
) -> None:
    told = _upload(coordinator, body, name)
    if told.startswith("/"):
        told = coordinator.get(told).content.decode()

    assert "There is a problem" in told
    assert says in told


def test_a_faulty_map_is_said_beside_its_field(coordinator: Client) -> None:
    told = _upload(coordinator, TABLE, map=SimpleUploadedFile("m.yaml", b"a: ["))

    assert "not YAML: look at line 1" in told


def test_names_from_a_file_are_shown_as_text(coordinator: Client) -> None:
    _upload(coordinator, b"ref,name\n1,A\n2,\n", "<img src=x>.csv")
    run = coordinator.post("/interop/columns", {"id": "0", "name": "1"})["Location"]

    assert "<img" not in coordinator.get(run).content.decode()


def test_a_field_inside_a_list_is_told_by_its_own_name() -> None:
    row = RowRecord(50, "rejected", "places.0.postcode", "Why", listing_id=None, undone="")

    assert told((row,)) == [["50", "postcode", "Why"]]
