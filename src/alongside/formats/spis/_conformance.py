"""How far a referral keeps to the standard: what must be there, what is there and how, what is
missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from alongside.formats.spis._contact import METHOD, METHODS
from alongside.formats.spis._nodes import Node, NodePath, by_path, nodes
from alongside.formats.spis._reading import fault_of_item
from alongside.formats.spis._referral import NO_RISK, filler_contact

Json = Mapping[str, Any]
_RISK: NodePath = ("Risks", "Risks record entry", "Risk", "Free text")
_ENTRY = ("Referral details", "Referral details record entry")
_CONTACT: NodePath = (*_ENTRY, "Referrer details", "Contact details")
_PRACTICE: NodePath = ("GP practice", "GP practice record entry", "GP practice identifier")
_SIGNS = {"YM": 7, "YMD": 10, "YMDHM": 16}
_AS_SAID = {"YM": "a month", "YMD": "a day", "YMDHM": "a day with its time"}


@dataclass(frozen=True)
class Finding:
    """One node in one referral. `filler`: what stands there only says that nothing is known.
    `least`: the standard's count begins at one, though it calls the node required."""

    path: NodePath
    rule: str
    present: bool
    filler: bool = False
    least: bool = False


@dataclass(frozen=True)
class Departure:
    """A value that is there and is not as the standard has it, and how."""

    path: NodePath
    why: str


@dataclass(frozen=True)
class Conformance:
    """Every mandatory and required node whose parent is there, or must be, and every value that is
    not as the standard has it.

    A referral conforms when nothing mandatory is missing and no value departs. What is required is
    sent if it is held: where it is absent the service does not hold it, unless it is `not_sent`:
    what the service holds, and what does not go out with this one."""

    mandatory: tuple[Finding, ...]
    required: tuple[Finding, ...]
    departures: tuple[Departure, ...] = ()
    not_sent: tuple[NodePath, ...] = ()

    @cached_property
    def missing(self) -> tuple[Finding, ...]:
        """What must be there and is not."""
        return tuple(one for one in self.mandatory if not one.present)

    @cached_property
    def fillers(self) -> tuple[Finding, ...]:
        """Where something stands that only says that nothing is known."""
        return tuple(one for one in (*self.mandatory, *self.required) if one.filler)

    @cached_property
    def not_held(self) -> tuple[Finding, ...]:
        """What is required and the service does not hold."""
        return tuple(
            one for one in self.required if not one.present and one.path not in self.not_sent
        )

    @property
    def conforms(self) -> bool:
        """Whether nothing mandatory is missing and every value is as the standard has it."""
        return not self.missing and not self.departures


def conformance(referral: Json, *, held_back: Collection[NodePath] = ()) -> Conformance:
    """Looks at one referral of a document. `held_back` are nodes that the service holds and does
    not send with it."""
    findings = [
        Finding(
            node.path, node.rule, _stands(referral, node), _is_filler(referral, node), node.least
        )
        for node in nodes()
        if node.rule in "MR" and _is_asked(referral, node)
    ]
    return Conformance(
        tuple(one for one in findings if one.rule == "M"),
        tuple(one for one in findings if one.rule == "R"),
        tuple(each for node in nodes() for each in _departures(referral, node)),
        tuple(path for path in held_back if not _values(referral, path)),
    )


def _is_asked(referral: Json, node: Node) -> bool:
    """Whether each group around the node is there, or must be."""
    around = [node.path[:depth] for depth in range(1, len(node.path))]
    if node.rule == "R":  # of what is not there, only the outermost group is told
        return all(_values(referral, path) for path in around)
    return all(by_path()[path].rule == "M" or _values(referral, path) for path in around)


def _stands(referral: Json, node: Node) -> bool:
    """Whether it is there: what is mandatory, in each of several groups that hold it."""
    if node.rule != "M":
        return bool(_values(referral, node.path))
    around = _values(referral, node.path[:-1])
    return bool(around) and all(_held(one, node.path[-1]) for one in around)


def _is_filler(referral: Json, node: Node) -> bool:
    if node.path in (_RISK, _RISK[:-1]):
        return _values(referral, _RISK) == [NO_RISK]
    if node.path == _CONTACT:
        known = _values(referral, _PRACTICE)
        fillers = [filler_contact(code) for code in known if isinstance(code, str)]
        said = _values(referral, node.path)
        return bool(said) and all(one in fillers for one in said)
    return False


def _departures(referral: Json, node: Node) -> Iterator[Departure]:
    """What stands at a node and is not as the standard has it, each told once."""
    groups = _values(referral, node.path[:-1])
    found: dict[str, None] = {}
    for group in groups:
        if not node.many and (count := len(_held(group, node.path[-1]))) > 1:
            found[f"stands {count} times, and may once"] = None
    if not node.group:
        for value in _values(referral, node.path):
            if why := _departure(node, value):
                found[why] = None
    yield from (Departure(node.path, why) for why in found)


def _departure(node: Node, value: Any) -> str:
    if fault := fault_of_item(node, value):
        return fault
    text = value if isinstance(value, str) else str(value)
    if node.longest and len(text) > node.longest:
        return f"is longer than {node.longest} signs"
    if len(text) < node.shortest:
        return f"is shorter than {node.shortest} signs"
    if node.precision and len(text) < _SIGNS[node.precision]:
        return f"must be {_AS_SAID[node.precision]}"
    if node.path == METHOD and text not in METHODS:
        return "is none of the codes of the NHS Data Dictionary"
    return ""


def _values(referral: Json, path: NodePath) -> list[Any]:
    """Everything that stands at a path; nothing for what is empty."""
    found: list[Any] = [referral]
    for name in path:
        found = [value for one in found for value in _held(one, name)]
    return found


def _held(group: Any, name: str) -> list[Any]:
    value = group.get(name) if isinstance(group, Mapping) else None
    several = value if isinstance(value, list) else [value]
    return [one for one in several if one not in (None, "", [], {})]
