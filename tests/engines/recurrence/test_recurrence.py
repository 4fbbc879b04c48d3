"""Dates of a series against a second opinion, and its words."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.recurrence import (
    DAYS,
    Series,
    clock_words,
    describe,
    next_dates,
    occurrences,
)

DATES = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))
BYDAY = st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True).map(tuple)


@st.composite
def series(draw: st.DrawFn) -> Series:
    shape: dict[str, Any] = draw(
        st.one_of(
            st.fixed_dictionaries({"freq": st.just("WEEKLY"), "byday": BYDAY}),
            st.fixed_dictionaries(
                {
                    "freq": st.just("MONTHLY"),
                    "byday": BYDAY,
                    "nth": st.sampled_from((1, 2, 3, 4, -1)),
                }
            ),
            st.fixed_dictionaries({"freq": st.just("MONTHLY"), "bymonthday": st.integers(1, 31)}),
        )
    )
    starts = draw(DATES)
    ends = draw(st.none() | st.integers(0, 900).map(lambda days: starts + timedelta(days)))
    excepted = draw(
        st.lists(st.integers(0, 200).map(lambda days: starts + timedelta(days)), max_size=9)
    )
    return Series(
        **shape,
        interval=draw(st.integers(1, 5)),
        starts_on=starts,
        ends_on=ends,
        except_on=tuple(excepted),
    )


def second_opinion(one: Series, first: date, last: date) -> list[date]:
    assert one.starts_on is not None
    days = [getattr(rrule, day) for day in one.byday]
    rule = rrule.rrule(
        {"WEEKLY": rrule.WEEKLY, "MONTHLY": rrule.MONTHLY}[one.freq],
        dtstart=datetime.combine(one.starts_on, time(18)),
        interval=one.interval,
        byweekday=[day(one.nth) if one.nth else day for day in days] or None,
        bymonthday=one.bymonthday,
        until=datetime.combine(one.ends_on, time(18)) if one.ends_on else None,
    )
    found = rule.between(
        datetime.combine(first, time()), datetime.combine(last, time(23)), inc=True
    )
    return [day.date() for day in found if day.date() not in one.except_on]


@given(series(), DATES, st.integers(0, 1500))
def test_dates_agree_with_a_second_opinion(one: Series, first: date, days: int) -> None:
    last = first + timedelta(days)

    assert list(occurrences(one, first, last)) == second_opinion(one, first, last)


@given(series(), DATES, st.integers(1, 8))
def test_next_dates_begin_the_occurrences(one: Series, since: date, count: int) -> None:
    found = next_dates(one, since, count)

    assert len(found) <= count
    assert list(found) == sorted(set(found))
    if found:
        assert found[0] >= since
        assert list(occurrences(one, since, found[-1])) == list(found)


def test_that_day_is_included() -> None:
    tuesdays = Series(freq="WEEKLY", byday=("TU",))

    assert next_dates(tuesdays, date(2026, 11, 24), 2) == (date(2026, 11, 24), date(2026, 12, 1))
    assert next_dates(tuesdays, date(2026, 11, 25), 1) == (date(2026, 12, 1),)


def test_a_series_that_never_falls_ends() -> None:
    never = Series(freq="MONTHLY", bymonthday=31, interval=12, starts_on=date(2026, 2, 1))

    assert next_dates(never, date(2026, 11, 22), 3) == ()
    assert next_dates(Series(freq="WEEKLY", byday=("MO",)), date.max, 3) == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"freq": "DAILY", "byday": ("MO",)},
        {"freq": "weekly", "byday": ("MO",)},
        {"freq": "WEEKLY"},
        {"freq": "WEEKLY", "byday": ("MONDAY",)},
        {"freq": "WEEKLY", "byday": ("MO", "MO")},
        {"freq": "WEEKLY", "byday": ("MO",), "nth": 1},
        {"freq": "WEEKLY", "byday": ("MO",), "interval": 0},
        {"freq": "WEEKLY", "byday": ("MO",), "interval": 2},
        {"freq": "MONTHLY"},
        {"freq": "MONTHLY", "byday": ("MO",)},
        {"freq": "MONTHLY", "byday": ("MO",), "nth": 5},
        {"freq": "MONTHLY", "bymonthday": 0},
        {"freq": "MONTHLY", "bymonthday": 3, "byday": ("MO",)},
        {
            "freq": "WEEKLY",
            "byday": ("MO",),
            "starts_on": date(2026, 2, 1),
            "ends_on": date(2026, 1, 1),
        },
    ],
)
def test_nonsense_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        Series(**wrong)


START = date(2026, 11, 3)


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            Series("WEEKLY", ("TU",), opens_at=time(18), closes_at=time(19, 30)),
            "Every Tuesday, 6pm to 7:30pm",
        ),
        (Series("WEEKLY", ("TH", "TU"), opens_at=time(9, 5)), "Every Tuesday and Thursday, 9:05am"),
        (Series("WEEKLY", ("MO", "TU", "WE")), "Every Monday, Tuesday and Wednesday"),
        (
            Series("WEEKLY", DAYS[:5], opens_at=time(12), closes_at=time(0)),
            "Monday to Friday, midday to midnight",
        ),
        (Series("WEEKLY", DAYS), "Every day"),
        (Series("WEEKLY", ("SU",), interval=2, starts_on=START), "Every other Sunday"),
        (
            Series("WEEKLY", ("SA", "SU"), interval=2, starts_on=START),
            "Every other week on Saturday and Sunday",
        ),
        (Series("WEEKLY", ("SU",), interval=4, starts_on=START), "Every 4 weeks on Sunday"),
        (
            Series("MONTHLY", ("TU",), nth=1, opens_at=time(12, 30), closes_at=time(14)),
            "First Tuesday of the month, 12:30pm to 2pm",
        ),
        (Series("MONTHLY", ("FR",), nth=-1), "Last Friday of the month"),
        (
            Series("MONTHLY", ("FR",), nth=3, interval=2, starts_on=START),
            "Third Friday of every other month",
        ),
        (Series("MONTHLY", bymonthday=15), "Day 15 of the month"),
        (
            Series("MONTHLY", bymonthday=1, interval=3, starts_on=START),
            "Day 1 of the month, every 3 months",
        ),
    ],
)
def test_words(one: Series, words: str) -> None:
    assert describe(one) == words


def test_words_are_translated_in_phrases() -> None:
    welsh = {
        "Every %(days)s": "Pob %(days)s",
        "Tuesday": "dydd Mawrth",
        "%(time)spm": "%(time)sy.h.",
    }

    found = describe(
        Series("WEEKLY", ("TU",), opens_at=time(18)), lambda word: welsh.get(word, word)
    )

    assert found == "Pob dydd Mawrth, 6y.h."


@given(st.times())
def test_times_in_words_tell_minutes_apart(at: time) -> None:
    other = (datetime.combine(date(2026, 1, 1), at) + timedelta(minutes=1)).time()

    assert clock_words(at) != clock_words(other)
