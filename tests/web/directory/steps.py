"""What the tests of the listing pages do, in one line each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.test import Client

from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import Actor

SIX = {
    "modes": {"modes": ["in_person"]},
    "summary": {"summary": "People with type 1 diabetes talk over a cup of tea."},
    "welcome": {"conditions": ["type-1-diabetes"]},
    "contact": {"phone": "01632 960001"},
}
PLACE = {"town": "Worcester", "postcode": "WR1 2AB"}
MEETING = {"repeats": "week", "byday": ["TU"], "opens_at": "6pm"}


def actor(client: Client) -> Actor:
    """Who is signed in at the client."""
    person = client.person  # type: ignore[attr-defined]
    return people.actor_for_user(person.user_id, second_factor=True, at=clock.now())


def key(home: str) -> UUID:
    """The listing whose task list stands at `home`."""
    return UUID(home.split("/")[2])


def draft(client: Client, home: str) -> directory.DraftRecord:
    """The draft behind a task list."""
    return directory.draft(key(home), actor=actor(client))


def started(client: Client, name: str = "Tuesday Circle") -> str:
    """A new listing; the address of its task list."""
    answer = client.post("/listings/new/", {"name": name})
    assert answer.status_code == 302, answer.content.decode()
    return "/listings/" + answer["Location"].split("/")[2] + "/"


def send(client: Client, address: str, home: str, **answers: Any) -> Any:
    """Answers a page with the edition that stands."""
    return client.post(address, answers | {"edition": draft(client, home).edition})


def filled(client: Client, name: str = "Tuesday Circle") -> str:
    """A listing with the six answers that are required; the address of its task list."""
    home = started(client, name)
    for page, answers in SIX.items():
        assert send(client, f"{home}questions/{page}/", home, **answers).status_code == 302
    assert send(client, f"{home}places/new/", home, **PLACE).status_code == 302
    assert send(client, f"{home}meetings/new/", home, **MEETING).status_code == 302
    return home


def sent(client: Client, name: str = "Tuesday Circle") -> str:
    """A listing that waits to be checked."""
    home = filled(client, name)
    assert send(client, f"{home}answers/", home)["Location"] == f"{home}sent/"
    return home


def published(client: Client, checker: Client, name: str = "Tuesday Circle") -> str:
    """A listing that is public."""
    home = sent(client, name)
    assert send(checker, f"{home}check/", home)["Location"] == "/listings/to-check/"
    return home


def text(answer: Any) -> str:
    """The page, with its apostrophes as they are read."""
    return str(answer.content.decode()).replace("&#39;", "'").replace("&#34;", '"')
