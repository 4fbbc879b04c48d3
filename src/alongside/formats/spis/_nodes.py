"""The outline of the standard."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

VERSION = "1.1"
_FILE = Path(__file__).with_name("nodes.txt")


@dataclass(frozen=True)
class Node:
    """One node: its path of names, M, R or O, whether it may stand several times, whether it holds
    others."""

    path: tuple[str, ...]
    rule: str
    many: bool
    group: bool


@cache
def nodes() -> tuple[Node, ...]:
    """Every node, in the standard's order."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    depths = [(len(line) - len(line.lstrip())) // 2 for line in lines]
    found: list[Node] = []
    path: list[str] = []
    for number, (line, depth) in enumerate(zip(lines, depths, strict=True)):
        mark, name = line.strip().split(" ", 1)
        path[depth:] = [name.strip()]
        following = depths[number + 1] if number + 1 < len(depths) else 0
        found.append(Node(tuple(path), mark[0], mark.endswith("*"), following > depth))
    return tuple(found)
