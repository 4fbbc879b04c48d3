"""Every write that a domain offers leads to an audit row: `work.audit(...)` or `move(...)`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

DOMAIN = Path(__file__).resolve().parents[2] / "src/alongside/domain"
SEALS = {"audit", "move"}
APPS = sorted(path.parent for path in DOMAIN.glob("*/public.py"))

Uses = dict[str, set[str]]


def _used(function: ast.AST) -> set[str]:
    """The names that are used inside, and the last names of what is called there."""
    names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return names | {call.attr for call in calls if isinstance(call, ast.Attribute)}


def _functions(source: str) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def _is_write(function: ast.FunctionDef) -> bool:
    """Writes take who acts and when, by name."""
    return {"actor", "at"} <= {argument.arg for argument in function.args.kwonlyargs}


def _reaches_a_seal(name: str, uses: Uses) -> bool:
    seen, waiting = set(), [name]
    while waiting:
        here = waiting.pop()
        if here in SEALS:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(uses.get(here, ()))
    return False


def _unsealed(writes: dict[str, str], everything: dict[str, str]) -> list[str]:
    """Names of writes in `writes` (file -> source) that seal nothing, among `everything`."""
    uses: Uses = {}
    for source in everything.values():
        for name, function in _functions(source).items():
            uses.setdefault(name, set()).update(_used(function))
    return sorted(
        f"{file}: {name}"
        for file, source in writes.items()
        for name, function in _functions(source).items()
        if _is_write(function) and not _reaches_a_seal(name, uses)
    )


def _sources(app: Path, *patterns: str) -> dict[str, str]:
    return {
        path.relative_to(app).as_posix(): path.read_text(encoding="utf-8")
        for pattern in patterns
        for path in sorted(app.glob(pattern))
    }


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_every_write_of_a_domain_is_audited(app: Path) -> None:
    everything = {
        f"{one.name}/{file}": source
        for one in APPS
        for file, source in _sources(one, "*.py", "*/*.py").items()
    }

    assert _unsealed(_sources(app, "actions.py", "actions/*.py"), everything) == []


def test_write_that_is_not_audited_would_be_found() -> None:
    source = (
        "def good(*, actor, at):\n    helper(at)\n"
        "def helper(at):\n    work.audit('x')\n"
        "def bad(*, actor, at):\n    thing.save()\n"
        "def read(*, actor):\n    pass\n"
    )

    assert _unsealed({"actions.py": source}, {"actions.py": source}) == ["actions.py: bad"]
