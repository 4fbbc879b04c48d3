"""What another reader makes of our calendars, over both changes of the clocks."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from alongside.engines.recurrence import DAYS, Series, next_dates, occurrences
from alongside.formats.ical import CalendarSeries, group_series
from support import SHARED, needs_shared

STAMP = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
FIELDS = ("freq", "byday", "interval", "nth", "bymonthday", "opens_at", "closes_at", "except_on")
SHAPES = st.one_of(
    st.fixed_dictionaries(
        {"freq": st.just("WEEKLY"), "byday": st.sets(st.sampled_from(DAYS), min_size=1).map(tuple)}
    ),
    st.fixed_dictionaries(
        {
            "freq": st.just("MONTHLY"),
            "byday": st.sampled_from(DAYS).map(lambda day: (day,)),
            "nth": st.sampled_from((1, 2, 3, 4, -1)),
        }
    ),
    st.fixed_dictionaries({"freq": st.just("MONTHLY"), "bymonthday": st.integers(1, 31)}),
)


def written(series: Series, first: date, **more: Any) -> bytes:
    same = {name: getattr(series, name) for name in FIELDS}
    one = CalendarSeries(
        uid="a@example.org",
        summary="Group",
        starts_on=first,
        ends_on=series.ends_on,
        **same,
        **more,
    )
    return group_series("Group", [one], stamp=STAMP)


def seen(body: bytes, first: date, last: date) -> list[Any]:
    events = recurring_ical_events.of(Calendar.from_ical(body)).between(
        first, last + timedelta(days=1)
    )
    return sorted(event["DTSTART"].dt for event in events)


@given(
    SHAPES,
    st.integers(1, 3),
    st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 12, 31)),
    st.none() | st.integers(0, 500),
    st.sampled_from((time(0), time(0, 30), time(1, 30), time(9), time(18), time(23, 45))),
    st.sets(st.integers(0, 300), max_size=6),
)
def test_every_date_and_hour_is_read_back(
    shape: dict[str, Any],
    interval: int,
    starts: date,
    length: int | None,
    opens: time,
    left_out: set[int],
) -> None:
    series = Series(
        **shape,
        interval=interval,
        starts_on=starts,
        ends_on=starts + timedelta(length) if length is not None else None,
        opens_at=opens,
        except_on=tuple(starts + timedelta(day) for day in left_out),
    )
    first = next_dates(series, starts, 1)
    if not first:
        return
    last = starts + timedelta(days=420)

    found = seen(written(series, first[0]), first[0], last)

    # 1:30 does not exist on the night when summer time begins: readers differ, so it is left out
    expected = [day for day in occurrences(series, first[0], last) if not _is_spring(day, opens)]
    assert [at.date() for at in found if not _is_spring(at.date(), opens)] == expected
    assert {at.time() for at in found if not _is_spring(at.date(), opens)} <= {opens}


def _is_spring(day: date, opens: time) -> bool:
    return opens == time(1, 30) and day.month == 3 and day.day >= 25 and day.weekday() == 6


@pytest.mark.parametrize(
    ("before", "after", "day"),
    [(date(2026, 10, 20), date(2026, 10, 27), "TU"), (date(2027, 3, 23), date(2027, 3, 30), "TU")],
)
def test_six_stays_six_over_the_change_of_clocks(before: date, after: date, day: str) -> None:
    series = Series("WEEKLY", (day,), opens_at=time(18), closes_at=time(19, 30))

    found = seen(written(series, before), before, after)

    assert [at.strftime("%d %H:%M") for at in found] == [
        before.strftime("%d 18:00"),
        after.strftime("%d 18:00"),
    ]
    assert found[0].utcoffset() != found[1].utcoffset()


def test_the_file_says_what_a_calendar_needs() -> None:
    series = Series(
        "WEEKLY", ("TU",), opens_at=time(18), closes_at=time(19, 30),
        ends_on=date(2027, 6, 1), except_on=(date(2026, 12, 29),),
    )  # fmt: skip

    body = written(
        series, date(2026, 11, 24), sequence=4, location="Hall; 1 High St, Malvern",
        description="First line\nSecond, with a comma", url="https://example.org/g/1",
        lat=52.1, lon=-2.3,
    )  # fmt: skip
    lines = body.replace(b"\r\n ", b"").decode().split("\r\n")

    for line in (
        "METHOD:PUBLISH",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/London",
        "TZNAME:BST",
        "UID:a@example.org",
        "SEQUENCE:4",
        "DTSTAMP:20261122T093000Z",
        "DTSTART;TZID=Europe/London:20261124T180000",
        "DTEND;TZID=Europe/London:20261124T193000",
        "EXDATE;TZID=Europe/London:20261229T180000",
        "RRULE:FREQ=WEEKLY;UNTIL=20270601T170000Z;INTERVAL=1;BYDAY=TU",
        "LOCATION:Hall\\; 1 High St\\, Malvern",
        "DESCRIPTION:First line\\nSecond\\, with a comma",
        "URL:https://example.org/g/1",
        "GEO:52.1;-2.3",
        "STATUS:CONFIRMED",
    ):
        assert line in lines
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    assert body == written(
        series, date(2026, 11, 24), sequence=4, location="Hall; 1 High St, Malvern",
        description="First line\nSecond, with a comma", url="https://example.org/g/1",
        lat=52.1, lon=-2.3,
    )  # fmt: skip


def test_all_day_and_past_midnight() -> None:
    whole = written(
        Series("MONTHLY", bymonthday=5, except_on=(date(2027, 1, 5),)), date(2026, 12, 5)
    )
    late = written(
        Series("WEEKLY", ("FR",), opens_at=time(22), closes_at=time(0)), date(2026, 11, 27)
    )

    assert b"DTSTART;VALUE=DATE:20261205" in whole
    assert b"EXDATE;VALUE=DATE:20270105" in whole
    assert seen(whole, date(2026, 12, 1), date(2027, 2, 28)) == [
        date(2026, 12, 5),
        date(2027, 2, 5),
    ]
    assert b"DTEND;TZID=Europe/London:20261128T000000" in late


def test_a_start_that_is_no_date_of_the_series_is_refused() -> None:
    for series, day in (
        (Series("WEEKLY", ("TU",)), date(2026, 11, 25)),
        (Series("MONTHLY", ("TU",), nth=2), date(2026, 11, 3)),
        (Series("MONTHLY", ("TU",), nth=-1), date(2026, 11, 17)),
        (Series("MONTHLY", bymonthday=4), date(2026, 11, 3)),
    ):
        with pytest.raises(ValueError, match="does not fall"):
            written(series, day)
    with pytest.raises(ValueError, match="time zone"):
        group_series("Group", [], stamp=datetime(2026, 1, 1))


@needs_shared
def test_naughty_words_begin_no_property() -> None:
    folder = SHARED / "data/security"
    words = json.loads((folder / "blns.json").read_text())
    words += [
        value
        for value in json.loads((folder / "extra_strings.json").read_text()).values()
        if isinstance(value, str)
    ]
    words += (folder / "payloads/crlf.txt").read_text(errors="replace").splitlines()
    words += ["a\r\nATTENDEE:mailto:x@example.org", "a\nEND:VEVENT", "a\rBEGIN:VALARM"]
    names = {"BEGIN", "END", "UID", "DTSTAMP", "SEQUENCE", "SUMMARY", "DTSTART", "RRULE", "STATUS",
             "DESCRIPTION", "LOCATION", "URL", "TRANSP"}  # fmt: skip

    for word in (word[:20_000] for word in words):
        one = CalendarSeries(
            uid="x" + word[:500], summary=word, freq="WEEKLY", starts_on=date(2026, 11, 24),
            byday=("TU",), description=word, location=word, url=word[:2000],
        )  # fmt: skip
        body = group_series(word, [one], stamp=STAMP)
        lines = body.replace(b"\r\n ", b"").decode().split("\r\n")
        begins = lines.index("BEGIN:VEVENT")

        assert {line.partition(":")[0].partition(";")[0] for line in lines[begins:-1]} <= names
        assert lines.count("BEGIN:VEVENT") == 1
        assert len(Calendar.from_ical(body).walk("VEVENT")) == 1
