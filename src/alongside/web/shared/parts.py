"""The plain values from which `shared/macros.jinja` draws lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from alongside.web.shared.words import Words


@dataclass(frozen=True)
class Row:
    """A row of a summary list; `href` leads to the page on which it is changed."""

    key: Words
    value: Any
    href: str = ""
    change: Words = ""


@dataclass(frozen=True)
class TaskRow:
    """A row of a task list. What is `done` is written plainly, what is not stands out."""

    title: Words
    status: Words
    href: str = ""
    hint: Words = ""
    done: bool = False
