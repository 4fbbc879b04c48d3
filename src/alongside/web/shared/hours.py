"""Days, moments and published hours in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.engines.worktime import Hours
from alongside.foundation import clock
from alongside.web.shared.forms import spoken_time

_MIDNIGHT = dt.time(0)


def day_words(day: dt.date | None) -> str:
    """ "24 November 2026", or nothing for none."""
    return date_format(day, "j F Y") if day else ""


def moment_words(at: dt.datetime | None) -> str:
    """ "3pm on Tuesday 24 November", by the clock in London."""
    if at is None:
        return ""
    here = clock.in_london(at)
    time, day = spoken_time(here.time().replace(microsecond=0)), date_format(here, "l j F")
    return _("%(time)s on %(day)s") % {"time": time, "day": day}


def hours_words(hours: Sequence[Hours]) -> str:
    """ "Monday to Friday, 9am to 5pm", one after the other for several windows."""
    return _("; ").join(_window(each) for each in hours)


def _window(window: Hours) -> str:
    if window.opens == window.closes == _MIDNIGHT:
        when = _("day and night")
    else:
        when = _("%(opens)s to %(closes)s") % {
            "opens": spoken_time(window.opens),
            "closes": spoken_time(window.closes),
        }
    return _("%(days)s, %(when)s") % {"days": _days(window.days), "when": when}


def _days(days: Iterable[int]) -> str:
    """Runs of three days or more are told by their ends."""
    ordered = sorted(days)
    if len(ordered) == 7:
        return _("every day")
    names = [str(WEEKDAYS[day]) for day in ordered]
    if len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    if len(names) == 1:
        return names[0]
    return _("%(several)s and %(last)s") % {
        "several": _(", ").join(names[:-1]),
        "last": names[-1],
    }
