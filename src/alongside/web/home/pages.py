"""From what was found to what the pages of finding show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation.clock import london_date
from alongside.web.home.asked import DISTANCES, KINDS, Asked
from alongside.web.shared import listing_words as words

IN_THE_LINES = frozenset({"free", "checked", "open"})  # facts that a card tells anyway


@dataclass(frozen=True)
class Card:
    """One result: why, and what somebody needs to know to choose."""

    href: str
    name: str
    why: str
    summary: str
    lines: tuple[tuple[str, str], ...]
    told: SafeString
    ask_first: str
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choice:
    """One answer of a filter."""

    name: str
    value: str
    label: str
    checked: bool


@dataclass(frozen=True)
class Results:
    """The whole page."""

    title: str
    count: str
    cards: tuple[Card, ...]
    nothing_near: str
    nearest: tuple[Card, ...]
    nearest_title: str
    resources: tuple[Card, ...]
    filters: SafeString
    distances: tuple[tuple[int, str, bool], ...]
    page: int
    pages: int
    address: str
    map_address: str
    none_address: str  # where somebody says that none of these fits
    measured_from: str
    signed: str  # what a sign-up is not, where a group on the page has signed


_KEPT: dict[tuple[object, ...], _Told] = {}
_MOST_KEPT, _MINUTES = 5_000, 5
_PAGES: dict[tuple[object, ...], tuple[Results, SafeString]] = {}
_MOST_PAGES = 1_000  # about 30 KB each


def kept(asked: Asked, at: datetime, *, per_page: int) -> tuple[Results, SafeString]:
    """The results page and its list, drawn.

    The same question is drawn once in a few minutes, as long as nothing that the public can see has
    changed; whether it has is asked of the database each time."""
    moment = int(at.timestamp()) // (60 * _MINUTES), london_date(at)
    state = directory.known_state(), catalogue.edition(), get_language()
    key = (asked.query(), asked.place, tuple(asked.errors), moment, state)
    known = _PAGES.get(key)
    if known is None:
        found = directory.find(asked.need(at), page=asked.page, per_page=per_page, at=at)
        shown = results(asked, found, at)
        drawn = SafeString(render_to_string("home/_results.jinja", {"shown": shown}))
        if len(_PAGES) >= _MOST_PAGES:
            _PAGES.clear()
        known = _PAGES[key] = shown, drawn
    return known


def results(asked: Asked, found: directory.Found, at: datetime) -> Results:
    """What the results page shows."""
    today = london_date(at)
    place = asked.place.name if asked.place else ""
    title = _("Peer support near %(place)s") % {"place": place} if place else _("Peer support")
    return Results(
        title=title,
        count=_count(found),
        cards=tuple(card(one, today, at) for one in found.results),
        nothing_near=_nothing_near(asked, found),
        nearest=tuple(card(one, today, at) for one in found.nearest),
        nearest_title=_("The nearest groups that fit")
        if found.nearest_fit
        else _("The nearest groups of any kind"),
        resources=tuple(card(one, today, at) for one in found.resources),
        filters=_filters(asked, today),
        distances=tuple(
            (miles, _("%(miles)s miles") % {"miles": miles}, miles == asked.within)
            for miles in DISTANCES
        ),
        page=found.page,
        pages=found.pages,
        address=_address("home:results", asked.query(page=1)),
        map_address=_address("home:map", asked.query(page=1))
        if asked.place and found.near != 0
        else "",
        none_address=_address("signposting:none_of_these", asked.query(page=1)),
        measured_from=_measured_from(asked),
        signed=words.disclaimer()
        if any(one.listing.sign_ups for one in (*found.results, *found.nearest))
        else "",
    )


@dataclass(frozen=True)
class _Told:
    """What a card says whoever asks: kept while the listing stands, for a few minutes."""

    summary: str
    lines: tuple[tuple[str, str], ...]
    html: SafeString
    tags: tuple[tuple[str, str], ...]


def card(one: directory.FoundListing, today: date, at: datetime) -> Card:
    """One result in words."""
    listing = one.listing
    told = _told(one, today, at)
    return Card(
        href=f"/{'resources' if listing.kind == 'resource' else 'groups'}/{listing.id}/",
        name=listing.name,
        why=_why(one),
        summary=told.summary,
        lines=told.lines,
        told=told.html,
        ask_first=words.listed([words.ask_first(name) for name in one.ask_first]),
        tags=told.tags,
    )


def _told(one: directory.FoundListing, today: date, at: datetime) -> _Told:
    listing = one.listing
    place = (one.place.lat, one.place.lon) if one.place else None
    moment = int(at.timestamp()) // (60 * _MINUTES)
    key = (listing.id, listing.revision, place, moment, get_language(), directory.known_since())
    known = _KEPT.get(key)
    if known is None:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        lines = tuple(_lines(one, today, at))
        html = format_html_join("", "<div><dt>{}</dt> <dd>{}</dd></div>", lines)
        known = _KEPT[key] = _Told(listing.content.summary, lines, html, _tags(listing))
    return known


def _why(one: directory.FoundListing) -> str:
    """The reasons that the lines below do not tell."""
    if one.listing.kind == "resource" and "online" in one.listing.content.modes:
        return _("Online")  # nobody meets there
    told = [
        reason
        for reason, why in zip(one.reasons, one.why, strict=False)
        if why.kind not in IN_THE_LINES
    ]
    return " · ".join(told)


def _lines(one: directory.FoundListing, today: date, at: datetime) -> list[tuple[str, str]]:
    listing, content = one.listing, one.listing.content
    if listing.kind == "resource":
        told = [(_("For"), words.whom(content)), (_("Cost"), words.cost(content))]
    else:
        told = [
            (_("Where"), _where(one)),
            (_("Next"), _next(listing, at)),
            (_("For"), words.whom(content)),
            (_("Language"), words.languages(content)),
            (_("Access"), _access(content)),
            (_("Cost"), words.cost(content)),
        ]
    told.append((_("Details"), words.checked(listing, today)))
    return [(label, text) for label, text in told if text]


def _where(one: directory.FoundListing) -> str:
    here = words.where(one.place) if "in_person" in one.listing.content.modes else ""
    remote = [
        catalogue.label("mode", mode) for mode in one.listing.content.modes if mode != "in_person"
    ]
    return words.listed([part for part in (here, *remote) if part])


def _next(listing: directory.ListingRecord, at: datetime) -> str:
    coming = directory.next_meetings(listing, at, 1)
    if coming:
        return words.occasion(coming[0])
    if listing.content.meetings:
        return directory.meeting_words(listing.content.meetings[0])
    times = [catalogue.label("time", slug) for slug in listing.content.times]
    return words.listed(times) or _("Ask when it meets")


def _access(content: directory.Content) -> str:
    if "in_person" not in content.modes:
        return ""
    met = [words.access_word(slug, "yes") for slug, said in content.access.items() if said == "yes"]
    return ", ".join(met[:4]) or _("Ask about access")


def _tags(listing: directory.ListingRecord) -> tuple[tuple[str, str], ...]:
    tags = []
    if listing.state == directory.ListingState.NOT_CONFIRMED:
        tags.append((_("Not confirmed"), "orange"))
    if listing.full:
        tags.append((_("Full at the moment"), "grey"))
    if listing.content.joining == "closed":
        tags.append((_("Takes nobody new at the moment"), "grey"))
    if listing.sign_ups:
        tags.append((_("Signed the principles"), "white"))
    return tuple(tags)


def _count(found: directory.Found) -> str:
    if found.near == 0:
        told = ngettext(
            "%(count)s group online or by phone",
            "%(count)s groups online or by phone",
            found.eligible,
        )
    else:
        told = ngettext("%(count)s group", "%(count)s groups", found.eligible)
    told %= {"count": found.eligible}
    if found.pages > 1:
        paged = _("%(groups)s, page %(page)s of %(pages)s")
        return paged % {"groups": told, "page": found.page, "pages": found.pages}
    return told


def _nothing_near(asked: Asked, found: directory.Found) -> str:
    if found.near != 0 or asked.place is None:
        return ""
    told = {"miles": asked.within, "place": asked.place.name}
    if asked.narrowed:
        return _("No group that fits meets within %(miles)s miles of %(place)s.") % told
    return _("No group meets within %(miles)s miles of %(place)s.") % told


def _measured_from(asked: Asked) -> str:
    if asked.place is None:
        return ""
    return _("Distances are in a straight line from the middle of %(place)s.") % {
        "place": asked.place.name
    }


def _filters(asked: Asked, on: date) -> SafeString:
    """The sets of checkboxes: drawn once for the same choice of filters, while neither the groups
    nor the words change."""
    chosen = tuple((name, asked.chosen.get(name, ())) for name in KINDS)
    return _drawn_filters(
        chosen, asked.spoken, on, get_language(), directory.known_state(), catalogue.edition()
    )


@lru_cache(maxsize=256)
def _drawn_filters(
    chosen: tuple[tuple[str, tuple[str, ...]], ...], spoken: bool, on: date, *known: object
) -> SafeString:
    sets = _filter_sets(dict(chosen), on)
    return SafeString(render_to_string("home/_filters.jinja", {"sets": sets, "spoken": spoken}))


def _filter_sets(
    chosen: Mapping[str, tuple[str, ...]], on: date
) -> list[tuple[str, tuple[Choice, ...]]]:
    """The filters that have answers: every condition and need; of the rest what groups offer."""
    titles = {
        "condition": _("Condition"),
        "mode": _("How people meet"),
        "time": _("Day and time"),
        "language": _("Language"),
        "access": _("What you need"),
        "interest": _("What people do together"),
    }
    offered = directory.facets(on)
    shown = []
    for name, title in titles.items():
        always = name in {"condition", "access", "mode"}
        choices = tuple(
            Choice(name, facet.slug, facet.label, facet.slug in chosen[name])
            for facet in offered[KINDS[name]]
            if always or facet.groups or facet.slug in chosen[name]
        )
        if choices:
            shown.append((title, choices))
    return shown


def _address(route: str, query: str) -> str:
    return f"{reverse(route)}?{query}" if query else reverse(route)


def towns() -> tuple[catalogue.PlaceRecord, ...]:
    """The places where groups meet, by name."""
    found = {}
    for name in directory.towns():
        located = catalogue.locate(name)
        if located.kind != "none":
            found[located.places[0].key] = located.places[0]
    return tuple(sorted(found.values(), key=lambda place: place.name))
