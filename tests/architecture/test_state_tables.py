"""Every state table is sound, and the documentation shows it as it is."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.foundation.transitions import Table

ROOT = Path(__file__).resolve().parents[2]
PRINTER = runpy.run_path(str(ROOT / "tools/state_diagrams.py"))
TABLES = {f"{app}.{name}": table for app, name, table in PRINTER["tables"]()}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def _reached(table: Table, start: str) -> set[str]:
    """The states that can be reached from `start` by one move or more."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        state = waiting.pop()
        new = {to for (source, _), to in table.moves.items() if source == state} - seen
        seen |= new
        waiting.extend(new)
    return seen


def _faults(table: Table) -> list[str]:
    known = {state.value for state in table.states}
    ends = table.final
    faults = [f"{state} is not in the enum" for state in {table.initial, *ends} - known]
    faults += [
        f"{source} --{event}--> {to} names an unknown state"
        for (source, event), to in table.moves.items()
        if not {source, to} <= known
    ]
    reached = _reached(table, table.initial) | {table.initial}
    faults += [f"{state} cannot be reached" for state in known - reached]
    faults += [f"{state} is final and has an exit" for state in ends if table.allowed(state)]
    for state in known - ends:
        ahead = _reached(table, state)
        if ends and not ahead & ends:
            faults.append(f"{state} can never finish")
        if not ends and not known - {table.initial} <= ahead:
            faults.append(f"{state} cannot return")
    return sorted(faults)


def test_there_are_tables() -> None:
    assert {"directory.LISTING", "directory.VERSION"} <= set(TABLES)


@each_table
def test_table_is_sound(table: Table) -> None:
    assert _faults(table) == []


@each_table
def test_table_event_names_are_words(table: Table) -> None:
    assert all(event.replace("_", "").isalpha() for _, event in table.moves)


@each_table
@given(data=st.data())
def test_any_walk_stays_in_the_table_and_can_still_end(table: Table, data: st.DataObject) -> None:
    state = table.initial
    for _ in range(data.draw(st.integers(0, 12))):
        allowed = table.allowed(state)
        if not allowed:
            break
        state = table.moves[state, data.draw(st.sampled_from(allowed))]

    assert state in {known.value for known in table.states}
    assert state in table.final or table.allowed(state)


@pytest.mark.parametrize(
    ("moves", "final", "fault"),
    [
        ({("draft", "go"): "checked"}, {"checked"}, "discarded cannot be reached"),
        (
            {("draft", "go"): "checked", ("draft", "drop"): "discarded"},
            {"checked"},
            "discarded can never finish",
        ),
        (
            {("draft", "go"): "checked", ("checked", "drop"): "discarded"},
            {"checked"},
            "checked is final and has an exit",
        ),
        ({("draft", "go"): "checked", ("checked", "drop"): "nowhere"}, set(), "unknown state"),
        ({("draft", "go"): "checked", ("checked", "drop"): "discarded"}, set(), "cannot return"),
    ],
)
def test_fault_in_a_table_would_be_found(
    moves: dict[tuple[str, str], str], final: set[str], fault: str
) -> None:
    states = TABLES["directory.VERSION"].states
    bad = Table(states=states, initial="draft", moves=moves, final=frozenset(final))

    assert any(fault in found for found in _faults(bad))


def test_documentation_shows_the_tables_as_they_are() -> None:
    page = (ROOT / "docs/reference/states.md").read_text(encoding="utf-8")

    assert page == PRINTER["document"](), "run tools/state_diagrams.py > docs/reference/states.md"
