"""Words in a text, whatever their case, width or script of digits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


def first_word_of(text: str, words: Iterable[str]) -> str:
    """The first of `words` (each may be several words long) that stands in `text`, or "".

    Case, accents' encoding and the kind of blank or hyphen between words make no difference; a word
    inside another, such as *pain* in *painting*, does not count."""
    folded = _fold(text)
    found = [
        (match.start(), word)
        for word in words
        if (match := _pattern(word).search(folded)) is not None
    ]
    return min(found)[1] if found else ""


def plain_ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script written as 0 to 9."""
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text
    )


@lru_cache(maxsize=4_096)
def _pattern(word: str) -> re.Pattern[str]:
    inner = r"[\W_]+".join(re.escape(part) for part in re.split(r"[\W_]+", _fold(word)) if part)
    return re.compile(rf"(?<!\w){inner}(?!\w)" if inner else r"(?!)")


def _fold(text: str) -> str:
    """Comparable letters: compatibility forms undone, invisible marks dropped, case folded."""
    visible = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", "".join(visible)).casefold()
