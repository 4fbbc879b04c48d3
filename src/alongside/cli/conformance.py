"""How far referrals keep to the social prescribing standard, as lines and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from alongside.formats.spis import nodes

Path = tuple[str, ...]
_MOST_OF_A_GROUP = 8


def report_as_json(reference: str, report: Any) -> dict[str, Any]:
    """A report whole: what is mandatory and required, how much of it is held, and by node what is
    missing, filled with words that only say that nothing is known, not as the standard has it, held
    and not sent, and not held."""
    return {
        "reference": reference,
        "conforms": report.conforms,
        "mandatory": _count(report.mandatory),
        "required": _count(report.required),
        "missing": _paths(one.path for one in report.missing),
        "fillers": _paths(one.path for one in report.fillers),
        "departs": [{"node": _path(one.path), "why": one.why} for one in report.departures],
        "held_not_sent": _paths(report.not_sent),
        "not_held": _paths(one.path for one in report.not_held),
        "not_held_though_once_at_least": _paths(one.path for one in report.not_held if one.least),
    }


def report_as_lines(reference: str, report: Any) -> Iterator[str]:
    """A report in short: what is not held by the outermost node that it belongs to."""
    yield (
        f"{reference}: mandatory {_count(report.mandatory)}, required {_count(report.required)}"
        + ("" if report.conforms else "; it does not conform")
    )
    for one in report.missing:
        yield f"  missing: {_path(one.path)}"
    for one in report.departures:
        yield f"  not as the standard has it: {_path(one.path)} {one.why}"
    for one in report.fillers:
        yield f"  says only that nothing is known: {_path(one.path)}"
    for path in report.not_sent:
        yield f"  held, and not sent: {_path(path)}"
    for one in report.not_held:
        if one.least:
            yield f"  not held, though the standard wants it once at least: {_path(one.path)}"
    yield from _grouped("not held", [one.path for one in report.not_held if not one.least])


def came_as_json(one: Any) -> dict[str, Any]:
    """A referral that was taken: what of it has no place here, and what it lacks."""
    return {
        "number": one.number,
        "left_out": _paths(one.left_out),
        "missing": _paths(one.missing),
    }


def came_as_lines(one: Any) -> Iterator[str]:
    """The same in short; nothing for one that is whole and came whole."""
    if not one.left_out and not one.missing:
        return
    yield f"Referral {one.number}:"
    yield from _grouped("left out, since there is no place for it", list(one.left_out))
    yield from _grouped("mandatory, and missing", list(one.missing))


def _grouped(what: str, paths: list[Path]) -> Iterator[str]:
    groups: dict[str, dict[str, None]] = {}
    for path in paths:
        groups.setdefault(path[0], {})[_inner(path)] = None
    whole = [root for root, names in groups.items() if list(names) == [""]]
    if whole:
        yield f"  {what}: {', '.join(whole)}"
    for root, found in groups.items():
        names = [name for name in found if name]
        if names:
            more = len(names) - _MOST_OF_A_GROUP
            told = ", ".join(names[:_MOST_OF_A_GROUP]) + (f" and {more} more" if more > 0 else "")
            yield f"  {what}: {root}: {told}"


def _inner(path: Path) -> str:
    """A node's name, with that of the group around it where there are two of the name."""
    names = path[:-1] if path[-1] in ("Free text", "Coded value") else path
    if len(names) < 2:
        return ""
    same = {node.path for node in nodes() if (node.path[0], node.path[-1]) == (path[0], names[-1])}
    around = names[-2] if len(same) > 1 and len(names) > 2 else ""
    alone = not around or around == names[-1] or around.endswith("record entry")
    return names[-1] if alone else f"{names[-1]} ({around})"


def _count(found: Any) -> str:
    """How many are held: what only says that nothing is known is not."""
    return f"{sum(one.present and not one.filler for one in found)} of {len(found)}"


def _path(path: Path) -> str:
    return " / ".join(path)


def _paths(found: Iterable[Path]) -> list[str]:
    return [_path(path) for path in found]
