"""Nodes as words that a coordinator reads, and the words as nodes again.

The standard has a place for much that a service holds as plain words: what somebody says about
themselves, what is said of risks. Each such part is a *section*. In it one node is said without its
name, and every other by a line that begins with its name. Whatever may stand several times begins a
paragraph, so nothing that was said runs into something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from alongside.formats.spis._nodes import NodePath, by_path, nodes
from alongside.formats.spis._reading import fault_of_item

Line = tuple[NodePath, str]
_ENTRY = ("Referral details", "Referral details record entry")


@dataclass(frozen=True)
class Section:
    """Nodes below some paths that are held together as words, but for those in `but`; `plain` is
    said without its name.
    `each` makes every paragraph without a name an entry of its own. `brief` lets a name be one
    word: not where people write, who may begin a line with *When: on Mondays* and mean no node."""

    paths: tuple[NodePath, ...]
    plain: NodePath
    each: bool = False
    brief: bool = False
    but: tuple[NodePath, ...] = ()

    def has(self, path: NodePath) -> bool:
        """Whether a node stands below the section's paths, and not below one in `but`."""
        return _below(path, self.paths) and not _below(path, self.but)


def _below(path: NodePath, among: Iterable[NodePath]) -> bool:
    return any(path[: len(one)] == one for one in among)


RISK = Section(
    paths=(("Risks",), ("Safeguarding",)),
    plain=("Risks", "Risks record entry", "Risk", "Free text"),
    each=True,
)
ABOUT = Section(
    paths=(("About me",), ("Individual requirements",), ("Care and support plan",)),
    plain=("About me", *("Also worth knowing about me",) * 2),
)
REASON = Section(
    paths=(
        (*_ENTRY, "Reason for referral"),
        ("Presenting complaints or issues",),
        ("Clinical Summary",),
        ("Plan and requested actions",),
    ),
    plain=(*_ENTRY, "Reason for referral", "Free text"),
)
REFERRER = Section(
    paths=(
        _ENTRY,
        ("GP practice", "GP practice record entry"),
        ("Person demographics", "Other identifier"),
    ),
    but=(
        *((*_ENTRY, name) for name in ("Date", "Reason for referral", "Referral to")),
        ("GP practice", "GP practice record entry", "GP practice identifier"),
    ),
    plain=(*_ENTRY, "Referrer details", "Name"),
    each=True,
    brief=True,
)


def words_of(referral: Mapping[str, Any], section: Section) -> str:
    """What the nodes of a section say, as words."""
    paragraphs: list[list[Line]] = []
    for path in section.paths:
        for lines in _paragraphs_at(referral, path):
            kept = [one for one in lines if section.has(one[0])]
            kept.sort(key=lambda line: line[0] != section.plain)  # what has no name comes first
            paragraphs += [kept] if kept else []
    if not section.each:  # so that what follows a name is never taken for what has none
        paragraphs.sort(key=lambda lines: lines[0][0] != section.plain)
    names = _names(section)
    return "\n\n".join(
        "\n".join(_said(path, text, section, names) for path, text in lines) for lines in paragraphs
    )


def nodes_of(words: str, section: Section) -> dict[str, Any]:
    """The nodes that the words of a section say: `words_of` the other way round."""
    referral: dict[str, Any] = {}
    plain: list[str] = []
    for paragraph in re.split(r"\n\s*\n", words.strip()):
        lines = _lines(paragraph, section)
        if not lines:
            continue
        if not section.each and lines[0][0] == section.plain:
            plain.append(paragraph.strip())
        else:
            _put_paragraph(referral, lines)
    if plain:
        _put(referral, section.plain, "\n\n".join(plain), new=None)
    return referral


def leaves(referral: Mapping[str, Any]) -> Iterator[Line]:
    """Every value of a referral with its path, as text: what is no node of the standard is not
    there."""
    for node in nodes():
        if len(node.path) == 1 and node.path[0] in referral:
            yield from _leaves(referral[node.path[0]], node.path)


def _leaves(value: Any, path: NodePath) -> Iterator[Line]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            for name, inner in one.items():
                if (*path, name) in by_path():
                    yield from _leaves(inner, (*path, name))
        elif (text := _text(one)) and not by_path()[path].group:
            yield path, text


def _paragraphs_at(referral: Mapping[str, Any], path: NodePath) -> list[list[Line]]:
    """Below a path: each entry of what may stand several times a paragraph, and so is each value
    around which nothing may."""
    found: list[Any] = [referral]
    for name in path[:-1]:
        inner = [one.get(name) for one in found if isinstance(one, Mapping)]
        found = [each for one in inner for each in (one if isinstance(one, list) else [one])]
    paragraphs: list[list[Line]] = []
    around = any(by_path()[path[:depth]].many for depth in range(1, len(path)))
    for group in found:
        if isinstance(group, Mapping) and path[-1] in group:
            own: list[Line] = []
            inside: list[list[Line]] = []
            _collect(group[path[-1]], path, own, inside)
            paragraphs += ([own] if around and own else [[line] for line in own]) + inside
    return paragraphs


def _collect(value: Any, path: NodePath, own: list[Line], inside: list[list[Line]]) -> None:
    node = by_path().get(path)
    if node is None:
        return
    for one in value if isinstance(value, list) else [value]:
        if node.group:
            if not isinstance(one, Mapping):
                continue
            lines: list[Line] = [] if node.many else own
            deeper: list[list[Line]] = []
            for name, held in one.items():
                _collect(held, (*path, name), lines, deeper)
            if node.many and lines:
                inside.append(lines)
            inside += deeper
        elif text := _text(one):
            own.append((path, text))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return "\n".join(filter(None, map(str.strip, value.splitlines())))
    return ""


@cache
def _names(section: Section) -> dict[NodePath, str]:
    """What each node of a section is called: by as much of its path as makes it the only one."""
    inside = [node.path for node in nodes() if not node.group and section.has(node.path)]
    short = {path: _short(path) for path in inside}
    names: dict[NodePath, str] = {}
    for path, told in short.items():
        for length in range(1, len(told) + 1):
            same = Counter(other[-length:] for other in short.values())
            long = section.brief or length > 1 or " " in told[-1]
            if long and same[told[-length:]] == 1:
                break
        names[path] = ", ".join(told[-length:])
    return names


def _short(path: NodePath) -> NodePath:
    names = [name for at, name in enumerate(path) if at == 0 or name != path[at - 1]]
    if names[-1] == "Free text":
        names.pop()
    return tuple("code" if name == "Coded value" else name for name in names)


def _said(path: NodePath, text: str, section: Section, names: Mapping[NodePath, str]) -> str:
    return text if path == section.plain else f"{names[path]}: {text}"


@cache
def _by_name(section: Section) -> dict[str, NodePath]:
    return {name: path for path, name in _names(section).items() if path != section.plain}


def _lines(paragraph: str, section: Section) -> list[Line]:
    """The values of a paragraph; a line without a name goes on with the one before it."""
    found: list[Line] = []
    for line in paragraph.strip().splitlines():
        name, colon, text = line.partition(": ")
        path = _by_name(section).get(name.strip()) if colon else None
        if path is not None and not fault_of_item(by_path()[path], _value(path, text.strip())):
            found.append((path, text.strip()))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{line.strip()}")
        else:
            found.append((section.plain, line.strip()))
    return found


def _put_paragraph(referral: dict[str, Any], lines: list[Line]) -> None:
    """Puts the lines of one paragraph into one new entry of what may stand several times."""
    entries = {entry for path, _text in lines if (entry := _entry(path))}
    begun: set[NodePath] = set()
    for path, text in lines:
        entry = _entry(path)
        new = entry if entry in entries and entry not in begun else None
        _put(referral, path, _value(path, text), new=new)
        if entry:
            begun.add(entry)


def _entry(path: NodePath) -> NodePath | None:
    """The innermost group around a node that may stand several times."""
    for depth in range(len(path) - 1, 0, -1):
        if by_path()[path[:depth]].many:
            return path[:depth]
    return None


def _put(referral: dict[str, Any], path: NodePath, value: Any, *, new: NodePath | None) -> None:
    """Puts a value at its path: in the last entry of each list on the way, in a new one of `new`"""
    group = referral
    for depth in range(1, len(path)):
        here = path[:depth]
        if not by_path()[here].many:
            group = group.setdefault(path[depth - 1], {})
            continue
        entries = group.setdefault(path[depth - 1], [])
        if not entries or here == new:
            entries.append({})
        group = entries[-1]
    if by_path()[path].many:
        group.setdefault(path[-1], []).append(value)
    elif path[-1] in group:  # said twice: nothing is lost
        group[path[-1]] = f"{group[path[-1]]}\n{value}"
    else:
        group[path[-1]] = value


def _value(path: NodePath, text: str) -> Any:
    kind = by_path()[path].kind
    if kind == "boolean" and text in ("yes", "no"):
        return text == "yes"
    if kind in ("decimal", "quantity"):
        try:
            return int(text) if text.isdecimal() else float(text)
        except ValueError:
            return text
    return text
