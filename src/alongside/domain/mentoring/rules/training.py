"""Until when a volunteer's training counts, by the columns that stand with them."""

from __future__ import annotations

from datetime import date

from alongside.domain.mentoring.models import Volunteer

MODULES, ELSEWHERE, LIST = "modules", "elsewhere", "list"
"""How it is known: every module was done here; a colleague noted one that was held elsewhere; the
service's own list said so."""


def is_over(volunteer: Volunteer, today: date) -> bool:
    """Whether it was done once and counts no more."""
    return volunteer.trained_until is not None and volunteer.trained_until < today


def counts(volunteer: Volunteer, today: date) -> bool:
    """Whether it counts on a day."""
    return volunteer.trained_on is not None and not is_over(volunteer, today)
