"""The house rules that a machine can see."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from support import ROOT

SRC = ROOT / "src" / "alongside"
LONGEST_FILE = 400
LONGEST_FUNCTION = 60  # the rule says about 40; this is where "about" ends
OURS = sorted(
    path
    for folder in (SRC, ROOT / "tests", ROOT / "tools")
    for path in folder.rglob("*")
    if path.suffix in {".py", ".jinja", ".css"}
    and not {"vendor", "migrations", "__pycache__"} & set(path.parts)
)
CODE = [path for path in OURS if path.suffix == ".py" and SRC in path.parents]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", OURS, ids=_name)
def test_file_is_not_too_long(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", CODE, ids=_name)
def test_functions_are_short_and_public_ones_are_described(path: Path) -> None:
    faults = list(_faults(ast.parse(path.read_text(encoding="utf-8"))))

    assert faults == []


def _faults(tree: ast.Module) -> Iterator[str]:
    if ast.get_docstring(tree) is None and tree.body:
        yield "the module has no docstring"
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{node.name} has {length} lines"
    for node in tree.body:
        named = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
        if named and ast.get_docstring(node) is None:
            yield f"{node.name} has no docstring"


def test_engines_and_formats_start_without_django() -> None:
    packages = [
        f"alongside.{floor.name}.{package.name}"
        for floor in (SRC / "engines", SRC / "formats")
        for package in sorted(floor.iterdir())
        if (package / "__init__.py").is_file()
    ]
    blocked = (
        "import sys; sys.modules['django'] = None; import importlib; "
        f"[importlib.import_module(name) for name in {packages!r}]"
    )

    done = subprocess.run(
        [sys.executable, "-c", blocked],
        env={"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert packages
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "app", sorted(path.parent for path in (SRC / "domain").glob("*/public.py")), ids=_name
)
def test_door_only_lists(app: Path) -> None:
    tree = ast.parse((app / "public.py").read_text(encoding="utf-8"))

    kinds = {type(node).__name__ for node in tree.body}

    assert kinds <= {"Expr", "ImportFrom", "Assign"}


def test_every_package_of_the_map_is_on_the_map() -> None:
    told = (ROOT / "docs" / "map.md").read_text(encoding="utf-8")
    packages = [
        _name(path.parent).removeprefix("src/alongside/")
        for floor in ("domain", "engines", "formats", "web", "api")
        for path in sorted((SRC / floor).glob("*/__init__.py"))
    ]

    assert [package for package in packages if package not in told] == []
