"""Words about a request: the same to whoever asked, to the group and to coordinators."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.signposting import public as signposting
from alongside.web.shared.forms import shown_number, spoken_time
from alongside.web.shared.listing_words import spoken_date
from alongside.web.shared.words import Words

WENT, NOT_FOR_ME, COULD_NOT_COME, CALL_ME = "went", "not_for_me", "could_not_come", "call_me"

STATES: dict[str, Words] = {
    "asked": gettext_lazy("The group was asked"),
    "reminded": gettext_lazy("The group was asked again"),
    "to_ring": gettext_lazy("The group is to be rung"),
    "waiting": gettext_lazy("On the waiting list"),
    "coming": gettext_lazy("Coming"),
    "asked_how": gettext_lazy("Asked how it was"),
    "not_this_one": gettext_lazy("The group said no"),
    "offered": gettext_lazy("Another group was offered"),
    "call_back": gettext_lazy("Wants to be rung"),
    "went": gettext_lazy("Went"),
    "not_for_me": gettext_lazy("Went, and it was not for them"),
    "could_not_come": gettext_lazy("Could not come"),
    "no_word": gettext_lazy("No word"),
    "moved_on": gettext_lazy("Asked another group"),
    "nothing_suited": gettext_lazy("Nothing suited"),
    "withdrawn": gettext_lazy("Cancelled"),
}
SAID: dict[str, Words] = {
    WENT: gettext_lazy("Went"),
    NOT_FOR_ME: gettext_lazy("Went, and it was not for them"),
    COULD_NOT_COME: gettext_lazy("Could not come"),
    CALL_ME: gettext_lazy("Please call me"),
}
PARTIES: dict[str, Words] = {
    "person": gettext_lazy("The person"),
    "group": gettext_lazy("The group"),
    "coordinator": gettext_lazy("A coordinator"),
}
OWNERS: dict[str, Words] = {
    "group": gettext_lazy("The group"),
    "host": gettext_lazy("The host of the group"),
    "person": gettext_lazy("The person"),
    "coordinator": gettext_lazy("A coordinator"),
}


def reached_at(shown: signposting.ContactShown) -> str:
    """The number or address, as it is read out."""
    return shown_number(shown.address) if shown.channel in ("text", "phone") else shown.address


def day(one: date | None) -> str:
    """ "Tuesday 24 November", or nothing."""
    return spoken_date(one) if one else ""


def visit(first_day: date | None, first_time: time | None) -> str:
    """ "Tuesday 24 November at 6pm", or nothing."""
    if first_day is None:
        return ""
    if first_time is None:
        return spoken_date(first_day)
    told = {"day": spoken_date(first_day), "time": spoken_time(first_time)}
    return _("%(day)s at %(time)s") % told


AGE_BANDS: dict[str, Words] = {
    signposting.AgeBand.UNDER_18: gettext_lazy("Under 18"),
    signposting.AgeBand.FROM_18: gettext_lazy("18 to 24"),
    signposting.AgeBand.FROM_25: gettext_lazy("25 to 44"),
    signposting.AgeBand.FROM_45: gettext_lazy("45 to 64"),
    signposting.AgeBand.FROM_65: gettext_lazy("65 and over"),
}
