"""The parts that a text is sent in, by 3GPP TS 23.038 (GSM 03.38)."""

from __future__ import annotations

from dataclasses import dataclass

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = frozenset("\f^{}\\[~]|€")
# One part alone, and each of several: the others carry a header that says how they belong together.
_GSM, _GSM_EACH = 160, 153
_UCS2, _UCS2_EACH = 70, 67


@dataclass(frozen=True)
class Size:
    """`units` are septets (GSM) or 16-bit units (UCS-2); `parts` is what a provider charges."""

    alphabet: str
    units: int
    parts: int

    @property
    def fits_one(self) -> bool:
        """Whether it goes out as one text."""
        return self.parts <= 1


def is_gsm(text: str) -> bool:
    """Whether every character is in the GSM alphabet or its extension."""
    return all(character in _BASIC or character in _EXTENDED for character in text)


def size(text: str) -> Size:
    """How large `text` is as a text message.

    A character of the GSM extension takes two units, one outside the first plane (most emoji) takes
    two in UCS-2. Neither is ever split between two parts, which can leave a part one unit short."""
    if is_gsm(text):
        widths = [2 if character in _EXTENDED else 1 for character in text]
        return _sized("GSM", widths, _GSM, _GSM_EACH)
    widths = [2 if ord(character) > 0xFFFF else 1 for character in text]
    return _sized("UCS-2", widths, _UCS2, _UCS2_EACH)


def _sized(alphabet: str, widths: list[int], alone: int, each: int) -> Size:
    units = sum(widths)
    if units <= alone:
        return Size(alphabet, units, 1 if units else 0)
    parts, room = 1, each
    for width in widths:
        if width > room:
            parts, room = parts + 1, each
        room -= width
    return Size(alphabet, units, parts)
