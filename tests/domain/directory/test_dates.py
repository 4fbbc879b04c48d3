"""The next dates of a group, in London wall time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from alongside.domain.directory.content import Meeting
from alongside.domain.directory.dates import next_occasions

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
