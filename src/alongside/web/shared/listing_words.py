"""What a listing says, in the words of a page. Results and the page of a group say it alike."""

from __future__ import annotations

from datetime import date, datetime
from urllib.parse import urlsplit

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation.errors import NotFound
from alongside.web.shared.forms import spoken_time

KM_A_MILE = 1.609344


def miles(km: float) -> str:
    """ "2.6 miles away": to a tenth of a mile below ten miles."""
    far = km / KM_A_MILE
    if far < 0.1:
        return _("Less than 0.1 miles away")
    said = f"{far:.0f}" if far >= 9.95 else f"{far:.1f}".removesuffix(".0")
    return _("1 mile away") if said == "1" else _("%(miles)s miles away") % {"miles": said}


def checked(listing: directory.ListingRecord, today: date) -> str:
    """What was last heard: that the details were checked, or since then that it still runs."""
    return confirmed(listing, today) or details_checked(listing, today)


def details_checked(listing: directory.ListingRecord, today: date) -> str:
    """When the contact details were last checked, or that they were not."""
    if listing.details_checked_on is not None:
        return _("Checked %(ago)s") % {"ago": ago(listing.details_checked_on, today)}
    if listing.basis == "imported":
        return _("Taken from %(source)s, not checked yet") % {
            "source": listing.content.source or _("another list")
        }
    return _("Not checked yet")


def confirmed(listing: directory.ListingRecord, today: date) -> str:
    """When somebody said that it still runs, where that was after the last check; else nothing."""
    heard, looked = listing.assured_on, listing.details_checked_on
    if heard is None or (looked is not None and heard <= looked):
        return ""
    return _("Still running, confirmed %(ago)s") % {"ago": ago(heard, today)}


def ago(day: date, today: date) -> str:
    """ "today", "3 weeks ago": as exact as somebody would say it."""
    days = max(0, (today - day).days)
    if days < 2:
        return _("yesterday") if days else _("today")
    if days < 14:
        return _("%(days)s days ago") % {"days": days}
    if days < 61:
        return _("%(weeks)s weeks ago") % {"weeks": days // 7}
    if days < 730:
        return _("%(months)s months ago") % {"months": days * 12 // 365}
    return _("%(years)s years ago") % {"years": days // 365}


def spoken_date(day: date) -> str:
    """ "Tuesday 24 November": the year is said where it is not this one's neighbour."""
    return date_format(day, "l j F")


def hours(starts: datetime | None, ends: datetime | None) -> str:
    """ "6pm to 7:30pm", or nothing where no hour is known."""
    if starts is None:
        return ""
    if ends is None:
        return spoken_time(starts.time())
    return _("%(start)s to %(end)s") % {
        "start": spoken_time(starts.time()),
        "end": spoken_time(ends.time()),
    }


def occasion(one: directory.Occasion) -> str:
    """ "Tuesday 24 November, 6pm to 7:30pm"."""
    return ", ".join(
        part for part in (spoken_date(one.day), hours(one.starts_at, one.ends_at)) if part
    )


def listed(words: list[str]) -> str:
    """ "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def whom(content: directory.Content) -> str:
    """For whom it is: conditions, ages, carers, women or men only."""
    parts = [_conditions(content)]
    if set(content.audiences) == {"carers"}:
        parts.append(_("carers only"))
    elif "carers" in content.audiences:
        parts.append(_("carers too"))
    if content.gender == "women":
        parts.append(_("women only"))
    if content.gender == "men":
        parts.append(_("men only"))
    ages = _ages(content.min_age, content.max_age)
    return ", ".join(part for part in (*parts, ages) if part)


def _conditions(content: directory.Content) -> str:
    if content.any_condition:
        return _("Any long-term condition")
    if content.conditions is None:
        return _("Ask which conditions it is for")
    if not content.conditions:
        return _("Anybody")
    names = [catalogue.label("condition", slug) for slug in content.conditions]
    if len(names) > 3:
        more = len(names) - 2
        others = ngettext("%(more)s other condition", "%(more)s other conditions", more)
        names = [*names[:2], others % {"more": more}]
    return listed(names)


def _ages(least: int | None, most: int | None) -> str:
    if least and most is not None:
        return _("ages %(least)s to %(most)s") % {"least": least, "most": most}
    if least:
        return _("ages %(least)s and over") % {"least": least}
    return _("up to age %(most)s") % {"most": most} if most is not None else ""


def languages(content: directory.Content) -> str:
    """The languages spoken, or that nobody knows."""
    if not content.languages:
        return _("Ask which languages are spoken")
    return listed([catalogue.label("language", slug) for slug in content.languages])


def cost(content: directory.Content) -> str:
    """What it costs: free, an amount, or that nobody knows."""
    if content.cost_pence is None:
        return content.cost_notes or _("Ask about the cost")
    if content.cost_pence == 0:
        return _("Free")
    pounds, pence = divmod(content.cost_pence, 100)
    amount = f"£{pounds}.{pence:02}" if pence else f"£{pounds}"
    return amount if content.kind == "resource" else _("%(amount)s each time") % {"amount": amount}


def access_word(slug: str, answer: str) -> str:
    """An access need with its answer: yes, no, or not known ("")."""
    try:
        told = catalogue.term("access_need", slug).content
    except NotFound:
        return catalogue.label("access_need", slug)
    key = {"yes": "when_yes", "no": "when_no"}.get(answer, "when_unknown")
    return str(told.get(key) or catalogue.label("access_need", slug))


def ask_first(name: str) -> str:
    """What nobody knows, as the page says it after "Ask first:"."""
    if name == "conditions":
        return _("which conditions it is for is not known")
    if name == "place":
        return _("where it meets is not known")
    return access_word(name, "")


def modes(content: directory.Content) -> str:
    """How people meet."""
    return listed([catalogue.label("mode", slug) for slug in content.modes])


def where(place: directory.Place | None) -> str:
    """The name and town of a place; its address where neither is known."""
    if place is None:
        return ""
    named = ", ".join(dict.fromkeys(part for part in (place.name, place.town) if part))
    return named or place.address


def full_date(day: date) -> str:
    """ "24 November 2026"."""
    return date_format(day, "j F Y")


def contacts(content: directory.Content) -> tuple[tuple[str, str, str], ...]:
    """How the public gets in touch: what it is, how it reads, and the address that it opens."""
    found = []
    if content.phone:
        found.append((_("Phone"), content.phone, f"tel:{content.phone.replace(' ', '')}"))
    if content.email:
        found.append((_("Email"), content.email, f"mailto:{content.email}"))
    if content.website and urlsplit(content.website).scheme in {"http", "https"}:
        found.append((_("Website"), content.website, content.website))
    return tuple(found)


def disclaimer() -> str:
    """What a sign-up is not: the same words wherever one is shown."""
    return _(
        "Signing up is not endorsement, monitoring or a guarantee; contact the group yourself."
    )
