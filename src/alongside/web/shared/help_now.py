"""Where to turn at once: read from a file when the process starts, never from the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parents[2] / "data" / "seek_help" / "help_now.yaml"


@dataclass(frozen=True)
class Contact:
    """A service to turn to: how to reach it, and when it answers."""

    id: str
    name: str
    what: str
    number: str = ""
    dial: str = ""
    text_to: str = ""
    website: str = ""
    hours: str = ""


@dataclass(frozen=True)
class CareCard:
    """What to do, and when: a card of the design system. `contacts` are whom to reach."""

    heading: str
    when: tuple[str, ...]
    then: str
    contacts: tuple[Contact, ...]


@dataclass(frozen=True)
class HelpNow:
    """The whole page, by how soon help is needed, and who reviewed it, if anybody did."""

    emergency: CareCard
    urgent: CareCard
    non_urgent: CareCard
    listening: tuple[Contact, ...]
    condition: tuple[Contact, ...]
    not_reviewed: str
    reviewed_by: str
    reviewed_on: date | None
    review_by: date | None

    @property
    def shortest(self) -> tuple[Contact, ...]:
        """Whom to reach at once: what every error page carries."""
        return self.emergency.contacts + self.urgent.contacts + self.listening

    def reviewed(self, today: date) -> bool:
        """Whether somebody clinical stands for these words today."""
        return self.review_by is not None and today <= self.review_by


@lru_cache(maxsize=1)
def help_now() -> HelpNow:
    """The contacts of `data/seek_help/help_now.yaml`."""
    return read_help(FILE)


def read_help(file: Path) -> HelpNow:
    """The page of a file that is as its schema says."""
    content = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)  # noqa: S506 - the safe one
    return HelpNow(
        emergency=_card(content["emergency"]),
        urgent=_card(content["urgent"]),
        non_urgent=_card(content["non_urgent"]),
        listening=_contacts(content["listening"]),
        condition=_contacts(content["condition"]),
        not_reviewed=content["not_reviewed"],
        reviewed_by=content["reviewed_by"] or "",
        reviewed_on=_day(content["reviewed_on"]),
        review_by=_day(content["review_by"]),
    )


def _day(said: Any) -> date | None:
    """A day, which YAML reads as such or, in quotation marks, as text."""
    return date.fromisoformat(str(said)) if said else None


def _card(said: Mapping[str, Any]) -> CareCard:
    contacts = _contacts(said.get("contacts", ()))
    return CareCard(said["heading"], tuple(said["when"]), said["then"], contacts)


def _contacts(said: Any) -> tuple[Contact, ...]:
    return tuple(Contact(**contact) for contact in said)
