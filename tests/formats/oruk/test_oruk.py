"""Feeds in every shape that exists, right and wrong."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.oruk import FeedFault, ParsedService, RowFault, page, parse_feed, prune_empty
from support import SHARED, needs_shared

ORUK = SHARED / "data/oruk"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["name", "email", "schedules", "x"]), inner, max_size=4)
    ),
    max_leaves=25,
)


def one(**more: Any) -> ParsedService | RowFault:
    return next(iter(parse_feed({"name": "Group", "status": "active", **more})))


@pytest.mark.parametrize(
    "shape",
    [
        lambda each: each,
        lambda each: [each],
        lambda each: {"contents": [each], "total_items": 1},
        lambda each: {"services": [each]},
    ],
)
@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_shape_and_encoding(shape: Any, code: str) -> None:
    body = json.dumps(shape({"id": "a1", "name": "Siân’s group"}), ensure_ascii=False).encode(code)

    found = list(parse_feed(body))

    assert [(each.row, each.id, each.document["name"], each.remarks) for each in found
            if isinstance(each, ParsedService)] == [(1, "a1", "Siân’s group", ())]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"name": None}, "name"),
        ({"name": "  "}, "name"),
        ({"name": 5}, "name"),
        ({"name": "x" * 501}, "name"),
        ({"status": "open"}, "status"),
        ({"status": ["active"]}, "status"),
        ({"description": "a\x00b"}, "description"),
        ({"contacts": [{"name": "a\ud800"}]}, "contacts.0.name"),
        ({"x\x00": 1}, ""),
        ({"id": "x" * 201}, "id"),
    ],
)
def test_a_service_that_cannot_be_taken_is_refused(more: dict[str, Any], field: str) -> None:
    found = one(**more)

    assert isinstance(found, RowFault)
    assert (found.row, found.field) == (1, field)
    assert found.reason


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"email": "email-example_com"}, "email"),
        ({"url": "example/counselling"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"minimum_age": -1}, "minimum_age"),
        ({"maximum_age": "old"}, "maximum_age"),
        ({"assured_date": "31/12/2026"}, "assured_date"),
        ({"schedules": [{"freq": "DAILY"}]}, "schedules.0.freq"),
        ({"schedules": [{"byday": "XX"}]}, "schedules.0.byday"),
        ({"schedules": [{"opens_at": "25:00"}]}, "schedules.0.opens_at"),
        ({"schedules": {"freq": "WEEKLY"}}, "schedules"),
        ({"contacts": ["Ann"]}, "contacts.0"),
        ({"organization": "Mind"}, "organization"),
        ({"organization": {"website": "no"}}, "organization.website"),
        ({"cost_options": [{"amount": "free"}]}, "cost_options.0.amount"),
        ({"service_at_locations": [{"location": {"latitude": 100}}]},
         "service_at_locations.0.location.latitude"),
    ],
)  # fmt: skip
def test_a_malformed_field_is_taken_out_and_named(more: dict[str, Any], field: str) -> None:
    found = one(**more)

    assert isinstance(found, ParsedService)
    assert [(remark.row, remark.field) for remark in found.remarks] == [(1, field)]
    again = next(iter(parse_feed(found.document)))
    assert isinstance(again, ParsedService)
    assert again.remarks == ()


@pytest.mark.parametrize(
    "given_id", [None, "", 17, "not-a-uuid", "ac148810-d857-441c-9679-408f346de14b"]
)
def test_any_id_or_none_is_taken(given_id: Any) -> None:
    found = one(id=given_id)

    assert isinstance(found, ParsedService)
    assert found.id == str(given_id or "")
    assert found.remarks == ()


def test_an_id_that_stands_twice_is_refused_the_second_time() -> None:
    found = list(parse_feed({"contents": [{"id": "a", "name": "A"}, {"id": "a", "name": "B"}, 5]}))

    assert isinstance(found[0], ParsedService)
    assert found[1:] == [
        RowFault(2, "id", "is the id of row 1 too"),
        RowFault(3, "", "is no object"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"5", b"{}", b"[" * 100_000, b'{"name": NaN}', b"\xff\xfe\x00",
        b'{"name": "a", "name": "b"}', b'{"contents": {}}', b" " * (51 * 1024 * 1024),
        b"[" + b"{}," * 1_000_000 + b"{}]",
        b'[1' + b"0" * 5_000 + b"]",
    ],
    ids=range(13),
)  # fmt: skip
def test_what_is_no_feed_is_told(body: bytes) -> None:
    with pytest.raises(FeedFault, match=r"\w{4}"):
        parse_feed(body)


@given(JSON)
def test_anything_is_services_faults_or_no_feed(value: Any) -> None:
    with contextlib.suppress(FeedFault):
        for each in parse_feed(json.dumps(value).encode()):
            assert isinstance(each, ParsedService | RowFault)


@given(JSON)
def test_pruned_holds_nothing_empty_and_stays_so(value: Any) -> None:
    pruned = prune_empty({"top": value, "zero": 0, "no": False})

    def check(item: Any) -> None:
        assert item is not None
        assert item not in ("", [], {})
        for inner in (
            item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        ):
            check(inner)

    check(pruned)
    assert prune_empty(pruned) == pruned
    assert (pruned["zero"], pruned["no"]) == (0, False)


@given(st.integers(0, 60), st.integers(1, 12), st.integers(1, 8))
def test_page_fields_agree_with_one_another(total: int, per_page: int, number: int) -> None:
    contents = list(range(total))[(number - 1) * per_page : number * per_page]

    found = page(contents, page=number, per_page=per_page, total=total)

    assert found["size"] == len(found["contents"])
    assert found["empty"] == (found["size"] == 0)
    assert found["first_page"] == (number == 1)
    assert found["last_page"] == (number * per_page >= total)
    assert found["total_pages"] * per_page >= total > (found["total_pages"] - 1) * per_page


@needs_shared
@pytest.mark.parametrize("folder", ["examples", "mocks_default"])
@pytest.mark.parametrize("name", ["service_full.json", "service_list.json"])
def test_right_examples_are_taken_whole(folder: str, name: str) -> None:
    found = list(parse_feed((ORUK / folder / name).read_bytes()))

    assert found
    for each in found:
        assert isinstance(each, ParsedService)
        # the official example stands at latitude 100, which is nowhere
        assert {remark.field for remark in each.remarks} <= {
            "service_at_locations.0.location.latitude"
        }


@needs_shared
def test_every_wrong_example_yields_a_fault() -> None:
    files = sorted((ORUK / "mocks_fail").glob("*.json"))

    assert len(files) > 8
    for file in files:
        faults: list[Any] = []
        try:
            for each in parse_feed(file.read_bytes()):
                faults += [each] if isinstance(each, RowFault) else each.remarks
        except FeedFault as fault:
            faults.append(fault)
        assert faults or file.name.startswith(("organization", "taxonomy", "api")), file.name


@needs_shared
def test_hostile_files_and_words(hostile: Path) -> None:
    folder = SHARED / "data/security"
    files = [path for path in folder.rglob("*") if path.is_file()]
    files += [path for path in hostile.iterdir() if path.stat().st_size < 60_000_000]

    for path in files:
        with contextlib.suppress(FeedFault):
            for each in parse_feed(path.read_bytes()):
                assert isinstance(each, ParsedService | RowFault)
    for word in json.loads((folder / "blns.json").read_text()):
        found = one(name=word or "x", email=word, url=word, description=word, schedules=word)
        assert isinstance(found, ParsedService | RowFault)
        if isinstance(found, ParsedService) and found.document.get("url"):
            assert not found.document["url"].lower().startswith(("javascript", "data:", "file"))
