"""Hostile text in every field of a worry: never a fault of ours, never a script on a page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from alongside.domain.safety.models import Concern
from factories.safety import MONDAY, Team
from support import SHARED, needs_shared
from web.conftest import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ANSWERED = {200, 302, 400}  # 400: more than any form may send
FOLDER = SHARED / "data/security"


@pytest.fixture(autouse=True)
def team() -> Iterator[Team]:
    """An open service on a Monday at ten."""
    with time_machine.travel(MONDAY, tick=False):
        yield Team()


def _strings(step: int = 1) -> list[str]:
    found = list(json.loads((FOLDER / "extra_strings.json").read_text(encoding="utf-8")).values())
    found += json.loads((FOLDER / "blns.json").read_text(encoding="utf-8"))[::step]
    found.append("<script>alert(1)</script><img src=x onerror=alert(2)>")
    return [each for each in found if isinstance(each, str)]


def _sendable(text: str) -> str:
    """As a browser would send it: halves of characters do not come over the line."""
    return text.encode("utf-8", "replace").decode()


class _Reader(HTMLParser):
    """What a browser would run of a page: only our own files may be."""

    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Looks for scripts, handlers and addresses that run."""
        said = {name: value or "" for name, value in attrs}
        if tag == "script" and not said.get("src", "").startswith("/static/"):
            self.faults.append(tag)
        self.faults += [name for name in said if name.startswith("on")]
        link = said.get("href", "") or said.get("src", "")
        if link.strip().lower().startswith(("javascript:", "data:", "vbscript:")):
            self.faults.append(link)


def _safe(page: str) -> None:
    reader = _Reader()
    reader.feed(page)
    assert reader.faults == []


@needs_shared
def test_any_text_in_any_field_of_what_is_sent(team: Team) -> None:
    client = Client(raise_request_exception=False)
    lead = sign_in(Client(raise_request_exception=False), team.lead)
    for number, text in enumerate(map(_sendable, _strings(step=15))):
        said = {
            "key": str(uuid4()),
            "danger_now": text,
            "what_happened": text,
            "about": "other",
            "about_name": text,
            "may_contact": "on",
            "contact_by": "phone",
            "contact_at": "07700 900 982",
            "contact_name": text,
            "contact_safely": text,
            "kept_from": text,
        }
        # From many places: this is not about how often one of them may send.
        response = client.post("/worry/check/", said, REMOTE_ADDR=f"198.51.100.{number % 250}")
        assert response.status_code in ANSWERED, text[:60]
        _safe(response.content.decode())
    kept = Concern.objects.all()
    assert kept.count() > 10
    for concern in kept:
        page = lead.get(f"/worries/{concern.pk}/")
        assert page.status_code == 200
        _safe(page.content.decode())


@needs_shared
@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("/worry/", "danger_now"),
        ("/worry/what/", "what_happened"),
        ("/worry/about/", "about_name"),
        ("/worry/contact/", "contact_safely"),
        ("/worry/readers/", "kept_from"),
        ("/worry/check/", "contact_at"),
    ],
)
def test_any_text_in_any_question(address: str, field: str) -> None:
    client = Client(raise_request_exception=False)
    right = {"about": "other", "how": "no"}
    for text in map(_sendable, _strings(step=30)):
        response = client.post(address, right | {field: text}, follow=True)
        assert response.status_code in ANSWERED, text[:60]
        _safe(response.content.decode())


@needs_shared
def test_any_text_in_what_is_written_down(team: Team) -> None:
    client = Client()
    client.post("/worry/check/", {"key": str(uuid4()), "what_happened": "x", "about": "me"})
    concern = Concern.objects.get()
    lead = sign_in(Client(raise_request_exception=False), team.lead)
    for text in map(_sendable, _strings(step=30)):
        said = {"kind": "note", "words": text, "key": str(uuid4()), "look_again_on_day": text}
        response = lead.post(f"/worries/{concern.pk}/note/", said)
        assert response.status_code in ANSWERED, text[:60]
        said = {"lead_id": text, "deputy_id": text, "opens": text, "telephone": text}
        assert lead.post("/safety/", said).status_code in {400, 403}
    _safe(lead.get(f"/worries/{concern.pk}/").content.decode())
