"""English words for the names in reasons, made from the names themselves."""

from __future__ import annotations

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
