"""Tables of training."""

from alongside.domain.training.models.enrolment import Attendance, Enrolment
from alongside.domain.training.models.sign_off import SignOff

__all__ = ["Attendance", "Enrolment", "SignOff"]
