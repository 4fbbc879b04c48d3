"""Requests to join that are ready to be sent: what a browser holds when *Send* is pressed.

Each is made by the pages themselves, so that what is measured, or killed, is what people do."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlencode

_ID = re.compile(r"/groups/([0-9a-f-]{36})/")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_KEY = re.compile(r'name="key" value="([0-9a-f]{32})"')
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Ready:
    """One *Send*: the cookies, the address and the form. `key` makes it one request for ever."""

    cookies: str
    path: str
    body: str
    key: str


class Visitor:
    """A connection to the service. Raises RuntimeError where a page is not what it was."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def ask(
        self, method: str, path: str, *, cookies: str = "", body: str = ""
    ) -> tuple[int, dict[str, str], str]:
        """Status, headers (with every cookie that was set, by its name) and text of an answer."""
        headers = {"Cookie": cookies} | ({"Content-Type": _FORM} if body else {})
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        told = {name.lower(): value for name, value in answer.getheaders()}
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            told[f"cookie:{name}"] = value
        return answer.status, told, text

    def groups(self, near: str) -> list[str]:
        """The ids of the groups that are found near a place."""
        _, _, page = self.ask("GET", f"/find/results?near={near}")
        return list(dict.fromkeys(_ID.findall(page)))

    def close(self) -> None:
        """Ends the connection."""
        self._connection.close()


def ready(visitor: Visitor, groups: list[str], *, first: int = 0) -> Iterator[Ready]:
    """Without end: another person, with a number of their own, ready to ask one of the groups."""
    _, told, page = visitor.ask("GET", f"/groups/{groups[0]}/ask/")
    forged, token = told["cookie:alongside_csrf"], _found(_TOKEN, page)
    for number, group in enumerate(cycle(groups), start=first):
        answers = {
            "csrfmiddlewaretoken": token,
            "name": f"Bench {number}",
            **_reach(number),
            "signed_as": "neutral",
            "may_name": "no",
        }
        cookies = f"alongside_csrf={forged}"
        status, told, page = visitor.ask(
            "POST", f"/groups/{group}/ask/", cookies=cookies, body=urlencode(answers)
        )
        if status != 302:
            raise RuntimeError(f"the first page of asking answered {status}")
        cookies += f"; alongside_form={told['cookie:alongside_form']}"
        _, _, page = visitor.ask("GET", f"/groups/{group}/ask/check/", cookies=cookies)
        key = _found(_KEY, page)
        body = urlencode({"csrfmiddlewaretoken": token, "key": key})
        yield Ready(cookies, f"/groups/{group}/ask/check/", body, key)


def _reach(number: int) -> dict[str, str]:
    """Every other person by text, to one of the thousand numbers that are nobody's."""
    if number % 2:
        return {"channel": "email", "email": f"bench-{number}@example.org"}
    return {"channel": "text", "text": f"07700 900{number % 1_000:03d}"}


def _found(pattern: re.Pattern[str], page: str) -> str:
    found = pattern.search(page)
    if found is None:
        raise RuntimeError("a page of asking is not what it was")
    return found[1]
