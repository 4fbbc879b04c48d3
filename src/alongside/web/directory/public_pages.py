"""From a public listing to what its page shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound
from alongside.web.shared import listing_words as words

DATES = 4


@dataclass(frozen=True)
class Signed:
    """A set of principles that the group signed, in its own words."""

    title: str
    by: str
    lapsed: str
    disclaimer: str
    principles: tuple[tuple[str, str, str], ...]  # title, what it means, the group's own words


@dataclass(frozen=True)
class GroupPage:
    """What the page of a group or resource shows."""

    is_group: bool
    tags: tuple[tuple[str, str], ...]
    checked: str
    series: tuple[str, ...]
    dates: tuple[str, ...]
    places: tuple[tuple[str, str, str], ...]  # name, address, directions
    facts: tuple[tuple[str, str], ...]
    access: tuple[tuple[str, tuple[str, ...]], ...]
    access_notes: str
    contacts: tuple[tuple[str, str, str], ...]  # label, text, link
    joining: str
    signed: tuple[Signed, ...]


def group(listing: directory.ListingRecord, at: datetime) -> GroupPage:
    """The page, at this moment."""
    content, today = listing.content, london_date(at)
    return GroupPage(
        is_group=listing.kind == "group",
        tags=_tags(listing),
        checked=_checked(listing, today),
        series=tuple(directory.meeting_words(meeting) for meeting in content.meetings),
        dates=tuple(words.occasion(one) for one in directory.next_meetings(listing, at, DATES)),
        places=tuple(_place(place) for place in content.places),
        facts=_facts(content),
        access=_access(content, today) if "in_person" in content.modes else (),
        access_notes=content.access_notes,
        contacts=words.contacts(content),
        joining=_joining(content),
        signed=tuple(_signed(one, today) for one in listing.sign_ups),
    )


def _checked(listing: directory.ListingRecord, today: date) -> str:
    told = words.details_checked(listing, today)
    if listing.details_checked_on is None:
        told = f"{told}."
    elif listing.basis == "checked":
        told = _("%(when)s: contact details checked, quality not checked.") % {"when": told}
    else:
        told = _("Taken from %(source)s. %(when)s, not by us.") % {
            "source": listing.content.source or _("another list"),
            "when": told,
        }
    heard = words.confirmed(listing, today)
    return f"{told} {heard}." if heard else told


def _tags(listing: directory.ListingRecord) -> tuple[tuple[str, str], ...]:
    tags = []
    if listing.state == directory.ListingState.NOT_CONFIRMED:
        tags.append((_("Not confirmed: nobody has told us that it still runs"), "orange"))
    if listing.full:
        tags.append((_("Full at the moment"), "grey"))
    if listing.content.joining == "closed":
        tags.append((_("Takes nobody new at the moment"), "grey"))
    return tuple(tags)


def _place(place: directory.Place) -> tuple[str, str, str]:
    lines = (place.address, place.town, place.postcode)
    return place.name, ", ".join(part for part in lines if part), place.directions


def _facts(content: directory.Content) -> tuple[tuple[str, str], ...]:
    told = [
        (_("How"), words.modes(content)),
        (_("For"), words.whom(content)),
        (_("Language"), words.languages(content)),
        (_("Cost"), _cost(content)),
        (_("Size"), _size(content)),
        (
            _("What people do"),
            words.listed([catalogue.label("interest", slug) for slug in content.interests]),
        ),
        (_("Run by"), content.organisation_name),
    ]
    if content.kind == "resource":
        told = [(label, text) for label, text in told if label != _("How")]
    return tuple((label, text) for label, text in told if text)


def _cost(content: directory.Content) -> str:
    told = words.cost(content)
    return f"{told}. {content.cost_notes}" if content.cost_notes not in ("", told) else told


def _size(content: directory.Content) -> str:
    return {
        "small": _("Small group"),
        "medium": _("Medium group"),
        "large": _("Large group"),
    }.get(content.size, "")


def _access(content: directory.Content, today: date) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every need that the catalogue knows: yes, no, and what nobody has told us."""
    told: dict[str, list[str]] = {"yes": [], "no": [], "": []}
    for need in catalogue.terms("access_need", today):
        answer = content.access.get(need.slug, "")
        answer = answer if answer in told else ""
        word = need.label if answer == "" else words.access_word(need.slug, answer)
        told[answer].append(word)
    titles = {"yes": _("There is"), "no": _("Know before you come"), "": _("Not known, ask first")}
    return tuple((titles[key], tuple(names)) for key, names in told.items() if names)


def _joining(content: directory.Content) -> str:
    how = {
        "drop_in": _("You can just come along."),
        "ask_first": _("Get in touch before you come."),
        "referral": _("Somebody, such as your doctor or nurse, needs to send you."),
        "closed": _("Nobody new can join at the moment."),
    }.get(content.joining, "")
    return " ".join(part for part in (how, content.joining_notes) if part)


def _signed(one: directory.SignUpRecord, today: date) -> Signed:
    try:
        found = catalogue.principle_set(one.principle_set)
        title, disclaimer = found.title, found.disclaimer
        principles = tuple(
            (each.title, each.plain, str(one.words.get(each.slug, ""))) for each in found.principles
        )
    except NotFound:
        title, disclaimer, principles = _("Principles of peer support"), words.disclaimer(), ()
    by = _("Signed by %(name)s on %(day)s") % {
        "name": one.signatory,
        "day": words.full_date(one.signed_on),
    }
    lapsed = _("This was to be renewed by %(day)s and has not been.") % {
        "day": words.full_date(one.renew_by)
    }
    return Signed(title, by, lapsed if one.lapsed(today) else "", disclaimer, principles)
