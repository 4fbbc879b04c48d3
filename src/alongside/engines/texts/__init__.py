"""Texts to mobile phones: how many parts one costs, and which words of a list it holds."""

from __future__ import annotations

from alongside.engines.texts._segments import Size, is_gsm, size
from alongside.engines.texts._words import first_word_of, plain_ascii_digits

__all__ = ["Size", "first_word_of", "is_gsm", "plain_ascii_digits", "size"]
