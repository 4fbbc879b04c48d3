"""Tables of mentoring."""

from alongside.domain.mentoring.models.checks import Agreement, Check, Reference
from alongside.domain.mentoring.models.meeting import Meeting, MeetingPlace, MeetingTask
from alongside.domain.mentoring.models.pair import Pair, Place
from alongside.domain.mentoring.models.volunteer import Volunteer

__all__ = [
    "Agreement",
    "Check",
    "Meeting",
    "MeetingPlace",
    "MeetingTask",
    "Pair",
    "Place",
    "Reference",
    "Volunteer",
]
