"""The shape of British postcodes."""

from __future__ import annotations

import re
import unicodedata

_OUTWARD = r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)"
_WHOLE = re.compile(rf"({_OUTWARD})([0-9][A-Z]{{2}})")
_OUTWARD_ONLY = re.compile(_OUTWARD)
LONGEST = 16


def code_of(text: str) -> str | None:
    """`text` as a postcode without its space ("WR141AA") or an outward code ("WR14"), else None.

    Spaces, full stops and hyphens inside do not matter, nor small letters or full-width ones."""
    if len(text) > LONGEST * 4:
        return None
    plain = unicodedata.normalize("NFKC", text)
    plain = re.sub(r"[\s.\-]", "", plain).upper()
    if _WHOLE.fullmatch(plain) or _OUTWARD_ONLY.fullmatch(plain):
        return plain
    return None


def outward_of(postcode: str) -> str | None:
    """The outward code of a postcode or of an outward code ("WR14"), else None."""
    code = code_of(postcode)
    if code is None:
        return None
    whole = _WHOLE.fullmatch(code)
    return whole[1] if whole else code
