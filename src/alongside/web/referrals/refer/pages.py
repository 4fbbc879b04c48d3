"""From records to what the pages of whoever introduces somebody show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.referrals import public as referrals
from alongside.web.referrals import words
from alongside.web.shared.listing_words import listed
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

WRITTEN_BY: dict[str, Words] = {
    "text": gettext_lazy("They get a text with a link to what you wrote."),
    "email": gettext_lazy("They get an email with a link to what you wrote."),
    "letter": gettext_lazy("They get a letter that says how to see what you wrote."),
    "phone": gettext_lazy("The service rings them, and reads out what you wrote."),
}
_WAITS: dict[str, Words] = {
    "mentor": gettext_lazy("They wait for a mentor"),
    "another": gettext_lazy("They wait for another mentor"),
}


def room(known: referrals.ReceptionRecord) -> tuple[str, ...]:
    """What whoever introduces somebody has to know of how much room there is."""
    told = []
    if known.paused_until:
        day = words.day(known.paused_until)
        told.append(_("The service takes on nobody new until %(day)s.") % {"day": day})
    elif known.places is not None and known.held >= known.places:
        told.append(
            _("All places are taken. Those who wait now: %(count)d.") % {"count": known.waiting}
        )
    if known.words:
        told.append(known.words)
    return tuple(told)


def record_line(one: referrals.WrittenRecord) -> str:
    """A line to paste into the record of whoever introduced the person: no name, a reference."""
    said = _(
        "Introduced to %(service)s for peer support (%(wants)s), %(day)s. Agreed. Ref %(ref)s."
    )
    return said % {
        "service": one.service_name,
        "wants": str(words.WANTS[one.row.wants]).split(":")[0].lower(),
        "day": f"{one.row.made_on:%d/%m/%Y}",
        "ref": one.row.reference,
    }


def facts(one: referrals.WrittenRecord) -> tuple[Row, ...]:
    """What was written, as the person gets to see it."""
    told = [
        (_("Name"), one.row.name),
        (_("What it is for"), words.WANTS[one.row.wants]),
        (_("Condition"), words.condition(one.condition)),
        (_("Why it might help"), one.reason),
        (_("About them"), one.about_me),
        (_("What gets in the way"), listed([barrier.label for barrier in one.barriers])),
    ]
    return tuple(Row(key, value) for key, value in told if value)


@dataclass(frozen=True)
class Made:
    """One introduction in its writer's list."""

    href: str
    name: str
    reference: str
    day: str
    state: Words
    practice: str
    news: str
    fit: Words


def made_rows(rows: Iterable[referrals.MadeRow]) -> tuple[Made, ...]:
    """The list of whoever introduced them."""
    return tuple(
        Made(
            href=reverse("referrals:sent", args=[row.referral_id]),
            name=row.name or _("Somebody whose data is deleted"),
            reference=row.reference,
            day=words.day(row.made_on),
            state=words.STATES[row.state],
            practice=row.practice,
            news=_news(row),
            # How it fitted is no news while they wait.
            fit=_WAITS.get(row.waits_for) or words.FITS.get(row.fit, ""),
        )
        for row in rows
    )


def _news(row: referrals.MadeRow) -> str:
    said = [
        str(words.BECAUSE.get(row.because, "")),
        str(words.OUTCOMES.get(row.outcome, "")),
        row.note,
    ]
    return ". ".join(one for one in said if one)


def news(row: referrals.MadeRow) -> tuple[Row, ...]:
    """What came of it, and why."""
    told = [
        (_("Why not"), words.BECAUSE.get(row.because, "")),
        (_("What came of it"), words.OUTCOMES.get(row.outcome, "")),
        (_("What the service said"), row.note),
        (_("Now"), _WAITS.get(row.waits_for, "")),
        (_("How it fitted"), "" if row.waits_for else words.FITS.get(row.fit, "")),
    ]
    return tuple(Row(key, value) for key, value in told if value)


def practice_rows(counts: referrals.PracticeCounts) -> tuple[Row, ...]:
    """How a practice's introductions of the last half year stand."""
    return (
        Row(_("Introduced"), counts.made),
        Row(_("Reached"), counts.contacted),
        Row(_("Came"), counts.attended),
        Row(_("Still waiting"), counts.waiting),
        Row(_("Not possible"), counts.declined),
    )
