"""From records to what the pages of messages show."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.public import Channel
from alongside.foundation import clock
from alongside.web.shared.hours import moment_words
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

DONE: dict[str, Words] = {
    "settled": gettext_lazy("That is done"),
    "tried": gettext_lazy("It goes out again as soon as it may"),
    "posted": gettext_lazy("That letter is posted"),
    "read": gettext_lazy("That answer is read"),
    "saved": gettext_lazy("It is written down"),
    "answered": gettext_lazy("The answer was sent, as if from that telephone"),
}
CHANNELS: dict[str, Words] = {
    Channel.TEXT: gettext_lazy("Text"),
    Channel.EMAIL: gettext_lazy("Email"),
    Channel.LETTER: gettext_lazy("Letter"),
    Channel.PHONE: gettext_lazy("Telephone call"),
}
_STATES: dict[str, Words] = {
    "queued": gettext_lazy("Waits until it may go out"),
    "sending": gettext_lazy("Being sent"),
    "sent": gettext_lazy("Sent"),
    "delivered": gettext_lazy("Arrived"),
    "cannot_send": gettext_lazy("Could not be sent"),
    "dead": gettext_lazy("Given up"),
    "settled": gettext_lazy("A coordinator dealt with it"),
    "cancelled": gettext_lazy("Taken back"),
}
_COLOURS = {"cannot_send": "red", "dead": "red", "queued": "yellow", "sending": "yellow"}
# Only what we wrote ourselves: a whole address, or one of a page of ours.
_LINK = re.compile(r"https?://[^\s<>\"']+")


@dataclass(frozen=True)
class UnsentRow:
    """A message that a person must deal with, in words."""

    id: UUID
    name: str
    needs: tuple[str, ...]
    purpose: str
    why: str
    since: str
    gave_up: bool
    ring: str
    dial: str
    leave_message: bool
    words: str
    person: str
    asked: str
    record: str


def _needs_of(person_id: UUID | None) -> str:
    return reverse("messaging:needs", args=[person_id]) if person_id else ""


def unsent(row: messaging.CannotSendRow) -> UnsentRow:
    """The row in words; `person`, `record` and `asked` lead on to what belongs to it."""
    asked = row.cause_type == "signposting.request"
    return UnsentRow(
        id=row.message_id,
        name=row.name or _("Somebody whose name we do not have"),
        needs=row.needs,
        purpose=row.purpose,
        why=row.why,
        since=moment_words(row.since),
        gave_up=row.state == "dead",
        ring=row.ring,
        dial=re.sub(r"[^0-9+]", "", row.ring),
        leave_message=row.may_leave_message,
        words=row.words,
        person="" if row.restricted else _needs_of(row.person_id),
        record=f"/people/{row.person_id}/record/" if row.restricted else "",
        asked=f"/requests/{row.cause_id}/" if asked else "",
    )


def facts(row: messaging.CannotSendRow) -> list[Row]:
    """What a coordinator has to know before they ring or write."""
    rows = [
        Row(_("What it is about"), row.purpose),
        Row(_("Why it was not sent"), row.why),
        Row(_("Waiting since"), moment_words(row.since)),
    ]
    if row.needs:
        rows.insert(0, Row(_("They need"), _(", ").join(row.needs)))
    return rows


@dataclass(frozen=True)
class Sheet:
    """One letter on paper."""

    id: UUID
    address: tuple[str, ...]
    body: str
    large: bool
    since: str
    day: str
    language: str = "en"


def letter(row: messaging.LetterRow) -> Sheet:
    """A letter that waits."""
    return Sheet(
        id=row.message_id,
        address=row.address,
        body=row.body,
        large=row.large,
        since=moment_words(row.since),
        day=date_format(clock.in_london(row.since), "j F Y"),
        language=row.language,
    )


def letter_of(row: messaging.CannotSendRow, at: datetime) -> Sheet:
    """What could not be sent, on paper, to be handed over or put into an envelope by hand."""
    return Sheet(
        id=row.message_id,
        address=(row.name,) if row.name else (),
        body=row.words,
        large=True,
        since="",
        day=date_format(clock.in_london(at), "j F Y"),
    )


def answer(row: messaging.ReplyRow) -> dict[str, Any]:
    """A text that somebody sent."""
    meaning = {
        "stop": _("They want no more texts. That is already so; nothing is left to send."),
        "help": _("They asked for help, and were told where to turn. Ring if you can."),
    }.get(row.meaning, "")
    return {
        "id": row.reply_id,
        "name": row.name or _("A number that we do not know"),
        "text": row.text,
        "meaning": meaning,
        "about": row.about,
        "at": moment_words(row.at),
        "person": reverse("messaging:needs", args=[row.person_id]) if row.person_id else "",
    }


@dataclass(frozen=True)
class Sent:
    """A message of the demo's outbox, as its person gets it."""

    id: UUID
    channel: str
    channel_words: Words
    to: str
    address: str
    sender: str
    subject: str
    body: Markup
    parts: str
    state: Words
    colour: str
    when: str
    why: str
    language: str
    wiped: bool
    may_answer: bool


def sent(row: messaging.OutboxRow) -> Sent:
    """The row as it is shown. Links in it work."""
    return Sent(
        id=row.message_id,
        channel=row.channel,
        channel_words=CHANNELS.get(row.channel, _("Not sent")),
        to=row.to,
        address=row.address,
        sender=row.sender,
        subject=row.subject,
        body=with_links(row.body),
        parts=_parts(row),
        state=_STATES[row.state],
        colour=_COLOURS.get(row.state, ""),
        when=_when(row),
        why=row.why,
        language=row.language or "en",
        wiped=row.state in {"delivered", "settled", "cancelled"},
        may_answer=row.channel == Channel.TEXT and row.sent_at is not None and bool(row.address),
    )


def _parts(row: messaging.OutboxRow) -> str:
    if row.channel != Channel.TEXT or not row.body:
        return ""
    counted = ngettext("%(count)d part", "%(count)d parts", row.parts) % {"count": row.parts}
    letters = ngettext("%(count)d letter", "%(count)d letters", len(row.body))
    return _("%(letters)s, %(parts)s") % {
        "letters": letters % {"count": len(row.body)},
        "parts": counted,
    }


def _when(row: messaging.OutboxRow) -> str:
    if row.sent_at is not None:
        return moment_words(row.sent_at)
    if row.state in {"queued", "sending"}:
        return _("not before %(time)s") % {"time": moment_words(row.due_at)}
    return moment_words(row.created_at)


def _from_here(address: str) -> str:
    """A page of ours as it is reached from this one, whatever this machine is called elsewhere and
    by whichever port it was served when the message was written."""
    own = {*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_ADDRESS).hostname}
    try:
        parts = urlsplit(address)
    except ValueError:  # somebody wrote what only begins like an address
        return address
    if parts.hostname not in own and f"[{parts.hostname}]" not in own:
        return address
    path = parts.path or "/"
    return f"{path}?{parts.query}" if parts.query else path


def with_links(text: str) -> Markup:
    """The text, escaped, with the addresses in it as links."""
    made, after = Markup(), 0
    for found in _LINK.finditer(text):
        address = found[0].rstrip(".,;:!?)")
        href = _from_here(address)
        made += conditional_escape(text[after : found.start()])
        made += Markup('<a href="{}">{}</a>').format(href, address)
        after = found.start() + len(address)
    return made + Markup(conditional_escape(text[after:]))  # noqa: S704 - escaped here
