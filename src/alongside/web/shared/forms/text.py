"""What may be typed: characters that can be kept, in one form."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Controls other than tab and line ends; and halves of pairs, which no file or database can keep.
_CANNOT_BE_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
_UNSEEN = {"Cf", "Zs", "Zl", "Zp", "Cc"}


def clean_text(value: str, *, lines: bool = False) -> str:
    """`value` trimmed, composed (NFC), with plain line ends, or one line when not `lines`.

    Text that shows nothing at all counts as empty. Raises ValidationError for a character that
    cannot be kept."""
    if _CANNOT_BE_KEPT.search(value):
        raise ValidationError(
            _("There is a character here that we cannot keep. Type it again instead of pasting it"),
            code="character",
        )
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", value)).strip()
    if not lines:
        text = " ".join(text.split())
    if all(unicodedata.category(char) in _UNSEEN for char in text):
        return ""
    return text


def shown(value: object) -> str:
    """`value` as it may be shown again in its box: what cannot be sent becomes a �."""
    return _CANNOT_BE_KEPT.sub("\N{REPLACEMENT CHARACTER}", "" if value is None else str(value))
