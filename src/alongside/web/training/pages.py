"""What the pages of training show, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from alongside.domain.training import public as training
from alongside.web.shared.hours import day_words
from alongside.web.shared.words import Words

Standing = training.Standing
PROGRAMMES: dict[str, Words] = {
    training.Programme.MENTOR: gettext_lazy("Mentors"),
    training.Programme.FACILITATOR: gettext_lazy("Facilitators"),
    training.Programme.CLINICAL_TEAM: gettext_lazy("Clinical teams"),
}
STANDINGS: dict[str, tuple[Words, str]] = {
    Standing.NOT_STARTED: (gettext_lazy("Not begun"), "grey"),
    Standing.ENROLLED: (gettext_lazy("Begun"), "blue"),
    Standing.ATTENDED: (gettext_lazy("Sessions attended"), "blue"),
    Standing.OBSERVED: (gettext_lazy("Some skills seen"), "blue"),
    Standing.DONE: (gettext_lazy("Done"), "green"),
    Standing.RENEW_SOON: (gettext_lazy("Do again soon"), "yellow"),
    Standing.LAPSED: (gettext_lazy("To do again"), "orange"),
}


@dataclass(frozen=True)
class ModuleRow:
    """One module of somebody, in words: how it stands and what comes next."""

    slug: str
    label: str
    enrolment_id: UUID | None
    standing: Words
    colour: str
    next: str
    attends: bool  # a session is still to be written down
    observes: bool  # a skill is still to be seen, and every session was attended
    stops: bool
    again: bool


def module_row(one: training.ModuleProgress) -> ModuleRow:
    """The row of a module."""
    words, colour = STANDINGS[one.standing]
    left = [each for each in one.sessions if each.on is None]
    return ModuleRow(
        slug=one.module.slug,
        label=one.module.label,
        enrolment_id=one.enrolment_id,
        standing=words,
        colour=colour,
        next=_next(one),
        attends=one.is_open and bool(left),
        observes=one.is_open and not left,
        stops=one.is_open,
        again=not one.is_open and one.standing in (Standing.RENEW_SOON, Standing.LAPSED),
    )


def _next(one: training.ModuleProgress) -> str:
    """What comes next, or until when it counts."""
    until = one.counts_until
    lines = []
    if until == date.max:
        lines.append(_("It counts for good."))
    elif until is not None:
        lines.append(_("It counts until %(day)s.") % {"day": day_words(until)})
    elif one.standing == Standing.LAPSED:
        lines.append(_("It does not count any more."))
    if one.is_open:
        lines.append(_to_do(one))
    return " ".join(lines)


def _to_do(one: training.ModuleProgress) -> str:
    return _("Next: %(what)s.") % {"what": _what_next(one)}


def _what_next(one: training.ModuleProgress) -> str:
    left = [each.session.title for each in one.sessions if each.on is None]
    if left:
        return _("the session “%(title)s”") % {"title": left[0]}
    unseen = sum(each.on is None for each in one.skills)
    words = ngettext("somebody sees one more skill", "somebody sees %(count)d more skills", unseen)
    return words % {"count": unseen}


def summed_up(modules: Iterable[training.ModuleProgress]) -> str:
    """ "3 of 7 done. Next, in “Setting goals”: somebody sees one more skill." """
    shown = tuple(modules)
    counting = sum(each.counts for each in shown)
    words = [_("%(done)d of %(all)d done.") % {"done": counting, "all": len(shown)}]
    opened = next((each for each in shown if each.is_open), None)
    if opened is not None:
        told = {"module": opened.module.label, "what": _what_next(opened)}
        words.append(_("Next, in “%(module)s”: %(what)s.") % told)
    return " ".join(words)


def length(minutes: int) -> str:
    """ "2 hours 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)
