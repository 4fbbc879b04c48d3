"""The outline of the standard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

VERSION = "1.1"
_FILE = Path(__file__).with_name("nodes.txt")

NodePath = tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """One node: its path of names, M, R or O, whether it may stand several times, whether it holds
    others.

    `least` says that the standard's count begins at one, also where it is not mandatory. `kind` is
    string, text, date, datetime, boolean, decimal, quantity, identifier or "" where the standard
    says nothing; `shortest` and `longest` are signs, 0 for no limit; `precision` is YM, YMD or
    YMDHM for a moment."""

    path: NodePath
    rule: str
    many: bool
    group: bool
    least: bool = False
    kind: str = ""
    shortest: int = 0
    longest: int = 0
    precision: str = ""


@cache
def nodes() -> tuple[Node, ...]:
    """Every node, in the standard's order."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    depths = [(len(line) - len(line.lstrip())) // 2 for line in lines]
    found: list[Node] = []
    path: list[str] = []
    for number, (line, depth) in enumerate(zip(lines, depths, strict=True)):
        told, _tab, domain = line.partition("\t")
        mark, name = told.strip().split(" ", 1)
        path[depth:] = [name.strip()]
        following = depths[number + 1] if number + 1 < len(depths) else 0
        kind, shortest, longest, precision = _domain(domain)
        found.append(
            Node(
                path=tuple(path),
                rule=mark[0],
                many="*" in mark,
                group=following > depth,
                least=mark[0] == "M" or "!" in mark,
                kind=kind,
                shortest=shortest,
                longest=longest,
                precision=precision,
            )
        )
    return tuple(found)


@cache
def by_path() -> dict[NodePath, Node]:
    """Every node by its path."""
    return {node.path: node for node in nodes()}


@cache
def inner() -> dict[NodePath, frozenset[str]]:
    """The names of the nodes directly below each path; below () the outermost."""
    found: dict[NodePath, set[str]] = {}
    for node in nodes():
        found.setdefault(node.path[:-1], set()).add(node.path[-1])
    return {path: frozenset(names) for path, names in found.items()}


def _domain(told: str) -> tuple[str, int, int, str]:
    kind, _blank, limit = told.partition(" ")
    if limit.startswith("Y"):
        return kind, 0, 0, limit
    shortest, dash, longest = limit.partition("-")
    if not dash:
        shortest, longest = "", limit
    return kind, int(shortest or 0), int(longest or 0), ""
