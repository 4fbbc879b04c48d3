"""What is refused: in a measure, above all items that no licence lets us show; in an answer."""

from __future__ import annotations

import contextlib
import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.records import MalformedRecord
from alongside.engines.scoring import parse_instrument, parse_response
from engines.scoring.measures import instrument, records

PAM = {
    "id": "a", "score": 70.0, "level": 3, "cut_table_version": "a_72", "licence_reference": "L-1",
}  # fmt: skip


def changed(name: str, path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    """The record of a measure with one value in it changed."""
    record = copy.deepcopy(records()[name])
    place: Any = record
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return record


ITEM = {"id": "q1", "text": "When all is said and done…", "kind": "number", "least": 1, "most": 4}


@pytest.mark.parametrize(
    ("name", "path", "value", "field"),
    [
        ("pam", ("items",), [ITEM], "items"),
        ("pam", ("score_only", "cut_tables"), {}, "cut_tables"),
        ("pam", ("score_only", "cut_tables", "a_72", 1, "from"), 470, "cut_tables"),
        ("pam", ("score_only", "most"), 0, "most"),
        ("ons4", ("ship",), "score_only", "items"),
        ("ons4", ("ship",), "pack", "ship"),
        ("ons4", ("score_only",), {}, "score_only"),
        ("ons4", ("items",), [], "items"),
        ("ons4", ("extra",), 1, "extra"),
        ("ons4", ("items", 0, "most"), 0, "most"),
        ("ons4", ("items", 1, "id"), "satisfied", "items"),
        ("ons4", ("scales", 0, "items"), ["none-such"], "items"),
        ("ons4", ("scales", 0, "needs"), 0, "needs"),
        ("ons4", ("scales", 0, "needs"), 2, "needs"),
        ("ons4", ("scales", 0, "bands", "bands", 1, "from"), 4, "bands"),
        ("ons-loneliness", ("scales", 0, "needs"), 2, "needs"),
        ("ons-loneliness", ("scales", 0, "rule"), "category", "items"),
        ("ons-loneliness", ("scales", 1, "rule"), "sum", "items"),
        ("ons-loneliness", ("items", 0, "options", 0, "value"), None, "options"),
    ],
)
def test_wrong_measure_is_refused(name: str, path: tuple[Any, ...], value: Any, field: str) -> None:
    with pytest.raises(MalformedRecord) as refused:
        parse_instrument(changed(name, path, value))

    assert refused.value.field == field


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"id": "a"}, "answers"),
        ({"id": "a", "answers": {}, "name": "Asha"}, "name"),
        ({"id": "a", "answers": {"none-such": 1}}, "none-such"),
        ({"id": "a", "answers": {"happy": 11}}, "happy"),
        ({"id": "a", "answers": {"happy": -1}}, "happy"),
        ({"id": "a", "answers": {"happy": 5.0}}, "happy"),
        ({"id": "a", "answers": {"happy": True}}, "happy"),
        ({"id": "a", "answers": {"happy": "5"}}, "happy"),
        ({"id": "a", "answers": [5]}, "answers"),
        ({"id": "", "answers": {}}, "id"),
        ([], None),
    ],
)
def test_wrong_answer_is_refused_with_its_line(record: Any, field: str | None) -> None:
    with pytest.raises(MalformedRecord) as refused:
        parse_response(instrument("ons4"), record, 7)

    assert (refused.value.field, refused.value.line) == (field, 7)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"answers": {"q1": 3}}, "answers"),
        ({"level": 4}, "level"),
        ({"cut_table_version": "b_67"}, "level"),
        ({"cut_table_version": "c"}, "cut_table_version"),
        ({"score": 70.05}, "score"),
        ({"score": 100.1}, "score"),
        ({"score": None}, "score"),
        ({"licence_reference": ""}, "licence_reference"),
        ({"licence_reference": "L" * 41}, "licence_reference"),
        ({"licence_reference": "I take part in my care"}, "licence_reference"),
        ({"licence_reference": "What helps me?"}, "licence_reference"),
        ({"licence_reference": "L\n1"}, "licence_reference"),
    ],
)
def test_of_pam_nothing_but_its_score_is_taken(change: dict[str, Any], field: str) -> None:
    with pytest.raises(MalformedRecord) as refused:
        parse_response(instrument("pam"), {**PAM, **change})

    assert refused.value.field == field


plain_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*PAM, "answers", "happy", "x"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(plain_json, st.sampled_from(["ons4", "friends-and-family", "pam"]))
def test_anything_is_read_or_refused(record: Any, name: str) -> None:
    with contextlib.suppress(MalformedRecord):
        assert parse_response(instrument(name), record, 1).id
