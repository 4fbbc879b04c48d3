"""From a referral to what the person reads."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.referrals import public as referrals
from alongside.foundation.clock import london_date
from alongside.web.referrals import words
from alongside.web.shared.listing_words import listed
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

# What somebody reads of their own support: kinder than a list of states.
_BECAUSE: dict[str, Words] = {
    referrals.Because.NEEDS_MORE: gettext_lazy("You need more than we can give."),
    referrals.Because.OUT_OF_AREA: gettext_lazy("You live where we do not work."),
    referrals.Because.NOT_FOR_THIS: gettext_lazy("We have nothing that fits what you need."),
    referrals.Because.NO_ROOM: gettext_lazy("We have no room, and will not have any soon."),
    referrals.Because.KNOWN_HERE: gettext_lazy("You have our support already."),
}
_WANTS: dict[str, Words] = {
    "mentor": gettext_lazy("Somebody who has been through it, one to one"),
    "group": gettext_lazy("A group"),
    "course": gettext_lazy("A course"),
    "not_sure": gettext_lazy("Help to choose"),
}


@dataclass(frozen=True)
class Standing:
    """How it stands, in a title and a few sentences."""

    title: str
    sentences: tuple[str, ...]


def introduced(mine: referrals.MyReferralRecord) -> bool:
    """Whether somebody else wrote it."""
    return mine.made_by != "self"


def standing(mine: referrals.MyReferralRecord) -> Standing:
    """What the person has to know first."""
    title, sentences = _open(mine) if mine.events else _over(mine)
    return Standing(title, tuple(one for one in sentences if one))


def _open(mine: referrals.MyReferralRecord) -> tuple[str, tuple[str, ...]]:
    nothing = _("You do not have to do anything.")
    if mine.decided_by is not None:
        by = _("%(service)s decides by %(day)s, and then gets in touch with you.") % {
            "service": mine.service_name,
            "day": words.day(mine.decided_by),
        }
        return _("It is on its way"), (by, nothing)
    told = {
        "accepted": (_("We said yes"), (_("Somebody gets in touch with you soon."), nothing)),
        "waiting": (
            _("We said yes, and you wait for a place"),
            (_("We tell you as soon as there is one."), nothing),
        ),
        "contacted": (_("We have spoken"), (_("We go on as we agreed with you."),)),
        "plan_agreed": (_("We agreed what comes next"), ()),
        "attending": (_("You get our support"), ()),
        "joined": (
            _("There are two letters about you"),
            (_("We take them as one, so that nobody asks you twice."),),
        ),
    }
    return told.get(mine.state, (_("It is on its way"), ()))


def _over(mine: referrals.MyReferralRecord) -> tuple[str, tuple[str, ...]]:
    told: dict[str, tuple[str, tuple[str, ...]]] = {
        "declined": (
            _("We cannot help with this ourselves"),
            (str(_BECAUSE.get(mine.because, "")), mine.note),
        ),
        "redirected": (
            _("We handed it on, as you agreed"),
            (_("They get in touch with you, and send you a link of their own."), mine.note),
        ),
        "closed": (
            _("Our support has ended"),
            (mine.note, _("You can ask for support again at any time.")),
        ),
        "withdrawn": (
            _("It is stopped"),
            (
                _("Nobody gets in touch with you because of it."),
                _("You can ask for support again at any time."),
            ),
        ),
    }
    return told.get(mine.state, (_("It is over"), ()))


def rows(mine: referrals.MyReferralRecord) -> tuple[Row, ...]:
    """What was written."""
    told = [
        (_("Name"), mine.name),
        (_("Written by"), _writer(mine)),
        (_("On"), words.day(mine.made_on)),
        (_("What you would like"), _WANTS.get(mine.wants, "")),
        (_("About"), words.condition(mine.condition)),
        (_("Why it might help"), mine.reason),
        (_("About you"), mine.about_me),
        (_("What gets in the way"), listed([one.label for one in mine.barriers])),
        (_("What you say is not right"), mine.correction),
    ]
    return tuple(Row(key, value) for key, value in told if value)


def _writer(mine: referrals.MyReferralRecord) -> str:
    if not introduced(mine):
        return _("You")
    return mine.referrer_name or str(words.MADE_BY.get(mine.made_by, ""))


def happened(mine: referrals.MyReferralRecord) -> list[tuple[str, str]]:
    """What happened, the oldest first."""
    return [(words.day(london_date(line.at)), line.words) for line in mine.story]
