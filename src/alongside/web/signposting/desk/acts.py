"""What a coordinator can do about a request: each a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import Actor
from alongside.web.shared.listing_words import listed
from alongside.web.shared.words import Words
from alongside.web.signposting.desk.forms import (
    AnotherDayForm,
    NewLinkForm,
    NoQuestions,
    OfferForm,
    RangForm,
    ToldForm,
)

# Takes the request, what the form said, who does it and when; gives the key of what was done where
# it is not the act's own.
Do = Callable[[UUID, dict[str, Any], Actor, datetime], str | None]


@dataclass(frozen=True)
class Deed:
    """A page with one form: what it is called, what its button says, and what it does. `event` is
    the word of `RequestRecord.events` that allows it."""

    event: str
    title: Words
    button: Words
    do: Do
    form: type[Any] = NoQuestions
    intro: Words = ""
    rings_group: bool = False
    careful: bool = False
    empty: Words = ""  # said in the form's place where nothing can be chosen


def _rang(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.rang_group(request_id, **said, actor=actor, at=at)


def _offer(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.offer_next(request_id, **said, actor=actor, at=at)


def _told(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.coordinator_said(request_id, **said, actor=actor, at=at)


def _another_day(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.try_again(request_id, **said, actor=actor, at=at)


def _take_on(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.take_on(request_id, actor=actor, at=at)


def _look_again(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.look_again(request_id, actor=actor, at=at)


def _nothing_suits(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.nothing_suits(request_id, actor=actor, at=at)


def _no_word(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.close_without_word(request_id, actor=actor, at=at)


def _withdraw(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.cancel_for(request_id, actor=actor, at=at)


def _new_link(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.new_link(request_id, **said, actor=actor, at=at)


def _give_back(request_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    signposting.give_back_place(request_id, actor=actor, at=at)


DEEDS: dict[str, Deed] = {
    "take-on": Deed("take_on", _("Take it on"), _("I look after this one"), _take_on),
    "rang": Deed(
        "rang", _("Note what the group said"), _("Save"), _rang, RangForm, rings_group=True
    ),
    "offer": Deed(
        "offer_next",
        _("Offer another group"),
        _("Offer it"),
        _offer,
        OfferForm,
        _("The person gets a message, and says yes or no. These fit best, the best one first."),
        empty=_("No other group fits that was not asked or offered before, and has room."),
    ),
    "told": Deed("told", _("Note how it was"), _("Save"), _told, ToldForm),
    "another-day": Deed(
        "try_again",
        _("Agree another first day"),
        _("Save and tell the person"),
        _another_day,
        AnotherDayForm,
        rings_group=True,
    ),
    "look-again": Deed(
        "look_again",
        _("Look at it again later"),
        _("I have looked at it"),
        _look_again,
        intro=_("It comes back to the list after the usual time."),
    ),
    "nothing-suits": Deed(
        "nothing_suits",
        _("Nothing suits"),
        _("Close it and tell the person"),
        _nothing_suits,
        intro=_("The need is written down. The person is told, and can ask to hear of new groups."),
        careful=True,
    ),
    "no-word": Deed(
        "no_word",
        _("Close it without a word"),
        _("Close it"),
        _no_word,
        intro=_("For somebody who has nothing to say, or cannot be reached. Nobody is told."),
        careful=True,
    ),
    "new-link": Deed("new_link", _("Send a new link"), _("Send it"), _new_link, NewLinkForm),
    "give-back": Deed(
        "give_back_place",
        _("Give the place to somebody else"),
        _("They do not come any more"),
        _give_back,
        intro=_("For somebody who went and has left. Whoever waits first gets the place."),
        careful=True,
    ),
    "cancel": Deed(
        "withdraw",
        _("Cancel the request"),
        _("Cancel it"),
        _withdraw,
        intro=_("Only when the person asked for it. The group is told that they do not come."),
        careful=True,
    ),
}
DONE: dict[str, Words] = {
    "take-on": _("It is yours now."),
    "rang": _("What the group said is noted."),
    "offer": _("The group is offered. The person gets a message."),
    "told": _("Noted."),
    "another-day": _("The person is told of the new day."),
    "look-again": _("It comes back to the list later."),
    "nothing-suits": _("It is closed, and the need is written down."),
    "no-word": _("It is closed."),
    "new-link": _("A new link is on its way."),
    "give-back": _("The place is free."),
    "cancel": _("It is cancelled."),
}


def offered(request_id: UUID, actor: Actor, at: datetime) -> tuple[tuple[str, str, str], ...]:
    """The groups that may be offered next: id, name, and why, in words."""
    return tuple(
        (str(one.listing_id), one.name, listed(list(one.reasons)))
        for one in signposting.may_be_offered(request_id, actor=actor, at=at)
    )
