"""What a browser would send of a page's form, if somebody pressed its button at once."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    """Reads the fields of every form that is posted to the page's own address."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._reads = False
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._reads = said.get("method") == "post" and "action" not in said
        elif not self._reads:
            return
        elif tag == "input" and said.get("name"):
            ticks = said.get("type") in ("radio", "checkbox")
            if not ticks or "checked" in said:
                self._add(said["name"], said.get("value", "on" if ticks else ""))
        elif tag == "select":
            self._select = said["name"]
        elif tag == "option" and "selected" in said:
            self._add(self._select, said["value"])
        elif tag == "textarea":
            self._area = said["name"]
            self._add(self._area, "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._reads = False
        elif tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.sent[self._area][-1] += data.strip()

    def _add(self, name: str, value: str) -> None:
        self.sent.setdefault(name, []).append(value)


def as_sent(page: Any, status: int = 200) -> dict[str, list[str]]:
    """The fields of a page's own form, by name, as they stand."""
    assert page.status_code == status
    reader = _Fields()
    reader.feed(page.content.decode())
    reader.close()
    assert reader.sent
    return reader.sent
