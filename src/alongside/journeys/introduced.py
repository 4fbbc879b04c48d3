"""Whom somebody introduced at work: how each stands in every app, and what they were told of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor, system
from alongside.foundation.paging import Page
from alongside.journeys import looking

_OWN_WORK = system("introduced")


@dataclass(frozen=True)
class Written:
    """One introduction for whoever wrote it. `story` is what happened and when they were told of
    it, the oldest first; empty where the person does not want it told."""

    record: referrals.WrittenRecord
    story: tuple[referrals.StoryLine, ...]


def made(*, actor: Actor, at: datetime, page: int = 1) -> Page[referrals.MadeRow]:
    """As looking.made_referrals; of each with whether the person waits for a mentor."""
    found = looking.made_referrals(actor=actor, at=at, page=page)
    return replace(found, rows=_waiting(found.rows))


def written(referral_id: UUID, *, actor: Actor, at: datetime) -> Written:
    """As looking.written, with what happened since. A constant number of queries."""
    found = looking.written(referral_id, actor=actor, at=at)
    (row,) = _waiting([found.row])
    if not found.story:
        return Written(replace(found, row=row), ())
    told = [
        referrals.StoryLine(one.at, _words_of(one), "")
        for one in messaging.messages_of("referrals.referral", referral_id)
        if one.person_id == actor.person_id and one.went
    ]
    story = sorted([*found.story, *told], key=lambda line: line.at)
    return Written(replace(found, row=row), tuple(story))


def _words_of(one: messaging.MessageAbout) -> str:
    return {
        "referral_contacted": _("We told you that we had reached them"),
        "referral_attended": _("We told you that they came"),
        "referral_declined": _("We told you that it is not possible"),
        "referral_outcome": _("We told you how it ended"),
    }.get(one.template, _("We wrote to you: %(what)s") % {"what": one.label})


def _waiting(rows: Iterable[referrals.MadeRow]) -> tuple[referrals.MadeRow, ...]:
    """The rows, each with whether the person waits for a mentor, or for another."""
    rows = tuple(rows)
    episodes = [row.episode_id for row in rows if row.episode_id is not None]
    waits = mentoring.waiting_for_mentor(episodes, actor=_OWN_WORK) if episodes else {}
    words = {None: "", False: "mentor", True: "another"}
    return tuple(
        replace(row, waits_for=words[waits.get(row.episode_id) if row.episode_id else None])
        for row in rows
    )
