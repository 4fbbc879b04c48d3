"""What every field of ours has: a hint, a look, and error sentences about its own subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.forms import Field
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from alongside.web.shared.words import Words


@dataclass(frozen=True)
class Look:
    """How a question looks. `heading` makes its label the page's only H1; `reveals` names the
    field, or fields, that an answer uncovers; `exclusive` the answer that goes with no other.

    Of a long list of boxes, those in `folded` stand behind the words `folded_under`, which are open
    as soon as one of them is ticked."""

    heading: bool = False
    size: str = ""
    width: int | None = None
    autocomplete: str = ""
    inputmode: str = ""
    spellcheck: bool | None = None
    prefix: Words = ""
    suffix: Words = ""
    rows: int = 5
    inline: bool = False
    small: bool = False
    exclusive: str = ""
    divider: Words = ""
    hints: Mapping[str, Words] = field(default_factory=dict)
    reveals: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    folded: frozenset[str] = frozenset()
    folded_under: Words = ""

    def revealed(self, answer: str) -> tuple[str, ...]:
        """The fields that an answer uncovers."""
        names = self.reveals.get(answer, ())
        return (names,) if isinstance(names, str) else names

    @property
    def inside(self) -> frozenset[str]:
        """Every field that stands inside an answer of this one."""
        return frozenset(name for answer in self.reveals for name in self.revealed(answer))


def sentence_start(words: Words) -> Words:
    """`words` with a capital, for the beginning of an error sentence."""
    text = str(words)
    return text[:1].upper() + text[1:]


class Question(Field):
    """Mixed into each field. `called` is the subject in error sentences ("a postcode")."""

    required_sentence: Words = _("Enter {called}")

    def __init__(
        self, *, hint: Words = "", called: Words = "", look: Look | None = None, **kwargs: Any
    ) -> None:
        given = kwargs.pop("error_messages", None) or {}
        kwargs.setdefault("help_text", hint)
        self.called: Words = called or _called(kwargs.get("label"))
        self.look = look or Look()
        required = format_lazy(self.required_sentence, called=self.called)
        super().__init__(error_messages={"required": required, **given}, **kwargs)

    def sentence(self, words: Words, **values: Any) -> str:
        """An error sentence about this question; `{Called}` begins with a capital."""
        return str(words).format(called=self.called, Called=sentence_start(self.called), **values)


def _called(label: Words | None) -> Words:
    text = str(label or "")
    if not text or text.endswith("?"):
        return _("an answer")
    first = text.split()[0]
    if first == "I" or first[1:] != first[1:].lower():
        return text
    return text[:1].lower() + text[1:]
