"""How far a referral keeps to the standard: what must be there, what is there, what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from alongside.formats.spis._nodes import Node, nodes

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Finding:
    """One node in one referral."""

    path: tuple[str, ...]
    rule: str
    present: bool


@dataclass(frozen=True)
class Conformance:
    """Every mandatory and required node whose parent is there, or must be.

    A referral conforms when nothing mandatory is missing. What is required is sent if it is held:
    that it is absent says that the service does not hold it."""

    mandatory: tuple[Finding, ...]
    required: tuple[Finding, ...]

    @property
    def missing(self) -> tuple[Finding, ...]:
        """What must be there and is not."""
        return tuple(one for one in self.mandatory if not one.present)

    @property
    def conforms(self) -> bool:
        """Whether nothing mandatory is missing."""
        return not self.missing


def conformance(referral: Json) -> Conformance:
    """Looks at one referral of a document."""
    findings = [
        Finding(node.path, node.rule, _stands(referral, node))
        for node in nodes()
        if node.rule in "MR" and _is_asked(referral, node)
    ]
    return Conformance(
        tuple(one for one in findings if one.rule == "M"),
        tuple(one for one in findings if one.rule == "R"),
    )


def _is_asked(referral: Json, node: Node) -> bool:
    """Whether each group around the node is there, or must be."""
    rules = {each.path: each.rule for each in nodes()}
    around = [node.path[:depth] for depth in range(1, len(node.path))]
    if node.rule == "R":  # of what is not there, only the outermost group is told
        return all(_values(referral, path) for path in around)
    return all(rules[path] == "M" or _values(referral, path) for path in around)


def _stands(referral: Json, node: Node) -> bool:
    """Whether it is there: what is mandatory, in each of several groups that hold it."""
    if node.rule != "M":
        return bool(_values(referral, node.path))
    around = _values(referral, node.path[:-1])
    return bool(around) and all(_held(one, node.path[-1]) for one in around)


def _values(referral: Json, path: tuple[str, ...]) -> list[Any]:
    """Everything that stands at a path; nothing for what is empty."""
    found: list[Any] = [referral]
    for name in path:
        found = [value for one in found for value in _held(one, name)]
    return found


def _held(group: Any, name: str) -> list[Any]:
    value = group.get(name) if isinstance(group, Mapping) else None
    several = value if isinstance(value, list) else [value]
    return [one for one in several if one not in (None, "", [], {})]
