"""From a report to the words of its pages and files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.engines.evaluation import Caution
from alongside.journeys.report_periods import Period
from alongside.journeys.report_telling import MeasureTold, ScaleTold, Told, Wait
from alongside.journeys.service_report import Report
from alongside.web.outcomes.report.dictionary import (
    DAYS,
    ENTRIES,
    IN_100,
    POINTS,
    Entry,
)
from alongside.web.shared.listing_words import full_date

HEADERS = (
    "figure",
    "measure",
    "scale",
    "what",
    "value",
    "told",
    "unit",
    "from",
    "until",
    "as_at",
    "reader",
)


@dataclass(frozen=True)
class Line:
    """One figure on the page."""

    label: str
    told: str


def lines(figures: Mapping[str, Told], part: str, *, outside: bool) -> tuple[Line, ...]:
    """The figures of one part, in the dictionary's order."""
    return tuple(
        Line(str(entry.label), told_words(figures[name], entry, outside=outside))
        for name, entry in ENTRIES.items()
        if entry.part == part and name in figures
    )


def told_words(told: Told, entry: Entry, *, outside: bool) -> str:
    """A number with its unit; what is hidden and what nobody can say is said too."""
    if told.hidden:
        return _("fewer than 8") if entry.counts else _("not told")
    if told.value is None:
        return _("not known")
    number = told.value
    if entry.unit == DAYS:
        return days(number)
    if entry.unit == POINTS:
        points = f"{number:+.1f}" if number and entry.label in _SIGNED else f"{number:.1f}"
        return _("about %(points)s") % {"points": points} if outside else points
    if entry.unit == IN_100:
        words = _("about %(number)d in every 100") if outside else _("%(number)d in every 100")
        return words % {"number": round(number)}
    return _people(number, rounded=outside and entry not in _OURS)


_SIGNED = tuple(ENTRIES[name].label for name in ("change", "low", "high", "worst_case"))
_OURS = tuple(ENTRIES[name] for name in ("taken_on_target", "taken_on_expected", "mentors_target"))


def _people(number: float, *, rounded: bool) -> str:
    if rounded and number:
        return _("about %(count)d") % {"count": number}
    return f"{number:,.0f}"


def days(number: float) -> str:
    """ "less than a day", "1 day", "6½ days"."""
    whole = int(number)
    if number < 1:
        return _("less than a day")
    if number != whole:
        return _("%(count)d½ days") % {"count": whole}
    return ngettext("%(count)d day", "%(count)d days", whole) % {"count": whole}


def period_name(period: Period) -> str:
    """From when until when."""
    span = {"since": full_date(period.since), "until": full_date(period.until)}
    return _("%(since)s to %(until)s") % span


def kind_of(period: Period) -> str:
    """What kind of period it is, for the list of them."""
    if period.kind == "quarter":
        return _("quarter %(number)d") % {"number": period.quarter}
    if period.kind == "so_far":
        return _("the first %(count)d months") % {"count": 3 * period.quarter}
    return _("whole year")


def answer(found: Report) -> tuple[str, str, str]:
    """The answer in three sentences: how many, how long they waited, what changed."""
    return _how_many(found), _how_long(found), _what_changed(found)


def _how_many(found: Report) -> str:
    told = found.figures["taken_on"]
    values = {
        "number": told_words(told, ENTRIES["taken_on"], outside=found.outside),
        "since": full_date(found.period.since),
        "until": full_date(min(found.period.until, found.as_at)),
        "target": found.targets.people_a_year,
        "expected": _value(found.figures, "taken_on_expected"),
    }
    if found.targets.people_a_year is None:
        return _("People taken on from %(since)s to %(until)s: %(number)s.") % values
    if values["expected"] == values["target"]:
        words = _(
            "People taken on from %(since)s to %(until)s: %(number)s, where the contract asks for"
            " %(target)d."
        )
    else:
        words = _(
            "People taken on from %(since)s to %(until)s: %(number)s, where the contract asks for"
            " %(target)d in a year, which is %(expected)d for this time."
        )
    return words % values


def _value(figures: Mapping[str, Told], name: str) -> float:
    return (figures[name].value if name in figures else None) or 0


def _how_long(found: Report) -> str:
    yes, mentor = found.figures["wait_for_yes_median"], found.figures["wait_for_mentor_median"]
    if yes.hidden:
        return _("Too few people were taken on to say how long they waited.")
    if yes.value is None:
        return _("Nobody was taken on, so nobody waited.")
    first = {"days": days(max(1, yes.value))}
    if mentor.value is None:
        return _("Half of them had a yes within %(days)s.") % first
    return _(
        "Half of them had a yes within %(days)s; of those who got a mentor, half waited"
        " %(mentor)s or less."
    ) % {**first, "mentor": days(max(1, mentor.value))}


def _what_changed(found: Report) -> str:
    for measure in found.measures:
        for scale in measure.scales:
            said = changed_sentence(measure, scale, outside=found.outside)
            if scale.waits or scale.levels or "change" in scale.figures:
                return said
    if found.measures:
        return _("What people said at the end stands below; it has no score that could change.")
    return _("Nobody has answered questions at the beginning, so nothing is known of a change.")


def changed_sentence(measure: MeasureTold, scale: ScaleTold, *, outside: bool) -> str:
    """What changed on one scale, in a sentence that says how sure it is and for how many."""
    figures = scale.figures
    name = scale.label or measure.label
    if scale.waits == Wait.FOR_THE_HALF:
        return _(
            "What changed is told of the first six months of a contract year, and of all of it."
        )
    if scale.waits == Wait.FOR_MORE_PEOPLE:
        return _(
            "What changed is told of the first six months alone: too few people have answered"
            " since."
        )
    if Caution.TOO_FEW in scale.cautions:
        return _("“%(name)s”: fewer than 8 people have both scores, so no change is told.") % {
            "name": name
        }
    if Caution.MOST_MISSING in scale.cautions:
        return _(
            "“%(name)s”: more than half of those who began have no last score, so no change is"
            " told."
        ) % {"name": name}
    if "change" not in figures:
        return _("“%(name)s” has no score that could change.") % {"name": name}
    change, low, high = (_value(figures, each) for each in ("change", "low", "high"))
    points = f"{abs(change):.1f}"
    values = {
        "name": name,
        "people": told_words(figures["scored_both"], ENTRIES["scored_both"], outside=outside),
        "change": _("about %(points)s") % {"points": points} if outside else points,
        "low": f"{low:.1f}",
        "high": f"{high:.1f}",
    }
    if Caution.COULD_BE_CHANCE in scale.cautions:
        words = _(
            "“%(name)s”: of %(people)s people with both scores, the average change could be chance"
            " (between %(low)s and %(high)s points better)."
        )
    elif change > 0:
        words = _(
            "“%(name)s”: %(people)s people with both scores were %(change)s points better on"
            " average, somewhere between %(low)s and %(high)s."
        )
    else:
        words = _(
            "“%(name)s”: %(people)s people with both scores were %(change)s points worse on"
            " average (between %(low)s and %(high)s, where less than 0 is worse)."
        )
    return words % values


def cautions(scale: ScaleTold) -> tuple[str, ...]:
    """What must be read beside a change."""
    said = {
        Caution.NOBODY_TO_COMPARE: _(
            "People often ask for support when things are at their worst. Many would feel better"
            " later without it as well. Nobody without support was asked here, so how much of the"
            " change comes from the support is not known."
        ),
        Caution.CHOSEN_AT_THEIR_WORST: _(
            "People were taken on because they felt bad, so most would feel better later without"
            " support too. How much of the change comes from the support is not known."
        ),
        Caution.MANY_MISSING: _(
            "More than 1 in 5 of those who began have no last score. They may have fared"
            " differently."
        ),
        Caution.MOST_MISSING: _("More than half of those who began have no last score."),
        Caution.TOO_FEW: _("Too few people answered twice to say anything about everybody."),
        Caution.COULD_BE_CHANCE: _("The change may be chance: no change at all is possible too."),
    }
    return tuple(said[one] for one in scale.cautions)


def rows(found: Report) -> Iterator[tuple[str, ...]]:
    """The lines of the file: one figure each."""
    yield from _rows(found, found.figures, "", "")
    for measure in found.measures:
        key = f"{measure.measure} {measure.version}"
        yield from _rows(found, measure.figures, key, "")
        for scale in measure.scales:
            yield from _rows(found, scale.figures, key, scale.scale)


def _rows(
    found: Report, figures: Mapping[str, Told], measure: str, scale: str
) -> Iterator[tuple[str, ...]]:
    for name, told in figures.items():
        entry = ENTRIES[name]
        yield (
            name,
            measure,
            scale,
            str(entry.label),
            "" if told.value is None else f"{told.value:.4g}",
            told_words(told, entry, outside=found.outside),
            entry.unit,
            found.period.since.isoformat(),
            found.period.until.isoformat(),
            found.as_at.isoformat(),
            "outside" if found.outside else "service",
        )
