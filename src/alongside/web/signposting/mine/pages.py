"""From a request to what whoever asked reads of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.domain.directory import public as directory
from alongside.domain.signposting import public as signposting
from alongside.web.shared import listing_words
from alongside.web.shared.parts import Row
from alongside.web.signposting import words


@dataclass(frozen=True)
class Standing:
    """How a request stands: one heading, and what happens next in a sentence or two."""

    title: str
    sentences: tuple[str, ...]


def standing(mine: signposting.MyRequestRecord) -> Standing:
    """How it stands, who has it now, and until when."""
    title, *sentences = _STANDING.get(mine.state, _over)(mine)
    return Standing(title, tuple(one for one in sentences if one))


Told = tuple[str, ...]
Mine = signposting.MyRequestRecord


def _asked(mine: Mine) -> Told:
    told = {"group": mine.group_name, "day": words.day(mine.by_day)}
    return (
        _("%(group)s has been asked") % told,
        _("You get an answer by %(day)s.") % told,
        _("If the group is silent, somebody here rings it. You do not have to do anything."),
    )


def _to_ring(mine: Mine) -> Told:
    told = {"group": mine.group_name, "day": words.day(mine.by_day or mine.due_on)}
    return (
        _("We are ringing %(group)s") % told,
        _("It has not answered yet, so somebody here rings it. You hear from us by %(day)s.")
        % told,
    )


def _waiting(mine: Mine) -> Told:
    return (
        _("You are on the waiting list"),
        _("%(group)s is full at the moment. We tell you as soon as there is room.")
        % {"group": mine.group_name},
        _("Somebody here looks at it again by %(day)s.") % {"day": words.day(mine.due_on)},
    )


def _coming(mine: Mine) -> Told:
    return (
        _("%(group)s expects you") % {"group": mine.group_name},
        _("Come on %(when)s.") % {"when": words.visit(mine.first_day, mine.first_time)},
        _("Who meets you: %(who)s") % {"who": mine.meets_you} if mine.meets_you else "",
    )


def _asked_how(mine: Mine) -> Told:
    return (
        _("How was it?"),
        _("You were going to %(group)s on %(day)s. If you do not want to say, that is fine too.")
        % {"group": mine.group_name, "day": words.day(mine.about)},
    )


def _not_this_one(mine: Mine) -> Told:
    return (
        _("%(group)s cannot take you on now") % {"group": mine.group_name},
        _("It says: %(reason)s") % {"reason": mine.group_reason} if mine.group_reason else "",
        _("Somebody here looks for another group, and tells you by %(day)s.")
        % {"day": words.day(mine.due_on)},
    )


def _offered(mine: Mine) -> Told:
    if mine.offer is None:
        return (_("Another group may suit you"), _("See the message that we sent you."))
    return (
        _("%(group)s may suit you") % {"group": mine.offer.group_name},
        _("You asked %(group)s, which cannot take you on now.") % {"group": mine.group_name},
        _("Our last message has a link with which you say yes or no, by %(day)s.")
        % {"day": words.day(mine.offer.answer_by or mine.due_on)},
    )


def _call_back(mine: Mine) -> Told:
    return (
        _("Somebody here rings you"),
        _("They ring by %(day)s.") % {"day": words.day(mine.due_on)},
    )


def _went(mine: Mine) -> Told:
    return _("You went"), _("We hope that you go again. You need nothing more from us for that.")


def _not_for_me(mine: Mine) -> Told:
    return (
        _("It was not for you"),
        _("That happens. There are other groups, and we can ring you if you like."),
    )


def _could_not_come(mine: Mine) -> Told:
    return _("You could not come"), _("That is all right. You can ask again whenever you like.")


def _no_word(mine: Mine) -> Told:
    return (
        _("This request is closed"),
        _("You did not have to tell us how it was. You still can."),
    )


def _moved_on(mine: Mine) -> Told:
    return (
        _("You asked another group"),
        _("This request is closed. Our last message has the link to the new one."),
    )


def _nothing_suited(mine: Mine) -> Told:
    return (
        _("Nothing suited you yet"),
        _("We have written that down, so that it counts when new groups are planned."),
        _("We tell you when a group opens that fits.") if mine.will_be_told else "",
    )


def _withdrawn(mine: Mine) -> Told:
    return _("You cancelled this"), _("Nobody expects you. You can ask again whenever you like.")


def _over(mine: Mine) -> Told:
    return (_("This request is closed"),)


_STANDING: dict[str, Callable[[Mine], Told]] = {
    "asked": _asked,
    "reminded": _asked,
    "to_ring": _to_ring,
    "waiting": _waiting,
    "coming": _coming,
    "asked_how": _asked_how,
    "not_this_one": _not_this_one,
    "offered": _offered,
    "call_back": _call_back,
    "went": _went,
    "not_for_me": _not_for_me,
    "could_not_come": _could_not_come,
    "no_word": _no_word,
    "moved_on": _moved_on,
    "nothing_suited": _nothing_suited,
    "withdrawn": _withdrawn,
}


def rows(mine: Mine, token: str) -> tuple[Row, ...]:
    """What was asked for; each row that can still be changed has its way there."""
    may = "change" in mine.events
    reach = reverse("signposting:my_contact", args=[token]) if may else ""
    wishes = reverse("signposting:my_help", args=[token]) if may else ""
    helped = "\n".join(one.label for one in mine.help_to_come)
    told = [
        Row(_("Reference"), mine.reference),
        Row(_("Group"), mine.group_name),
        Row(_("You asked on"), words.day(mine.asked_on)),
    ]
    if mine.contact is not None:
        told.append(Row(_("How we reach you"), _reached(mine.contact), reach))
    told.append(Row(_("What would help you come"), helped or _("Nothing"), wishes))
    if mine.note:
        told.append(Row(_("What the group should know"), mine.note, wishes))
    return tuple(told)


def _reached(shown: signposting.ContactShown) -> str:
    channel = {
        "text": _("By text"),
        "phone": _("By phone"),
        "email": _("By email"),
        "letter": _("By letter"),
    }.get(shown.channel, "")
    return f"{channel}: {words.reached_at(shown)}"


@dataclass(frozen=True)
class Place:
    """Where the group meets."""

    name: str
    address: str
    directions: str


def where(mine: Mine) -> tuple[Place, ...]:
    """Where to go on the first day; nothing for a group that is not public any more."""
    listing = directory.public_listings([mine.listing_id]).get(mine.listing_id)
    return _places(listing) if listing else ()


def _places(listing: directory.ListingRecord) -> tuple[Place, ...]:
    if "in_person" not in listing.content.modes:
        return ()
    return tuple(
        Place(
            one.name,
            ", ".join(part for part in (one.address, one.town, one.postcode) if part),
            one.directions,
        )
        for one in listing.content.places
    )


@dataclass(frozen=True)
class Offered:
    """The group that is offered, as far as somebody needs it to say yes or no."""

    name: str
    summary: str
    href: str
    lines: tuple[tuple[str, str], ...]


def offered(offer: signposting.OfferRecord, at: datetime) -> Offered:
    """What the page of an offer tells of the group."""
    href = reverse("directory:group", args=[offer.listing_id])
    listing = directory.public_listings([offer.listing_id]).get(offer.listing_id)
    if listing is None:
        return Offered(offer.group_name, "", "", ())
    content = listing.content
    coming = directory.next_meetings(listing, at, 1)
    told = (
        (_("Where"), "; ".join(f"{one.name}, {one.address}" for one in _places(listing))),
        (_("Next date"), listing_words.occasion(coming[0]) if coming else ""),
        (_("For"), listing_words.whom(content)),
        (_("Language"), listing_words.languages(content)),
        (_("Cost"), listing_words.cost(content)),
    )
    lines = tuple((label, text) for label, text in told if text)
    return Offered(listing.name, content.summary, href, lines)
