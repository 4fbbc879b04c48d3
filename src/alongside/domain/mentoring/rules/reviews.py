"""When people are asked how it is going, and when nobody has answered for too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.review_records import REVIEW_ANSWERS, REVIEW_WEEKS
from alongside.domain.mentoring.rules.profiles import fault_of_text
from alongside.engines.worktime import add_working_days
from alongside.foundation.clock import london_date

ANSWER_WITHIN = 10  # working days
LONGEST = 500
# The last one is still asked of a pair that paused for long; after half a year nobody is.
LAST_ASKED_BEFORE = timedelta(weeks=26)


def windows(today: date) -> Iterator[tuple[int, date, date]]:
    """For each week of a review: after and up to which day a pair must have met for the first time
    to be asked today. One that was missed is not asked any more once the next one is due."""
    for number, week in enumerate(REVIEW_WEEKS):
        following = REVIEW_WEEKS[number + 1 : number + 2]
        over = timedelta(weeks=following[0]) if following else LAST_ASKED_BEFORE
        yield week, today - over, today - timedelta(weeks=week)


def is_late(asked_at: datetime, today: date) -> bool:
    """Whether ten working days have passed since somebody was asked."""
    asked_on = london_date(asked_at)
    return add_working_days(asked_on, ANSWER_WITHIN, catalogue.days_off()) <= today


def faults_of_answer(answer: str, words: str) -> dict[str, str]:
    """What is wrong with an answer, by field."""
    faults = {
        "answer": "" if answer in REVIEW_ANSWERS else _("Choose one of the answers shown."),
        "words": fault_of_text(words, longest=LONGEST),
    }
    return {field: fault for field, fault in faults.items() if fault}
