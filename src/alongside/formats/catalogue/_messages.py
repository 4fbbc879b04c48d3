"""What must hold for the words of messages: they fit, their gaps are known, and they name nothing.

A text is counted with every gap at its longest and with the longest signature that it can get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from alongside.engines.texts import first_word_of, size

SIGNATURE_LONGEST = 25
# https:// and the host name of a service, for links that name their page alone.
ADDRESS_LONGEST = 30
_GAP = re.compile(r"\{([a-z_]*)\}")
_NAMED = {"text": "text_named", "email": "email_named", "letter": "letter_named"}
_ANY_HOUR = frozenset({"staff", "address", "number"})
Fault = tuple[str, str]


class Read(Protocol):
    """A file that was read: enough of an entry for this check."""

    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def id(self) -> str: ...  # noqa: D102
    @property
    def content(self) -> Mapping[str, Any]: ...  # noqa: D102


def words_of_condition(content: Mapping[str, Any]) -> tuple[str, ...]:
    """Every word by which one condition is known: its label, what else people call it, and what it
    is grouped under, such as diabetes."""
    group = (content["group"],) if content["group"] else ()
    return (content["label"], *content["also"], *group)


def condition_words(found: Iterable[Read]) -> tuple[str, ...]:
    """Every word by which any condition is known."""
    kinds = (entry.content for entry in found if entry.kind == "condition")
    return tuple(dict.fromkeys(word for content in kinds for word in words_of_condition(content)))


def message_faults(
    message: Mapping[str, Any], common: Mapping[str, Mapping[str, Any]], conditions: Sequence[str]
) -> Iterator[Fault]:
    """(field, what is wrong) of one message.

    `common` holds the words that all messages of a language share, by language."""
    if message.get("any_hour") and not set(message["to"]) <= _ANY_HOUR:
        yield "any_hour", "only for staff, sign-in and answers at once: people have quiet hours"
    if message.get("asks") and "text" not in message["channels"]:
        yield "asks", "an answer by number needs a text"
    for language, wording in message["texts"].items():
        if language not in common:
            yield f"texts.{language}", "there are no message_words of this language"
            continue
        for field, problem in _faults_of_wording(message, wording, common[language], conditions):
            yield f"texts.{language}.{field}", problem


def _faults_of_wording(
    message: Mapping[str, Any],
    wording: Mapping[str, Any],
    common: Mapping[str, Any],
    conditions: Sequence[str],
) -> Iterator[Fault]:
    needed = [*message["channels"], *(("subject",) if "email" in message["channels"] else ())]
    for field in needed:
        if field not in wording:
            yield field, "is missing, and the message has this channel"
    for field, words in _each(wording):
        yield from ((field, problem) for problem in _gap_faults(message, field, words))
        named = first_word_of(words, conditions)
        if named:
            yield field, f"names a condition: “{named}”"
        if field.rsplit(".", 1)[-1] in {"text", "text_named"}:
            yield from ((field, problem) for problem in _too_long(message, words, common))


def _each(wording: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field, words in wording.items():
        if field == "easy_read":
            yield from ((f"easy_read.{inner}", each) for inner, each in words.items())
        else:
            yield field, words


def _gap_faults(message: Mapping[str, Any], field: str, words: str) -> Iterator[str]:
    gaps = message["variables"]
    for name in _GAP.findall(words):
        if name not in gaps:
            yield f"has the gap {{{name}}}, which is no variable"
        elif gaps[name]["kind"] == "names" and field not in _NAMED.values():
            yield f"names a group or organisation in {{{name}}}: only the named words may"
        elif gaps[name]["kind"] in {"name", "link"} and field == "subject":
            yield f"{{{name}}} stands in a subject, which anybody may see"
    if set("{}") & set(_GAP.sub("", words)):
        yield "has a brace that is no gap"


def _too_long(message: Mapping[str, Any], words: str, common: Mapping[str, Any]) -> Iterator[str]:
    filled = _GAP.sub(lambda gap: _longest(message["variables"].get(gap[1]), common), words)
    signature = max(
        common["neutral"],
        common["signed"].replace("{name}", "n" * SIGNATURE_LONGEST),
        key=lambda signed: size(f"{filled}\n{signed}").units,
    )
    found = size(f"{filled}\n{signature}")
    if not found.fits_one:
        most = 160 if found.alphabet == "GSM" else 70
        yield f"is {found.units} units long with all its gaps ({found.alphabet}: {most} at most)"


def _longest(gap: Mapping[str, Any] | None, common: Mapping[str, Any]) -> str:
    if gap is None:
        return ""
    if gap["kind"] in {"day", "moment"}:
        day, month = (max(common[name], key=_width) for name in ("days_short", "months_short"))
        clock = ", 10:30pm" if common["clock"] == "12" else ", 22:30"
        return f"{day} 30 {month}{clock if gap['kind'] == 'moment' else ''}"
    if gap["kind"] == "link" and "at" in gap:
        return "n" * (ADDRESS_LONGEST + len(gap["at"]) - 2 + gap["longest"])
    return "n" * int(gap["longest"])


def _width(word: str) -> tuple[str, int]:
    found = size(word)
    return found.alphabet, found.units
