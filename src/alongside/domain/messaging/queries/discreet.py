"""Whether words name a condition."""

from __future__ import annotations

import re

from alongside.domain.messaging.templates import library
from alongside.engines.texts import first_word_of


def condition_in(words: str) -> str:
    """The condition that the words name, or "". In an address each part counts as a word."""
    return first_word_of(re.sub(r"[^\w]+", " ", words), library().conditions)
