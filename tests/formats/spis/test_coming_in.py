"""What comes in by the standard: nothing is lost, nothing is guessed, nothing breaks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.spis import (
    NotReadable,
    as_nodes,
    conformance,
    faults_of,
    from_nodes,
    leaves,
    left_out,
    nodes,
    read_document,
)
from support import examples

HEAD = '{"standard": "PRSB Social Prescribing Information Standard", "version": "1.1", '
ENTRY = ("Referral details", "Referral details record entry")
KEPT = (
    *("About me", "Individual requirements", "Safeguarding", "Risks", "Care and support plan"),
    *("Presenting complaints or issues", "Clinical Summary", "Plan and requested actions"),
)


@pytest.mark.parametrize(
    "inside",
    [
        "9" * 6_000, "NaN", "Infinity", "-Infinity", "1e999999", "[" * 900 + "1" + "]" * 900,
        '{"a": 1, "a": 2}', '"\\ud800"', '"\\u0000"', "null", "[null]", '{"": {}}',
    ],
)  # fmt: skip
def test_hostile_json_is_refused_in_words(inside: str) -> None:
    body = f'{HEAD}"referrals": [{{"About me": {inside}, "Risks": {inside}}}]}}'.encode()
    try:
        (one,) = read_document(body)
    except NotReadable:
        return
    assert inside in ("null", "[null]") or faults_of(one)
    as_nodes(from_nodes(one))
    conformance(one)


def test_what_stands_beside_the_referrals_is_refused() -> None:
    with pytest.raises(NotReadable, match="extra"):
        read_document(f'{HEAD}"referrals": [], "extra": 1}}'.encode())


@pytest.mark.parametrize(
    ("nodes_", "told"),
    [
        ({"Shoe size": 4}, "“Shoe size”"),
        ({"Person demographics": {"Risk score": "high"}}, "Person demographics / Risk score"),
        ({"Person demographics": {"NHS number": 9434765919}}, "NHS number"),
        ({"Person demographics": {"Date of birth": "02/01/1970"}}, "Date of birth"),
        ({"Person demographics": {"Date of birth": "1970-02-30"}}, "Date of birth"),
        ({"Person demographics": {"NHS number": ["9434765919", "9434765870"]}}, "stands once"),
        ({"Risks": "x"}, "must be an object"),
        ({"Safeguarding": {"Safeguarding concerns": {"Safeguarding indicator": "yes"}}}, "true or"),
        ({"Consent": {"Consent for information sharing": "\x00"}}, "cannot be shown"),
    ],
)
def test_what_cannot_be_read_is_named(nodes_: dict[str, Any], told: str) -> None:
    (fault,) = faults_of(nodes_)

    assert told in fault


def test_a_long_name_is_not_repeated_whole_and_few_faults_are_told() -> None:
    faults = faults_of({f"{'x' * 5_000}{number}": 1 for number in range(50)})

    assert len(faults) == 5
    assert all(len(one) < 150 for one in faults)


_WORDS = st.text("abcdeé ", min_size=1, max_size=12).map(str.strip).filter(bool)
_VALUES = {
    "boolean": st.booleans(),
    "decimal": st.integers(0, 10),
    "quantity": st.integers(0, 10),
    "datetime": st.just("2026-11-20T10:30"),
}


@st.composite
def referrals(draw: st.DrawFn) -> dict[str, Any]:
    """A referral with any of the nodes that have a place here, several wherever several may be."""
    kept = [
        node for node in nodes()
        if node.path[0] in KEPT
        or (node.path[: len(ENTRY)] == ENTRY and node.path[2:3] in
            [("Referrer details",), ("Reason for referral",), ("Return response to",)])
    ]  # fmt: skip
    names = {node.path: node for node in kept}

    def group(path: tuple[str, ...]) -> dict[str, Any]:
        inside = [node for node in kept if node.path[:-1] == path]
        if not inside:
            return {}
        chosen = draw(st.lists(st.sampled_from(inside), unique_by=lambda node: node.path,
                               max_size=3))  # fmt: skip
        return {node.path[-1]: value(node.path) for node in chosen}

    def value(path: tuple[str, ...]) -> Any:
        node = names[path]
        count = draw(st.integers(1, 3)) if node.many else 1
        found = [
            group(path) if node.group else draw(_VALUES.get(node.kind, _WORDS))
            for _each in range(count)
        ]
        return found if node.many else found[0]

    roots = draw(st.lists(st.sampled_from(KEPT), unique=True, max_size=4))
    one = {root: value((root,)) for root in roots}
    entry = {
        name: value((*ENTRY, name))
        for name in ("Referrer details", "Reason for referral", "Return response to")
    }
    return one | {ENTRY[0]: {ENTRY[1]: [entry]}}


@given(referrals())
@examples(150)
def test_what_came_in_goes_out_with_every_value_it_had(one: dict[str, Any]) -> None:
    assert faults_of(one) == ()
    read = from_nodes(one, problems=(), barriers=())

    assert left_out(one, read) == ()
    back = as_nodes(read)
    again = from_nodes(back, problems=(), barriers=())
    assert sorted(leaves(as_nodes(again))) == sorted(leaves(back))


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from([node.path[-1] for node in nodes()]), inner, max_size=4),
    max_leaves=12,
))  # fmt: skip
@examples(100)
def test_any_json_is_read_or_refused_in_words(found: Any) -> None:
    one = found if isinstance(found, dict) else {"Risks": found}
    try:
        (read,) = read_document(f'{HEAD}"referrals": [{json.dumps(one)}]}}'.encode())
    except NotReadable:
        return

    faults_of(read)
    left_out(read, from_nodes(read))
    conformance(read)
