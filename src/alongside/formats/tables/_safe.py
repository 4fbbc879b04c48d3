"""Cells that a spreadsheet must not take for formulas."""

from __future__ import annotations

import re

_STARTS = frozenset("=+-@\uff1d\uff0b\uff0d\uff20")
_BLANK_STARTS = frozenset("\t\r\n")
_NUMBER = re.compile(r"[+-][0-9 .()-]*[0-9][0-9 .()-]*", re.ASCII)


def _could_run(text: str) -> bool:
    if not text:
        return False
    begins = text.lstrip()[:1]
    if begins not in _STARTS or not begins:
        return text[0] in _BLANK_STARTS
    return _NUMBER.fullmatch(text) is None


def safe_cell(text: str) -> str:
    """`text` with an apostrophe before it where a spreadsheet could run it, else as it is."""
    return "'" + text if _could_run(text.lstrip("'")) else text


def unsafe_cell(text: str) -> str:
    """The exact opposite of `safe_cell`."""
    return text[1:] if text.startswith("'") and _could_run(text.lstrip("'")) else text
