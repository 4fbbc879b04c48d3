"""From referrals to what a coordinator's pages show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.referrals import public as referrals
from alongside.formats.nhs_number import spaced
from alongside.journeys.episode import Introduction
from alongside.web.referrals import words
from alongside.web.referrals.desk.acts import Deed
from alongside.web.referrals.desk.forms import DeedForm
from alongside.web.shared.forms import shown_number
from alongside.web.shared.listing_words import full_date, listed
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

# The lists in the order in which they are worked through.
LISTS: dict[str, Words] = {
    "overdue": gettext_lazy("Overdue"),
    "received": gettext_lazy("New introductions"),
    "past_target": gettext_lazy("Waiting longer than we promised"),
    "accepted": gettext_lazy("To be contacted"),
    "follow_ups": gettext_lazy("Follow-ups due"),
    "no_news": gettext_lazy("No news for ten working days"),
    "waiting": gettext_lazy("Waiting for a place"),
    "contacted": gettext_lazy("Contacted"),
    "plan_agreed": gettext_lazy("Plan agreed"),
    "attending": gettext_lazy("They come"),
    "open": gettext_lazy("All that are open"),
    "closed": gettext_lazy("Closed"),
}
_KINDS: dict[str, Words] = {
    "real": gettext_lazy("to be arranged"),
    "perceived": gettext_lazy("to be talked about"),
}


@dataclass(frozen=True)
class Tab:
    """One list: its name, how many stand in it where that is counted, and whether it is shown."""

    name: Words
    href: str
    count: int | None
    here: bool


def tabs(counts: referrals.TodayCounts, which: str) -> tuple[Tab, ...]:
    """The lists."""
    return tuple(
        Tab(name, f"?which={key}", getattr(counts, key, None), key == which)
        for key, name in LISTS.items()
    )


@dataclass(frozen=True)
class ListRow:
    """One referral in a list."""

    href: str
    name: str
    reference: str
    wants: str
    state: Words
    who: str
    due: str
    owner: str
    overdue: bool
    no_news: bool
    needs: tuple[str, ...]


def list_rows(rows: Iterable[referrals.ReferralRow]) -> tuple[ListRow, ...]:
    """The rows of a list."""
    return tuple(
        ListRow(
            href=reverse("referrals:referral", args=[row.referral_id]),
            name=row.name or _("Somebody whose data is deleted"),
            reference=row.reference,
            wants=_wants(row.wants),
            state=words.STATES.get(row.state, row.state),
            who=writer(row.made_by, row.referrer_name, row.practice),
            due=words.day(row.due_on),
            owner=owner(row.owner_kind, row.owner_name),
            overdue=row.overdue,
            no_news=row.no_news,
            needs=row.needs,
        )
        for row in rows
    )


def _wants(slug: str) -> str:
    return str(words.WANTS.get(slug, slug)).split(":")[0]


def writer(made_by: str, name: str, practice: str) -> str:
    """Who introduced somebody, and from where."""
    return ", ".join(one for one in (name or str(words.MADE_BY.get(made_by, "")), practice) if one)


def owner(kind: str, name: str) -> str:
    """Whose turn it is: a coordinator's name where one took it on."""
    return name or (_("Any coordinator") if kind == "coordinator" else "")


def reach(one: referrals.ReferralRecord) -> tuple[Row, ...]:
    """How the person is reached."""
    number = one.reach_by in ("text", "phone")
    told: list[tuple[str, Any]] = [
        (
            str(words.CHANNELS.get(one.reach_by, "")),
            shown_number(one.reach_at) if number else one.reach_at,
        ),
        (
            _("A message may be left"),
            (_("Yes") if one.may_leave_message else _("No")) if number else "",
        ),
        (_("How they need information"), listed(list(one.needs))),
    ]
    return tuple(Row(key, value) for key, value in told if key and value)


def facts(one: referrals.ReferralRecord) -> tuple[Row, ...]:
    """What was written."""
    told: list[tuple[str, Any]] = [
        (_("Introduced by"), writer(one.made_by, one.referrer_name, one.practice)),
        (_("As it came from elsewhere"), one.referred_by),
        (_("On"), words.moment(one.made_at)),
        (_("What it is for"), words.WANTS.get(one.wants, one.wants)),
        (_("Condition"), words.condition(one.condition)),
        (_("Why it might help"), one.reason),
        (_("About them"), one.about_me),
        (_("What the person says is not right"), one.correction),
        (_("What gets in the way"), barriers(one.barriers)),
        (_("To keep everybody safe"), one.risk),
        (_("Date of birth"), full_date(one.born) if one.born else ""),
        (_("NHS number"), spaced(one.nhs_number)),
        (_("Whoever introduced them"), "" if one.tells_referrer else _("is not to be told")),
        (_("Why not"), words.BECAUSE.get(one.because, "")),
        (_("What came of it"), words.OUTCOMES.get(one.outcome, "")),
        (_("What we said"), one.note),
        (_("How it fitted"), words.FITS.get(one.fit, "")),
    ]
    return tuple(Row(key, value) for key, value in told if value)


def barriers(found: Sequence[referrals.Barrier]) -> str:
    """What gets in the way, with what each asks of the service."""
    return "; ".join(
        f"{one.label} ({_KINDS[one.kind]})" if one.kind in _KINDS else one.label for one in found
    )


@dataclass(frozen=True)
class Step:
    """The one thing to do next: what it is called, and where. `press`: one press does it, without a
    page of its own."""

    words: Words
    href: str
    press: bool = False


def next_step(whole: Introduction, deeds: Mapping[str, Deed]) -> Step | None:
    """What comes next for an introduction; None where nothing does now, or may not be done."""
    if whole.next == "suggest" and whole.place_id is not None:
        return Step(_("Suggest a mentor"), reverse("mentoring:waiting", args=[whole.place_id]))
    if whole.next not in deeds:
        return None
    where = reverse("referrals:act", args=[whole.record.referral_id, whole.next])
    deed = deeds[whole.next]
    return Step(deed.button, where, press=deed.form is DeedForm)


def story(lines: Sequence[referrals.StoryLine]) -> tuple[tuple[str, str], ...]:
    """When, and what."""
    return tuple((words.moment(line.at), line.words) for line in lines)


@dataclass(frozen=True)
class Twin:
    """Another referral that may be the same person's."""

    href: str
    name: str
    reference: str
    why: str


def twins(found: Sequence[referrals.Duplicate]) -> tuple[Twin, ...]:
    """Those that may be the same person's, with why."""
    return tuple(
        Twin(
            reverse("referrals:referral", args=[each.referral_id]),
            each.name,
            each.reference,
            listed(list(each.why)),
        )
        for each in found
    )


@dataclass(frozen=True)
class Joining:
    """A joining that stands or is proposed, in words."""

    href: str
    words: str


def joinings(found: Sequence[referrals.JoinedRecord]) -> tuple[Joining, ...]:
    """What is joined to it, or proposed to be."""
    told = []
    for each in found:
        said = {"ref": each.reference, "first": each.by_first, "second": each.by_second}
        if not each.by_second:
            text = _("%(first)s says that %(ref)s is the same person's.") % said
        elif each.keeps:
            text = _("%(ref)s was joined to this one by %(first)s and %(second)s.") % said
        else:
            text = _("It goes on as %(ref)s: joined by %(first)s and %(second)s.") % said
        told.append(Joining(reverse("referrals:referral", args=[each.referral_id]), text))
    return tuple(told)
