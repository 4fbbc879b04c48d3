"""What a reply means. Nothing is guessed: what is not a known word goes to a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from alongside.engines.texts import plain_ascii_digits

STOP, START, HELP, UNKNOWN = "stop", "start", "help", "unknown"
_LONGEST = 1_600
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Words:
    """The words of one language, folded: a word to its meaning."""

    meanings: Mapping[str, str]


def words_of(content: Mapping[str, object]) -> Words:
    """The words of one file of `data/replies`."""
    meanings: dict[str, str] = {}
    numbers = content["numbers"]
    if isinstance(numbers, Mapping):
        for number, words in numbers.items():
            meanings |= {folded(word): number for word in words}
    # What ends texts wins over every other meaning of the same word.
    for kind in (HELP, START, STOP):
        words = content[kind]
        if isinstance(words, Iterable):
            meanings |= {folded(str(word)): kind for word in words}
    return Words(meanings)


def folded(text: str) -> str:
    """Comparable words: case, signs, blanks, accents and scripts of digits are let go."""
    apart = unicodedata.normalize("NFKD", plain_ascii_digits(text[:_LONGEST]).casefold())
    kept = (letter for letter in apart if unicodedata.category(letter) not in {"Mn", "Cf"})
    letters = "".join(kept).replace("'", "").replace("\u2019", "")
    return _NO_WORD.sub(" ", letters).strip()


def meaning_of(text: str, languages: Iterable[Words]) -> str:
    """stop, start, help, a number from 1 to 9, or unknown.

    The whole reply must be the word, but a reply that begins with STOP ends texts whatever follows:
    who means it must not have to find the exact form."""
    word = folded(text)
    known = list(languages)
    for words in known:
        if word in words.meanings:
            return words.meanings[word]
    if re.fullmatch(r"[1-9]", word):
        return word
    first = word.split(" ", 1)[0]
    if any(words.meanings.get(first) == STOP and first == "stop" for words in known):
        return STOP
    return UNKNOWN
