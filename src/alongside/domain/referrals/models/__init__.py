"""Tables of referrals, one noun a file."""

from alongside.domain.referrals.models.episode import Episode
from alongside.domain.referrals.models.fit import FitGrade
from alongside.domain.referrals.models.joined import Joined
from alongside.domain.referrals.models.reception import Reception
from alongside.domain.referrals.models.referral import Referral

__all__ = ["Episode", "FitGrade", "Joined", "Reception", "Referral"]
