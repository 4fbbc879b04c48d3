"""Tables of mentoring."""

from alongside.domain.mentoring.models.checks import Agreement, Check, Reference
from alongside.domain.mentoring.models.cover import Cover
from alongside.domain.mentoring.models.goal import Goal
from alongside.domain.mentoring.models.meeting import Meeting, MeetingPlace, MeetingTask
from alongside.domain.mentoring.models.pair import Pair, PairAgreement, Place
from alongside.domain.mentoring.models.review import Review
from alongside.domain.mentoring.models.thanks import Thanks
from alongside.domain.mentoring.models.volunteer import Volunteer
from alongside.domain.mentoring.models.watch import CheckIn, Watch

__all__ = [
    "Agreement",
    "Check",
    "CheckIn",
    "Cover",
    "Goal",
    "Meeting",
    "MeetingPlace",
    "MeetingTask",
    "Pair",
    "PairAgreement",
    "Place",
    "Reference",
    "Review",
    "Thanks",
    "Volunteer",
    "Watch",
]
