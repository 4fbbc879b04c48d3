"""The data folder: what stands in it is right, and what would be wrong is told."""

from __future__ import annotations

import contextlib
import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.catalogue import DATA, is_snomed_id, load
from alongside.formats.catalogue._yaml import NotReadable, read_yaml

RIGHT = """id: gout
label: "Gout"
position: 5
valid_from: 2026-11-01
valid_to: null
plain: "Sore joints."
also: []
codes:
  snomed: ["90560007"]
  icd10: ["M10"]
source: "SNOMED CT"
principle_set: null
group: null
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("places"))
    return tmp_path / "data"


def test_data_of_the_project_has_no_fault() -> None:
    catalogue = load(DATA)

    assert catalogue.faults == ()
    assert {kind: len(entries) for kind, entries in catalogue.entries.items()}.keys() == {
        "condition", "mode", "language", "access_need", "time", "interest", "principle_set",
        "bank_holidays", "consent", "help_to_come", "seek_help", "retention",
        "message", "message_words", "format", "reply_words", "training", "barrier",
        "treatment", "topic", "check", "agreement", "measure",
    }  # fmt: skip
    assert len(catalogue.entries["time"]) == 21
    assert [entry.id for entry in catalogue.entries["time"]][:3] == [
        "mon_morning", "mon_afternoon", "mon_evening"
    ]  # fmt: skip


def test_conditions_that_the_service_opens_with_are_there() -> None:
    ids = {entry.id for entry in load(DATA).entries["condition"]}

    assert ids >= {
        "type-1-diabetes", "type-2-diabetes", "gestational-diabetes", "other-diabetes",
        "pre-diabetes", "hiv", "long-covid", "depression", "anxiety", "copd", "heart-failure",
        "chronic-pain",
    }  # fmt: skip


def test_six_principles_keep_words_for_ids() -> None:
    entry = load(DATA).get("principle_set", "six-for-type-1-diabetes")

    assert entry is not None
    assert [each["id"] for each in entry.content["principles"]] == [
        "shared-experience", "reciprocal", "safe-and-encouraging", "accessible-and-inclusive",
        "person-centred", "complementary",
    ]  # fmt: skip


def test_a_new_condition_is_a_file(data: Path) -> None:
    (data / "conditions" / "gout.yaml").write_text(RIGHT)

    catalogue = load(data)

    assert catalogue.faults == ()
    assert catalogue.entries["condition"][0].label == "Gout"


def test_parts_of_the_week_cover_it_once() -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for entry in load(DATA).entries["time"]:
        spans.setdefault(entry.content["day"], []).append(
            (entry.content["starts_from"], entry.content["starts_before"])
        )

    assert len(spans) == 7
    for parts in spans.values():
        assert parts == [("00:00", "12:00"), ("12:00", "17:00"), ("17:00", "24:00")]


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("id: gout", "id: other", "id"),
        ("90560007", "90560008", "codes.snomed"),
        ("90560007", "12", "codes.snomed.0"),
        ('"M10"', '"m10"', "codes.icd10.0"),
        ("valid_to: null", "valid_to: 2026-10-01", "valid_to"),
        ("valid_to: null", "valid_to: 2026-13-41", "valid_to"),
        ("valid_to: null", "valid_to: soon", "valid_to"),
        ("principle_set: null", "principle_set: none-such", "principle_set"),
        ('label: "Gout"', 'label: ""', "label"),
        ('label: "Gout"', "label: true", None),
        ("position: 5", "position: -1", "position"),
        ("position: 5", 'position: "5"', "position"),
        ("also: []", "also: [a, a]", "also"),
        ("group: null", "group: null\nextra: 1", ""),
        ("group: null", "group: null\ngroup: null", ""),
        ("also: []", "also: &a []\ngroup: *a", ""),
        ("group: null", "", ""),
        ("group: null", "group: !!python/object:os.system {}", ""),
        ("group: null", "group: [", ""),
        ("group: null", "group: \x00", ""),
    ],
)
def test_a_wrong_file_is_told_by_file_and_field(
    data: Path, old: str, new: str, field: str | None
) -> None:
    (data / "conditions" / "gout.yaml").write_text(RIGHT.replace(old, new))

    catalogue = load(data)

    if field is None:  # a word that other readers take for a boolean
        assert catalogue.faults == ()
        return
    assert {(fault.file, fault.field) for fault in catalogue.faults} == {
        ("conditions/gout.yaml", field)
    }
    assert catalogue.get("condition", "gout") is None
    assert catalogue.get("condition", "hiv") is not None


def test_a_file_of_another_kind_or_encoding_is_told(data: Path) -> None:
    (data / "modes" / "post.yml").write_text("id: post")
    (data / "modes" / "post.yaml").write_bytes("id: pöst".encode("utf-16"))
    (data / "modes" / "big.yaml").write_bytes(b"#" * 100_000)

    assert {fault.file for fault in load(data).faults} == {
        "modes/post.yml", "modes/post.yaml", "modes/big.yaml"
    }  # fmt: skip


def test_a_condition_that_a_set_speaks_of_must_exist(data: Path) -> None:
    (data / "conditions" / "type-1-diabetes.yaml").unlink()

    faults = load(data).faults

    assert [(fault.file, fault.field) for fault in faults] == [
        ("principles/six-for-type-1-diabetes.yaml", "conditions")
    ]


def test_a_mentor_is_trained_in_seven_modules_and_a_clinical_team_in_two() -> None:
    modules = load(DATA).entries["training"]

    assert [each.id for each in modules if "mentor" in each.content["programmes"]] == [
        "mentoring", "motivational-interviewing", "goal-setting", "action-planning",
        "boundaries", "confidentiality", "safeguarding",
    ]  # fmt: skip
    assert [each.id for each in modules if "clinical_team" in each.content["programmes"]] == [
        "introducing-peer-support", "facilitating-a-group",
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["materials", "sessions", "skills"])
def test_a_part_of_a_module_stands_once(data: Path, part: str) -> None:
    file = data / "training" / "goal-setting.yaml"
    module = yaml.safe_load(file.read_text())
    module["valid_from"] = "2026-11-01"
    module[part].append(module[part][0])
    file.write_text(json.dumps(module))

    faults = load(data).faults

    assert [(fault.file, fault.field) for fault in faults] == [("training/goal-setting.yaml", part)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("programmes: [mentor]", "programmes: []"),
        ("programmes: [mentor]", "programmes: [mentor, magician]"),
        ("renew_after_months: 24", "renew_after_months: 0"),
        ("    not_yet:", "    mark: 3\n    not_yet:"),
        ("      - text: ", "      - prose: "),
    ],
)
def test_a_malformed_module_is_refused(data: Path, old: str, new: str) -> None:
    file = data / "training" / "goal-setting.yaml"
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))

    catalogue = load(data)

    assert {fault.file for fault in catalogue.faults} == {"training/goal-setting.yaml"}
    assert catalogue.get("training", "goal-setting") is None


def test_words_of_a_consent_are_numbered_without_a_gap(data: Path) -> None:
    file = data / "consents" / "join-request.yaml"
    file.write_text(file.read_text().replace("version: 1", "version: 2"))

    assert [(fault.file, fault.field) for fault in load(data).faults] == [
        ("consents/join-request.yaml", "versions")
    ]


def test_retired_by_its_last_day(data: Path) -> None:
    (data / "conditions" / "gout.yaml").write_text(
        RIGHT.replace("valid_to: null", "valid_to: 2026-11-30")
    )

    entry = load(data).get("condition", "gout")

    assert entry is not None
    assert [
        entry.valid_on(day)
        for day in (date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1))
    ] == [False, True, True, False]


@given(st.integers(min_value=10**5, max_value=10**17 - 1), st.data())
def test_check_digit_finds_any_one_wrong_digit(body: int, draw: st.DataObject) -> None:
    right = next(f"{body}{last}" for last in range(10) if is_snomed_id(f"{body}{last}"))
    place = draw.draw(st.integers(min_value=0, max_value=len(right) - 1))
    other = draw.draw(st.sampled_from([digit for digit in "0123456789" if digit != right[place]]))

    assert not is_snomed_id(right[:place] + other + right[place + 1 :])


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(NotReadable):
        assert repr(read_yaml(body))


def test_deep_text_is_refused() -> None:
    for text in (b"[" * 30_000, b"[" * 100 + b"]" * 100, b"- " * 30_000):
        with pytest.raises(NotReadable):
            read_yaml(text)


@pytest.mark.parametrize(
    ("file", "old", "new", "field"),
    [
        ("formats/easy_read.yaml", "796161000000101", "796161000000102", "codes.snomed"),
        ("formats/easy_read.yaml", "source:", "x-source:", None),
        ("formats/braille.yaml", "folded:", 'source: "A book"\nfolded:', None),
        ("help_to_come/hearing_loop.yaml", "need: hearing_aid_loop", "need: none-such", "need"),
        ("help_to_come/step_free.yaml", "access_need: step_free", "access_need: no", "access_need"),
    ],
)
def test_a_code_is_right_and_has_a_source_and_a_need_is_there(
    data: Path, file: str, old: str, new: str, field: str | None
) -> None:
    path = data / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))

    faults = load(data).faults

    assert {fault.file for fault in faults if fault.field == (field or fault.field)} >= {file}


def test_a_person_gets_every_message_in_easy_read() -> None:
    lacking = [
        f"{entry.id}: {channel}"
        for entry in load(DATA).entries["message"]
        if "person" in entry.content["to"]
        for channel in entry.content["channels"]
        if not entry.content["texts"]["en"].get("easy_read", {}).get(channel)
    ]

    assert lacking == []


def test_easy_read_has_one_idea_a_line_and_no_long_line() -> None:
    lines = [
        line
        for entry in load(DATA).entries["message"]
        for channel, words in entry.content["texts"]["en"].get("easy_read", {}).items()
        if channel != "text"
        for line in words.splitlines()
    ]

    assert lines
    assert [line for line in lines if ". " in line] == []
    assert [line for line in lines if len(line.split()) > 10] == []
