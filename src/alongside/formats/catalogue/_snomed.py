"""SNOMED CT identifiers: six to eighteen digits, the last of which checks the others."""

from __future__ import annotations

_SHUFFLE = (1, 5, 7, 6, 2, 8, 3, 0, 9, 4)


def _times(a: int, b: int) -> int:
    """The product of two of the ten symmetries of a pentagon (0-4 turns, 5-9 mirrors)."""
    if a < 5:
        return (a + b) % 5 if b < 5 else 5 + (a + b) % 5
    return 5 + (a - b) % 5 if b < 5 else (a - b) % 5


def is_snomed_id(text: str) -> bool:
    """Whether `text` has the shape of a SNOMED CT identifier and a right (Verhoeff) check digit."""
    if not (6 <= len(text) <= 18 and text.isascii() and text.isdigit() and text[0] != "0"):
        return False
    check = 0
    for place, digit in enumerate(reversed(text)):
        number = int(digit)
        for _ in range(place % 8):
            number = _SHUFFLE[number]
        check = _times(check, number)
    return check == 0
