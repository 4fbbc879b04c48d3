"""The next dates of a series, against an independent reckoning of the same rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.domain.directory.content import Meeting
from alongside.domain.directory.dates import days_of, next_occasions
from alongside.engines.recurrence import DAYS

WEEKLY = Meeting("WEEKLY", byday=("TU",), opens_at=time(18), closes_at=time(19, 30))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_a_weekly_group_keeps_its_hour_over_both_clock_changes() -> None:
    autumn = next_occasions((WEEKLY,), at(2026, 10, 20, 9), 2)
    spring = next_occasions((WEEKLY,), at(2027, 3, 23, 9), 2)

    assert [one.starts_at.astimezone(UTC).hour for one in autumn if one.starts_at] == [17, 18]
    assert [one.starts_at.astimezone(UTC).hour for one in spring if one.starts_at] == [18, 17]
    assert all(one.starts_at and one.starts_at.hour == 18 for one in (*autumn, *spring))


def test_one_that_has_begun_is_not_next() -> None:
    before = next_occasions((WEEKLY,), at(2026, 11, 24, 17, 59), 1)
    after = next_occasions((WEEKLY,), at(2026, 11, 24, 18, 0), 1)

    assert (before[0].day, after[0].day) == (date(2026, 11, 24), date(2026, 12, 1))


def test_monthly_by_place_in_the_month_last_and_by_date() -> None:
    def days(**rule: object) -> list[date]:
        found = next_occasions((Meeting("MONTHLY", **rule),), at(2026, 11, 23), 2)  # type: ignore[arg-type]
        return [one.day for one in found]

    assert days(byday=("TH",), nth=1) == [date(2026, 12, 3), date(2027, 1, 7)]
    assert days(byday=("MO",), nth=-1) == [date(2026, 11, 30), date(2026, 12, 28)]
    assert days(bymonthday=28) == [date(2026, 11, 28), date(2026, 12, 28)]


def test_every_second_week_without_a_first_day_has_no_dates() -> None:
    assert next_occasions((Meeting("WEEKLY", ("TU",), interval=2),), at(2026, 11, 23), 3) == ()


def test_several_series_come_in_order_and_only_so_many() -> None:
    other = Meeting("WEEKLY", byday=("MO", "WE"), opens_at=time(10))

    found = next_occasions((WEEKLY, other), at(2026, 11, 23, 11), 3)

    assert [one.day.day for one in found] == [24, 25, 30]


def test_past_midnight_ends_the_next_day() -> None:
    late = Meeting("WEEKLY", byday=("FR",), opens_at=time(22), closes_at=time(1))

    (one,) = next_occasions((late,), at(2026, 11, 23), 1)

    assert one.starts_at is not None
    assert one.ends_at is not None
    assert one.ends_at - one.starts_at == timedelta(hours=3)


@settings(max_examples=40)
@given(
    freq=st.sampled_from(["WEEKLY", "MONTHLY"]),
    byday=st.lists(st.sampled_from(DAYS), min_size=1, max_size=3, unique=True),
    interval=st.integers(1, 3),
    nth=st.sampled_from([1, 2, 3, 4, -1]),
    monthday=st.one_of(st.none(), st.integers(1, 28)),
    first=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    lasts=st.one_of(st.none(), st.integers(0, 200)),
)
def test_days_are_those_of_an_independent_calendar(
    freq: str,
    byday: list[str],
    interval: int,
    nth: int,
    monthday: int | None,
    first: date,
    lasts: int | None,
) -> None:
    until = None if lasts is None else first + timedelta(days=lasts)
    monthly = freq == "MONTHLY"
    meeting = Meeting(
        freq,
        byday=() if monthly and monthday else tuple(byday),
        interval=interval,
        nth=nth if monthly and not monthday else None,
        bymonthday=monthday if monthly else None,
        valid_from=first,
        valid_to=until,
    )
    rule = f"FREQ={freq};INTERVAL={interval};WKST=MO"
    if monthly and monthday:
        rule += f";BYMONTHDAY={monthday}"
    else:
        rule += ";BYDAY=" + ",".join(f"{nth}{day}" if monthly else day for day in byday)
    if until:
        rule += f";UNTIL={until:%Y%m%d}"
    horizon = first + timedelta(days=300)

    ours = [day for day in days_of(meeting, first) if day < horizon]

    body = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(first, horizon)
    theirs = sorted({event["DTSTART"].dt for event in events} & set(_plausible(meeting, events)))
    assert ours == theirs


def _plausible(meeting: Meeting, events: list[icalendar.Event]) -> list[date]:
    """RFC 5545 counts DTSTART itself even where the rule does not fall on it; we do not."""
    if meeting.bymonthday is not None:
        return [e["DTSTART"].dt for e in events if e["DTSTART"].dt.day == meeting.bymonthday]
    days = [e["DTSTART"].dt for e in events if DAYS[e["DTSTART"].dt.weekday()] in meeting.byday]
    if meeting.freq == "WEEKLY" or meeting.nth is None:
        return days
    if meeting.nth > 0:
        return [day for day in days if (day.day - 1) // 7 + 1 == meeting.nth]
    return [day for day in days if (day + timedelta(days=7)).month != day.month]
