"""What a coordinator can do about a referral: each a page with one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.journeys import decision_undo
from alongside.web.referrals.desk.forms import (
    Choices,
    CloseForm,
    DeclineForm,
    DeedForm,
    GradeForm,
    HandOverForm,
    JoinForm,
    PartForm,
    RedirectForm,
)
from alongside.web.shared.words import Words

# Takes the referral, what the form said, who does it and when; gives the key of what was done where
# it is not the act's own.
Do = Callable[..., Any]


@dataclass(frozen=True)
class Deed:
    """A page with one form: what it is called, what its button says, and what it does. `event` is
    the word of `ReferralRecord.events` that allows it; `main` stands as a button on its own."""

    event: str
    title: Words
    button: Words
    do: Do
    form: type[DeedForm] = DeedForm
    intro: Words = ""
    careful: bool = False
    main: bool = False
    says_why: bool = False  # a refusal is told in its own words, and there is nothing more to press
    empty: Words = ""  # said in the form's place where nothing can be chosen


def _plain(act: Callable[..., Any]) -> Do:
    def do(referral_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
        act(referral_id, **said, actor=actor, at=at)

    return do


def _join(referral_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> str:
    done = referrals.join(referral_id, said["other_id"], actor=actor, at=at)
    return "joined" if done else "proposed"


def _part(referral_id: UUID, said: dict[str, Any], actor: Actor, at: datetime) -> None:
    referrals.part(said["joined_id"], actor=actor, at=at)


UNDO = "undo"
DEEDS: dict[str, Deed] = {
    "accept": Deed(
        "accept",
        _("Accept"),
        _("Accept, and support them"),
        _plain(referrals.accept),
        intro=_("Their support begins. Where there is no place free, they wait for one."),
        main=True,
    ),
    UNDO: Deed(
        "undo",
        _("Undo"),
        _("Undo: it is not decided yet"),
        _plain(decision_undo.take_decision_back),
        intro=_("Nobody has been told. It is to be decided on, as before."),
        says_why=True,
    ),
    "contacted": Deed(
        "note_contacted",
        _("Note that you reached them"),
        _("I spoke to them"),
        _plain(referrals.note_contacted),
        intro=_("Whoever introduced them is told the first time."),
        main=True,
    ),
    "plan-agreed": Deed(
        "note_plan_agreed",
        _("Note that you agreed what comes next"),
        _("We agreed it"),
        _plain(referrals.note_plan_agreed),
        main=True,
    ),
    "attending": Deed(
        "note_attending",
        _("Note that they came"),
        _("They came"),
        _plain(referrals.note_attending),
        intro=_("Whoever introduced them is told the first time."),
        main=True,
    ),
    "waiting": Deed(
        "keep_waiting",
        _("Let them wait for a place"),
        _("They wait"),
        _plain(referrals.keep_waiting),
        intro=_("It comes back to the list after the usual time. Their place goes to others."),
    ),
    "look-again": Deed(
        "look_again",
        _("Decide later"),
        _("I decide later"),
        _plain(referrals.look_again),
        intro=_("It comes back to the list after the usual time."),
    ),
    "take-on": Deed(
        "take_on", _("Take it on"), _("I look after this one"), _plain(referrals.take_on)
    ),
    "hand-over": Deed(
        "hand_over",
        _("Hand it to a colleague"),
        _("They look after this one"),
        _plain(referrals.hand_over),
        HandOverForm,
        empty=_("Nobody else coordinates here."),
    ),
    "join": Deed(
        "join_other",
        _("Say that another one is the same person's"),
        _("It is the same person"),
        _join,
        JoinForm,
        _(
            "A second coordinator has to say so too. This one then goes on for both. Anybody can "
            "part them again."
        ),
        empty=_("Nothing looks like it that is still to be decided."),
    ),
    "part": Deed(
        "part_joined",
        _("Part what was joined"),
        _("They are two people"),
        _part,
        PartForm,
        _("The other one stands alone again, and is to be decided on."),
    ),
    "grade": Deed(
        "grade", _("Say how well it fitted"), _("Save"), _plain(referrals.grade_fit), GradeForm
    ),
    "decline": Deed(
        "decline",
        _("Say that it is not possible"),
        _("Say so, and tell them"),
        _plain(referrals.decline),
        DeclineForm,
        _(
            "The person and whoever introduced them are told, with your reason. You have half a "
            "minute to take it back."
        ),
        careful=True,
    ),
    "redirect": Deed(
        "redirect",
        _("Hand it on"),
        _("Hand it on"),
        _plain(referrals.redirect),
        RedirectForm,
        _("Another organisation gets all that was written. The person is told."),
        careful=True,
        empty=_("No other organisation here has said that it takes people on."),
    ),
    "close": Deed(
        "close",
        _("End the support"),
        _("End it"),
        _plain(referrals.close),
        CloseForm,
        careful=True,
    ),
    "withdraw": Deed(
        "withdraw",
        _("Withdraw it"),
        _("Withdraw it"),
        _plain(referrals.withdraw_for),
        intro=_("Only when the person asked for it."),
        careful=True,
    ),
}
DONE: dict[str, Words] = {
    "accept": _("It is accepted. The person is told."),
    UNDO: _("It is as before, and nobody was told."),
    "contacted": _("Noted."),
    "plan-agreed": _("Noted."),
    "attending": _("Noted."),
    "waiting": _("They wait for a place."),
    "look-again": _("It comes back to the list later."),
    "take-on": _("It is yours now."),
    "hand-over": _("It is theirs now."),
    "proposed": _("You said so. A second coordinator has to say so too."),
    "joined": _("They are joined."),
    "part": _("They are two again."),
    "grade": _("Saved. Whoever wrote it reads it."),
    "decline": _("They are told."),
    "redirect": _("It is handed on."),
    "close": _("The support has ended."),
    "withdraw": _("It is withdrawn."),
}
# The same while it can still be taken back.
DONE_JUST_NOW: dict[str, Words] = {
    "accept": _("It is accepted. The person hears of it in half a minute."),
    "decline": _("You said that it is not possible. They hear of it in half a minute."),
}


def done_words(one: referrals.ReferralRecord, act: str) -> Words:
    """What was done, as it stands; also for whoever comes back while it can be taken back."""
    if one.undo_until is None:
        return DONE.get(act, "")
    return DONE_JUST_NOW["decline" if one.state == "declined" else "accept"]


def others(act: str, one: referrals.ReferralRecord, actor: Actor) -> Choices:
    """What can be chosen on the page of an act."""
    if act == "redirect":
        found = referrals.services(actor=actor, but=one.service_id)
        return [(str(key), name) for key, name in found]
    if act == "hand-over":
        there = referrals.coordinators(one.service_id, actor=actor, at=clock.now())
        return [(str(key), name) for key, name in there if key != one.owner_id]
    if act == "join":
        return [
            (str(each.referral_id), f"{each.name}, {each.reference}: {', '.join(each.why)}")
            for each in one.duplicates
            if each.state == "received"
        ]
    if act == "part":
        return [(str(each.joined_id), each.reference) for each in one.joined]
    return ()


def allowed(one: referrals.ReferralRecord) -> list[tuple[str, Deed]]:
    """What can be done now, what is done most first."""
    may = set(one.events)
    if one.state in referrals.OPEN and one.duplicates:
        may.add("join_other")
    if one.joined:
        may.add("part_joined")
    return [(name, deed) for name, deed in DEEDS.items() if deed.event in may]
