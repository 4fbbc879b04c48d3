"""Series of meetings, and single days, as an iCalendar file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vDDDLists,
    vGeo,
    vRecur,
    vText,
    vUri,
)

LONDON = ZoneInfo("Europe/London")
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class CalendarSeries:
    """One series. `freq`, `byday`, `nth` and `bymonthday` as in Open Referral UK, without `freq` it
    is one day; times are London wall times, None for all day; `starts_on` is a date on which it
    falls."""

    uid: str
    summary: str
    freq: str
    starts_on: date
    byday: tuple[str, ...] = ()
    interval: int = 1
    nth: int | None = None
    bymonthday: int | None = None
    ends_on: date | None = None
    opens_at: time | None = None
    closes_at: time | None = None
    except_on: tuple[date, ...] = ()
    description: str = ""
    location: str = ""
    url: str = ""
    lat: float | None = None
    lon: float | None = None
    sequence: int = 0
    cancelled: bool = False


def group_series(name: str, series: Iterable[CalendarSeries], *, stamp: datetime) -> bytes:
    """An `.ics` file called `name` with an event that repeats for each of `series`.

    `stamp` says when this was true and must know its time zone. ValueError for a series whose
    `starts_on` is not one of its dates."""
    return _calendar(name, series, stamp=stamp, product="-//Alongside//Peer support groups//EN")


def single_day(event: CalendarSeries, *, stamp: datetime) -> bytes:
    """An `.ics` file with one event, of which nothing but its own words says what it is about.

    `stamp` as in `group_series`."""
    return _calendar(event.summary, [event], stamp=stamp, product="-//Alongside//Calendar//EN")


def _calendar(
    name: str, series: Iterable[CalendarSeries], *, stamp: datetime, product: str
) -> bytes:
    if stamp.tzinfo is None:
        raise ValueError("stamp must know its time zone")
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(" ".join(_text(name).split())))
    calendar.add("x-wr-timezone", LONDON.key)
    events = [_event(one, stamp.astimezone(UTC)) for one in series]
    calendar.add_component(_london())
    for event in events:
        calendar.add_component(event)
    return calendar.to_ical()


def _event(one: CalendarSeries, stamp: datetime) -> Event:
    if one.freq:
        _check_start(one)
    event = Event()
    event.add("uid", _line(one.uid))
    event.add("dtstamp", stamp)
    event.add("sequence", one.sequence)
    event.add("summary", _text(one.summary))
    if one.opens_at is None:
        event.add("dtstart", one.starts_on)
    else:
        event.add("dtstart", _at(one.starts_on, one.opens_at))
        if one.closes_at is not None:
            late = one.closes_at <= one.opens_at
            event.add("dtend", _at(one.starts_on + timedelta(days=late), one.closes_at))
    if one.freq:
        event.add("rrule", _rule(one))
    if one.except_on:
        event.add("exdate", _left_out(one))
    for key, value in (("description", one.description), ("location", one.location)):
        if _text(value):
            event.add(key, _text(value))
    if _line(one.url):
        event.add("url", vUri(_line(one.url)))
    if one.lat is not None and one.lon is not None:
        event.add("geo", vGeo((one.lat, one.lon)))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "OPAQUE")
    return event


def _check_start(one: CalendarSeries) -> None:
    """RFC 5545 counts DTSTART as an occurrence whatever the rule says, so it must be one."""
    day = one.starts_on
    fits = one.bymonthday == day.day if one.bymonthday else _DAYS[day.weekday()] in one.byday
    if fits and one.nth is not None:
        week = (day.day - 1) // 7 + 1
        last = (day + timedelta(days=7)).month != day.month
        fits = last if one.nth == -1 else week == one.nth
    if not fits:
        raise ValueError(f"the series does not fall on {day.isoformat()}")


def _rule(one: CalendarSeries) -> vRecur:
    rule: dict[str, object] = {"FREQ": one.freq, "INTERVAL": one.interval}
    if one.bymonthday:
        rule["BYMONTHDAY"] = one.bymonthday
    else:
        rule["BYDAY"] = [f"{one.nth or ''}{day}" for day in one.byday]
    if one.ends_on and one.opens_at:  # UNTIL is in UTC where DTSTART has a zone
        rule["UNTIL"] = _at(one.ends_on, one.opens_at).astimezone(UTC)
    elif one.ends_on:
        rule["UNTIL"] = one.ends_on
    return vRecur(rule)


def _left_out(one: CalendarSeries) -> vDDDLists:
    days = sorted(set(one.except_on))
    if one.opens_at is None:
        whole_days = vDDDLists(days)
        whole_days.params["VALUE"] = "DATE"
        return whole_days
    return vDDDLists([_at(day, one.opens_at) for day in days])


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, LONDON)


def _london() -> Timezone:
    """London's rule since 1996: summer time from the last Sunday of March to that of October."""
    zone = Timezone()
    zone.add("tzid", LONDON.key)
    for kind, name, start, before, after in (
        (TimezoneDaylight, "BST", datetime(1996, 3, 31, 1), 0, 1),  # noqa: DTZ001 - local by rule
        (TimezoneStandard, "GMT", datetime(1996, 10, 27, 2), 1, 0),  # noqa: DTZ001
    ):
        part = kind()
        part.add("dtstart", start)
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": start.month, "BYDAY": "-1SU"}))
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(part)
    return zone


def _text(value: str) -> str:
    """Words that may stand in a calendar: no control characters but new lines and tabs."""
    return _NOT_TEXT.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _line(value: str) -> str:
    """One line, for values that iCalendar does not escape: a new line would begin a property."""
    return "".join(_text(value).split())
