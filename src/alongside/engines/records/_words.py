"""English words for names and distances in reasons."""

from __future__ import annotations

from collections.abc import Mapping

Labels = Mapping[str, str]
"""Words for names, by kind and name: ``{"time:tue_evening": "Tuesday evenings"}``. The kinds are
time, language, access, interest, condition, treatment and topic; a name without a label is put in
plain English."""

NO_LABELS: Labels = {}

_NAMED = 2  # names told in one reason before "and 3 more"
_STEPS_A_MILE = 16.09344

_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
_LANGUAGES = {
    "ar": "Arabic",
    "bfi": "British Sign Language",
    "bn": "Bengali",
    "bsl": "British Sign Language",
    "cy": "Welsh",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "ga": "Irish",
    "gd": "Scottish Gaelic",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "ku": "Kurdish",
    "lt": "Lithuanian",
    "ne": "Nepali",
    "pa": "Punjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "so": "Somali",
    "ta": "Tamil",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yue": "Cantonese",
    "zh": "Chinese",
}
_ACCESS = {"step_free": "step-free"}


def plain(kind: str, name: str) -> str:
    """A name in words: "tue_evening" is "Tuesday evenings", "hearing_loop" "hearing loop"."""
    if kind == "time":
        day, _, part = name.partition("_")
        if day in _DAYS and part:
            return f"{_DAYS[day]} {part.replace('_', ' ')}s"
        return name.replace("_", " ")
    if kind == "language":
        return _LANGUAGES.get(name, name)
    if kind == "access":
        return _ACCESS.get(name, name.replace("_", " "))
    return name.replace("_", " ")


def named(kind: str, names: tuple[str, ...], labels: Labels = NO_LABELS) -> str:
    """The names of one kind in words: two of them, then "and 3 more"."""
    words = [labels.get(f"{kind}:{name}") or plain(kind, name) for name in names]
    more = len(words) - _NAMED
    if more > 0:
        return f"{', '.join(words[:_NAMED])} and {more} more"
    return " and ".join(words)


def miles_away(steps: int) -> str:
    """A distance in whole hundreds of metres as people say it: "1.1 miles away"."""
    miles = steps / _STEPS_A_MILE
    if miles < 0.1:
        return "Less than 0.1 miles away"
    if miles >= 9.95:
        return f"{miles:.0f} miles away"
    told = f"{miles:.1f}".removesuffix(".0")
    return "1 mile away" if told == "1" else f"{told} miles away"
