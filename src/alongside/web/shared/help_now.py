"""Where to turn at once: read from a file when the process starts, never from the database."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

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
class HelpNow:
    """The whole page: contacts by how soon they are needed, and what the page does not claim."""

    review: str
    emergency: tuple[Contact, ...]
    urgent: tuple[Contact, ...]
    listening: tuple[Contact, ...]
    condition: tuple[Contact, ...]


@lru_cache(maxsize=1)
def help_now() -> HelpNow:
    """The contacts of `data/seek_help/help_now.yaml`."""
    content = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    groups = {
        group: tuple(Contact(**contact) for contact in content[group])
        for group in ("emergency", "urgent", "listening", "condition")
    }
    return HelpNow(review=content["review"], **groups)
