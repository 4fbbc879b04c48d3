"""Postcodes as people type them."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_AREAS = """
    AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN
    DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD
    LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL
    SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_KNOWN = f" {' '.join(_AREAS.split())} "
_OUTWARD = re.compile(r"(?P<area>[A-Z]{1,2})[0-9](?:[0-9]|[A-HJKMNP-Z])?")
_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_ALIKE = {"0": "0O", "O": "O0", "1": "1IL", "I": "I1", "L": "L1"}
_LONGEST = 12


def normalise_postcode(text: str) -> str | None:
    """A whole postcode as it is written on a letter, "WR14 1AA"; None when `text` is none.

    Capitals and spaces do not matter. A letter for a digit that looks like it (O and 0; I, L and 1)
    is put right where only one postcode can be meant. Whether the postcode exists is not known."""
    letters = _letters(text)
    if letters is None:
        return None
    compact = "".join(letters)
    if not 5 <= len(compact) <= 7:
        return None
    outward, inward = _outward(compact[:-3]), _inward(compact[-3:])
    return f"{outward} {inward}" if outward and inward else None


def outward_code(text: str) -> str | None:
    """The first half of a postcode, "WR14", from a whole one, the half or a sector ("WR14 1");
    None when `text` is none of them. Forgives what `normalise_postcode` forgives."""
    whole = normalise_postcode(text)
    if whole:
        return whole.partition(" ")[0]
    parts = _letters(text)
    if parts is None:
        return None
    if len(parts) == 2 and len(parts[1]) == 1 and parts[1].isdigit():
        return _outward(parts[0])
    return _outward("".join(parts))


def _letters(text: str) -> list[str] | None:
    if len(text) > 40:
        return None
    parts = unicodedata.normalize("NFKC", text).upper().replace("-", " ").split()
    compact = "".join(parts)
    return parts if 2 <= len(compact) <= _LONGEST and compact.isascii() else None


def _outward(text: str) -> str | None:
    if not 2 <= len(text) <= 4:
        return None
    if _real(text):
        return text
    readings = {"".join(each) for each in product(*(_ALIKE.get(char, char) for char in text))}
    real = [each for each in readings if _real(each)]
    return real[0] if len(real) == 1 else None


def _real(text: str) -> bool:
    found = _OUTWARD.fullmatch(text)
    return found is not None and f" {found['area']} " in _KNOWN


def _inward(text: str) -> str | None:
    if _INWARD.fullmatch(text):
        return text
    first = {"O": "0", "I": "1", "L": "1"}.get(text[0], text[0])
    return first + text[1:] if _INWARD.fullmatch(first + text[1:]) else None
