"""Meetings that come round again: their dates, and the words for them."""

from __future__ import annotations

from alongside.engines.recurrence._series import DAYS, Series, next_dates, occurrences
from alongside.engines.recurrence._words import clock_words, describe

__all__ = ["DAYS", "Series", "clock_words", "describe", "next_dates", "occurrences"]
