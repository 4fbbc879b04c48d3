"""Calendars that phones and computers take in."""

from __future__ import annotations

from alongside.formats.ical._write import CalendarSeries, group_series, single_day

__all__ = ["CalendarSeries", "group_series", "single_day"]
