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
    words, folded = tuple(words), _fold(text)
    # One look for all of them first: nearly every text holds none.
    if _any_of(words).search(folded) is None:
        return ""
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
    return _compiled([_inner(word)])


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return _compiled([_inner(word) for word in words])


def _compiled(inners: list[str]) -> re.Pattern[str]:
    given = "|".join(inner for inner in inners if inner)
    return re.compile(rf"(?<!\w)(?:{given})(?!\w)" if given else r"(?!)")


def _inner(word: str) -> str:
    parts = (re.escape(part) for part in re.split(r"[\W_]+", _fold(word)) if part)
    return r"[\W_]+".join(parts)


def _fold(text: str) -> str:
    """Comparable letters: compatibility forms undone, invisible marks dropped, case folded."""
    if text.isascii():
        return text.casefold()
    visible = (letter for letter in text if unicodedata.category(letter) != "Cf")
    return unicodedata.normalize("NFKC", "".join(visible)).casefold()
