"""A series in words that a person reads."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

from alongside.engines.recurrence._series import DAYS, Series


def describe(series: Series, gettext: Callable[[str], str] = str) -> str:
    """When it meets, such as "Every Tuesday, 6pm to 7:30pm"; `gettext` translates the phrases."""
    _ = gettext
    days = _days(series, _)
    if series.freq == "WEEKLY":
        when = _weekly(series, days, _)
    else:
        when = _monthly(series, days, _)
    hours = _hours(series.opens_at, series.closes_at, _)
    return _("%(when)s, %(hours)s") % {"when": when, "hours": hours} if hours else when


def clock_words(at: time, gettext: Callable[[str], str] = str) -> str:
    """A time of day as people write it: 6pm, 7:30pm, midday, midnight."""
    _ = gettext
    if (at.hour, at.minute) in ((0, 0), (12, 0)):
        return _("midday") if at.hour else _("midnight")
    hour = at.hour % 12 or 12
    digits = f"{hour}:{at.minute:02}" if at.minute else str(hour)
    return (_("%(time)spm") if at.hour >= 12 else _("%(time)sam")) % {"time": digits}


def _hours(opens: time | None, closes: time | None, _: Callable[[str], str]) -> str:
    if opens is None:
        return ""
    if closes is None:
        return clock_words(opens, _)
    both = {"opens": clock_words(opens, _), "closes": clock_words(closes, _)}
    return _("%(opens)s to %(closes)s") % both


def _days(series: Series, _: Callable[[str], str]) -> str:
    names = dict(
        zip(
            DAYS,
            (
                _("Monday"),
                _("Tuesday"),
                _("Wednesday"),
                _("Thursday"),
                _("Friday"),
                _("Saturday"),
                _("Sunday"),
            ),
            strict=True,
        )
    )
    days = [names[day] for day in DAYS if day in series.byday]
    if len(days) < 2:
        return "".join(days)
    return _("%(first)s and %(last)s") % {"first": ", ".join(days[:-1]), "last": days[-1]}


def _weekly(series: Series, days: str, _: Callable[[str], str]) -> str:
    if series.interval == 1:
        if len(series.byday) == 7:
            return _("Every day")
        if set(series.byday) == set(DAYS[:5]):
            return _("Monday to Friday")
        return _("Every %(days)s") % {"days": days}
    if series.interval == 2:
        if len(series.byday) == 1:
            return _("Every other %(day)s") % {"day": days}
        return _("Every other week on %(days)s") % {"days": days}
    return _("Every %(count)s weeks on %(days)s") % {"count": series.interval, "days": days}


def _monthly(series: Series, days: str, _: Callable[[str], str]) -> str:
    if series.bymonthday is not None:
        which = _("Day %(number)s") % {"number": series.bymonthday}
    else:
        order = {
            1: _("First %(days)s"),
            2: _("Second %(days)s"),
            3: _("Third %(days)s"),
            4: _("Fourth %(days)s"),
            -1: _("Last %(days)s"),
        }
        which = order[series.nth or -1] % {"days": days}
    if series.interval == 1:
        return _("%(which)s of the month") % {"which": which}
    if series.interval == 2:
        return _("%(which)s of every other month") % {"which": which}
    return _("%(which)s of the month, every %(count)s months") % {
        "which": which,
        "count": series.interval,
    }
