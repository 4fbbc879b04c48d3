"""NHS numbers: ten digits, of which the last checks the others (modulus 11)."""

from __future__ import annotations

import re

__all__ = ["as_nhs_number", "is_nhs_number", "spaced"]
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")


def as_nhs_number(text: str) -> str:
    """The ten digits of what somebody typed, with spaces or dashes or without; "" for anything that
    is no NHS number."""
    digits = _BETWEEN.sub("", text)
    return digits if is_nhs_number(digits) else ""


def is_nhs_number(digits: str) -> bool:
    """Whether these are ten plain digits with the right check digit. One digit ten times over is
    never given out."""
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or len(set(digits)) == 1:
        return False
    total = sum(
        int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
    )
    check = (11 - total % 11) % 11
    return check != 10 and check == int(digits[9])


def spaced(digits: str) -> str:
    """The number as it is written for people: three, three and four digits."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""
