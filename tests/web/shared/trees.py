"""HTML as a tree in which only what a browser sees counts."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = {"input", "br", "img", "path", "circle", "meta", "link", "hr"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root: list[Any] = []
        self.open: list[list[Any]] = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        seen = tuple(
            (name, tuple(sorted((value or "").split())) if name == "class" else value or "")
            for name, value in sorted(attrs)
        )
        children: list[Any] = []
        self.open[-1].append((tag, seen, children))
        if tag not in VOID:
            self.open.append(children)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text:
            self.open[-1].append(text)


def tree(html: str) -> list[Any]:
    """The tags, their attributes in any order, and the words between them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root
