"""Tables of outcomes."""

from alongside.domain.outcomes.models.choice import ServiceMeasure
from alongside.domain.outcomes.models.response import Response, Score

__all__ = ["Response", "Score", "ServiceMeasure"]
