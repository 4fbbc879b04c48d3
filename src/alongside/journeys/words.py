"""What the parts of a person's copy are called."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from alongside.foundation.clock import in_london

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?([+-]\d\d:\d\d|Z)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def app_label(app: str) -> str:
    """What an app's part is called; an app without a name of its own by the app's name."""
    labels = {
        "people": _("You and your account"),
        "directory": _("Groups that you list"),
        "interop": _("Files that you brought in"),
        "messaging": _("Messages, and how we may reach you"),
        "signposting": _("What you asked groups"),
        "training": _("Your training"),
        "referrals": _("What was written when you were introduced"),
        "outcomes": _("Questions that we asked you, and your answers"),
        "safety": _("Worries that you told us"),
        "audit": _("What we noted that you did"),
    }
    return labels.get(app) or name_of(app)


def left_out_words(app: str) -> str:
    """Why an app's part is not here, and how the person gets it."""
    return _(
        "“%(part)s” is not in this copy, to keep it from others. Ask us, and we find a safe way."
    ) % {"part": app_label(app)}


def name_of(key: str) -> str:
    """The name of a table or column in plain words: "given_at" as "Given at"."""
    return key.replace("_", " ").replace("-", " ").capitalize()


def filled(value: Any) -> bool:
    """Whether there is anything to say."""
    return value is not None and value not in ("", [], {})


def value_of(value: Any) -> str:
    """A plain value in words; moments in London's time, nothing as a dash."""
    if not filled(value):
        return "–"
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dict):
        return "\n".join(f"{name_of(str(key))}: {value_of(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(value_of(each) for each in value)
    text = str(value)
    if _MOMENT.fullmatch(text):
        return f"{in_london(datetime.fromisoformat(text)):%d/%m/%Y, %H:%M}"
    if _DAY.fullmatch(text):
        return f"{date.fromisoformat(text):%d/%m/%Y}"
    return text
