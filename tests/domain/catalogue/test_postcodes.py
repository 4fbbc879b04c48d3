"""Files of postcodes: each layout, faults by row, twice the same, hostile files."""

from __future__ import annotations

import resource
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from alongside.domain.catalogue import public as catalogue
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.foundation.errors import Invalid
from alongside.foundation.models import AuditRow
from support import SHARED, needs_shared

pytestmark = pytest.mark.django_db
OPERATOR = system("import")

ONS = """pcd,pcd2,pcds,dointr,doterm,usertype,lat,long
"WR141AA","WR14 1AA","WR14 1AA","198001","","0",52.120000,-2.310000
"WR141AB","WR14 1AB","WR14 1AB","198001","","0",52.140000,-2.330000
"WR141AD","WR14 1AD","WR14 1AD","198001","201203","0",52.110000,-2.310000
"ZE991AA","ZE99 1AA","ZE99 1AA","198001","","0",99.999999,0.000000
"""
CODE_POINT = (
    '"SO16 4GU",10,438711,114792,"E92000001","","X","","E07000091","E05004606"\n'
    '"SO16 4GW",90,0,0,"E92000001","","X","","E07000091","E05004606"\n'
)


@pytest.fixture
def take_in(tmp_path: Path) -> Callable[..., catalogue.PostcodeCounts]:
    def take(content: str | bytes, name: str = "file.csv") -> catalogue.PostcodeCounts:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return catalogue.import_postcodes(path, actor=OPERATOR, at=clock.now())

    return take


def test_the_ons_directory_gives_postcodes_and_the_middle_of_their_outward_code(take_in) -> None:
    counts = take_in(ONS)

    assert (counts.read, counts.added, counts.ended, counts.without_place) == (4, 2, 1, 1)
    assert counts.outward_added == 1
    assert catalogue.coordinates_of("wr14 1ab") == (52.14, -2.33)
    assert catalogue.coordinates_of("WR14") == (52.13, -2.32)
    assert AuditRow.objects.filter(action="postcodes.imported").count() == 1


def test_a_postcode_that_is_not_there_lies_in_the_middle_of_its_outward_code(take_in) -> None:
    take_in(ONS)

    assert catalogue.coordinates_of("WR14 9ZZ") == (52.13, -2.32)
    assert catalogue.coordinates_of("WR15 9ZZ") is None
    assert catalogue.coordinates_of("no postcode") is None


def test_code_point_is_turned_from_the_national_grid(take_in) -> None:
    counts = take_in(CODE_POINT)

    assert (counts.added, counts.without_place) == (1, 1)
    lat, lon = catalogue.coordinates_of("SO16 4GU") or (0, 0)
    assert lat == pytest.approx(50.931279, abs=0.00005)
    assert lon == pytest.approx(-1.450514, abs=0.00007)


def test_the_same_file_twice_changes_nothing(take_in) -> None:
    take_in(ONS)

    again = take_in(ONS)

    assert (again.added, again.changed, again.unchanged, again.outward_added) == (0, 0, 2, 0)


def test_a_postcode_that_moved_is_changed(take_in) -> None:
    take_in(ONS)

    again = take_in(ONS.replace("52.120000", "52.125000"))

    assert (again.added, again.changed, again.unchanged) == (0, 1, 1)
    assert catalogue.coordinates_of("WR14 1AA") == (52.125, -2.31)


@needs_shared
def test_every_outward_code_of_the_country_is_taken(take_in) -> None:
    counts = take_in((SHARED / "data/geo/outcode_centroids_uk.csv").read_bytes())

    assert counts.refused == 0
    assert counts.added + counts.without_place == counts.read > 2_800
    lat, lon = catalogue.coordinates_of("M33 2AA") or (0, 0)
    assert (round(lat, 1), round(lon, 1)) == (53.4, -2.3)


def test_a_faulty_row_is_told_and_the_rest_go_on(take_in) -> None:
    counts = take_in(
        "outcode,lat,lon,town\n"
        "WR14,52.1,-2.3,Malvern\n"
        "NOPE!,52.1,-2.3,x\n"
        "WR13,north,-2.3,x\n"
        "WR12,0,0,x\n"
        "WR11,nan,inf,x\n"
        "WR10\n"
        "\n"
        "WR9,52.2,-2.1,\xe9\n".encode()
        + b"WR8,52.2,-2.1,\xff\n"
        + b"WR7,52\x00.2,-2.1,\n"
        + b"WR6,"
        + b"9" * 50_000
        + b",-2.1,\n"
        + b"WR5,52.2,-2.1,Worcester"
    )

    assert [(fault.row, fault.field) for fault in counts.faults_kept] == [
        (3, "outcode"),
        (4, "lat"),
        (5, "lat"),
        (6, "lat"),
        (7, ""),
        (10, ""),
        (11, ""),
        (12, ""),
    ]
    assert (counts.added, counts.refused, counts.read) == (3, 8, 11)
    assert all(fault.reason.endswith(".") for fault in counts.faults_kept)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"name,town\nA,B\n",
        b"\xff\xfeo\x00u\x00t\x00c\x00o\x00d\x00e\x00",
        b"PK\x03\x04 not a zip",
        b"\x00" * 1000,
        b"{" * 100_000,
    ],
)
def test_a_file_of_another_layout_is_refused_in_a_sentence(take_in, content: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        take_in(content)

    assert "outcode, lat and lon" in refused.value.faults["file"]


def test_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        catalogue.import_postcodes(tmp_path / "none.csv", actor=OPERATOR, at=clock.now())

    assert "cannot be opened" in refused.value.faults["file"]


def test_a_zipped_folder_is_read_table_by_table(tmp_path: Path) -> None:
    path = tmp_path / "codepo.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("Doc/licence.txt", "words")
        folder.writestr("Doc/Code-Point_Open_Column_Headers.csv", "PC,PQ,EA,NO\nPostcode,x,x,x\n")
        folder.writestr("Data/CSV/so.csv", CODE_POINT)
        folder.writestr("Data/CSV/../../../wr.csv", CODE_POINT.replace("SO16", "WR5"))

    counts = catalogue.import_postcodes(path, actor=OPERATOR, at=clock.now())

    assert (counts.added, counts.outward_added) == (2, 2)
    assert not (tmp_path.parent / "wr.csv").exists()


def test_the_ons_areas_are_not_read_again_after_the_whole_country(tmp_path: Path) -> None:
    path = tmp_path / "onspd.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr("Data/ONSPD_AUG_2026_UK.csv", ONS)
        folder.writestr("Data/multi_csv/ONSPD_AUG_2026_UK_WR.csv", ONS)
        folder.writestr("Documents/Countries.csv", "CTRY12CD,CTRY12NM\nE92000001,England\n")

    counts = catalogue.import_postcodes(path, actor=OPERATOR, at=clock.now())

    assert counts.read == 4


@pytest.mark.once
def test_a_zip_that_swells_is_read_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as folder,
        folder.open("ONSPD.csv", "w", force_zip64=True) as stream,
    ):
        stream.write(b"pcds,lat,long\n")
        for _ in range(300):
            stream.write(b"9" * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    counts = catalogue.import_postcodes(path, actor=OPERATOR, at=clock.now())

    assert (counts.read, counts.refused) == (1, 1)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
