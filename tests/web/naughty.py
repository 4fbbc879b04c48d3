"""Strings that break things, for tests of pages."""

from __future__ import annotations

import json
from functools import cache

import pytest

from support import SHARED

SECURITY = SHARED / "data" / "security"
# Marks that a page would only hold if it had let a string through unescaped.
RAW = ("<script>alert", "<img src=x onerror", "<svg onload", "onfocus=alert(1) autofocus>")


@cache
def strings() -> tuple[str, ...]:
    """All of them, each once."""
    found = list(json.loads((SECURITY / "blns.json").read_text(encoding="utf-8")))
    extra = json.loads((SECURITY / "extra_strings.json").read_text(encoding="utf-8"))
    found += [text for text in extra.values() if isinstance(text, str)]
    for file in sorted((SECURITY / "payloads").glob("*.txt")):
        found += file.read_text(encoding="utf-8", errors="replace").splitlines()
    return tuple(dict.fromkeys(text for text in found if text))


def through_forms(config: pytest.Config) -> tuple[str, ...]:
    """Every string with --long, else every fourth and the enormous one."""
    if config.getoption("--long"):
        return strings()
    return (*strings()[::4], max(strings(), key=len))


def sample(page: int, step: int = 150) -> list[str]:
    """Every `step`-th string, from another one on each page; the enormous one always."""
    return [*strings()[page * 7 % step :: step], max(strings(), key=len)]


def sendable(text: str) -> str:
    """What a browser would send of it: half a pair has no bytes."""
    return text.encode("utf-8", "replace").decode("utf-8")
