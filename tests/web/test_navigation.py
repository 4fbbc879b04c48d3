"""Every link that stands around a page leads somewhere, for whoever is shown it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from django.test import Client

from alongside.domain.people import public as people
from factories.catalogue import fill

# What is signed in: nobody, somebody without a role, and every role; a reviewer checks listings.
ACTORS = ["visitor", "person", "reviewer", *(role.value for role in people.Role)]
# Pages with a layout of their own kind: finding, a signed-in page, fixed words, and an error.
PAGES = ["/", "/people/me/", "/help-now/", "/no-such-page/"]


class Around(HTMLParser):
    """The addresses that a page links to outside its main part."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self._in_main = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keeps where a link leads."""
        href = dict(attrs).get("href") or ""
        self._in_main = self._in_main or tag == "main"
        if tag == "a" and not self._in_main and not href.startswith("#"):
            self.links.append(href)

    def handle_endtag(self, tag: str) -> None:
        """Sees where the main part ends."""
        self._in_main = self._in_main and tag != "main"


def _client(actor: str, as_role: Callable[..., Client]) -> Client:
    if actor == "visitor":
        return Client()
    if actor == "reviewer":
        return as_role("guidance_editor", checks_listings=True)
    return as_role(actor)


def _around(client: Client, address: str) -> list[str]:
    page = Around()
    page.feed(client.get(address, follow=True).content.decode())
    return page.links


@pytest.mark.parametrize("kind", ["service", "demo_service"])
@pytest.mark.parametrize("actor", ACTORS)
def test_every_link_of_the_layout_answers(
    actor: str, kind: str, request: pytest.FixtureRequest, as_role: Callable[..., Client]
) -> None:
    request.getfixturevalue(kind)
    if actor in ("referrer", "coordinator"):  # their pages count working days and show words
        fill()
    client = _client(actor, as_role)
    links = {link for page in PAGES for link in _around(client, page)}
    # The way out of *Exit this page*, which leads to another site and signs out.
    links.discard("/leave/")

    answers = {link: client.get(link, follow=True) for link in sorted(links)}

    assert {"/help-now/", "/about/", "/privacy/", "/cookies/", "/accessibility/"} <= links
    assert {link: answer.status_code for link, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    assert not [link for link, answer in answers.items() if answer.redirect_chain]


@pytest.mark.parametrize("address", PAGES)
def test_the_first_link_after_the_skip_link_leads_to_help(
    address: str, demo_service: people.ServiceRecord
) -> None:
    page = Client().get(address, follow=True).content.decode()

    assert re.findall(r'<a [^>]*href="([^"]*)"', page)[:2] == ["#maincontent", "/help-now/"]
