"""Words about a referral: the same to staff, to the service and to the person."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.referrals import public as referrals
from alongside.foundation.clock import in_london
from alongside.web.shared.forms import spoken_time
from alongside.web.shared.listing_words import spoken_date
from alongside.web.shared.words import Words

STATES: dict[str, Words] = {
    "draft": _("Taken back, not sent"),
    "sent": _("On its way"),
    "received": _("To be decided"),
    "accepted": _("Accepted, to be contacted"),
    "waiting": _("Waiting for a place"),
    "contacted": _("Contacted"),
    "plan_agreed": _("Plan agreed"),
    "attending": _("Comes"),
    "declined": _("Not possible"),
    "redirected": _("Handed on"),
    "closed": _("Ended"),
    "withdrawn": _("Withdrawn"),
    "joined": _("Joined to another"),
    "": _("The person does not want it told"),
}
WANTS: dict[str, Words] = {
    "mentor": _("A mentor, one to one"),
    "group": _("A group"),
    "course": _("A course"),
    "not_sure": _("Not sure: the service helps to choose"),
}
MADE_BY: dict[str, Words] = {
    "clinician": _("Clinician"),
    "link_worker": _("Link worker"),
    "carer": _("Carer"),
    "self": _("The person themselves"),
}
BECAUSE: dict[str, Words] = {
    referrals.Because.NEEDS_MORE: _("They need more than we can give"),
    referrals.Because.OUT_OF_AREA: _("They live where we do not work"),
    referrals.Because.NOT_FOR_THIS: _("What they need is nothing that we offer"),
    referrals.Because.NO_ROOM: _("There is no room, and will not be soon"),
    referrals.Because.KNOWN_HERE: _("They have our support already"),
}
OUTCOMES: dict[str, Words] = {
    referrals.Outcome.SUPPORTED: _("They got the support that they wanted"),
    referrals.Outcome.ENDED_EARLY: _("They ended it early"),
    referrals.Outcome.NOT_FOR_THEM: _("It was not for them"),
    referrals.Outcome.OTHER_SUPPORT: _("They found other support"),
    referrals.Outcome.NO_CONTACT: _("They could not be reached"),
    referrals.Outcome.MOVED_AWAY: _("They moved away"),
    referrals.Outcome.DIED: _("They died"),
}
FITS: dict[str, Words] = {
    "good": _("It fitted well"),
    "partly": _("It fitted partly"),
    "not": _("It did not fit what we offer"),
}
CHANNELS: dict[str, Words] = {
    "text": _("Text"),
    "phone": _("Telephone"),
    "email": _("Email"),
    "letter": _("Letter"),
}


def day(one: date | None) -> str:
    """ "Tuesday 24 November", or nothing."""
    return spoken_date(one) if one else ""


def condition(slug: str) -> str:
    """What a condition is called; nothing for none."""
    return catalogue.label("condition", slug) if slug else ""


def moment(at: datetime) -> str:
    """ "Tuesday 24 November, 3pm" by the clock in London."""
    here = in_london(at)
    time = spoken_time(here.time().replace(second=0, microsecond=0))
    return f"{day(here.date())}, {time}"
