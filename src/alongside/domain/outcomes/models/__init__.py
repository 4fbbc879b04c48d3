"""Tables of outcomes."""

from alongside.domain.outcomes.models.choice import ServiceMeasure
from alongside.domain.outcomes.models.response import Response, Score
from alongside.domain.outcomes.models.story import Story, StoryUse
from alongside.domain.outcomes.models.targets import ServiceTargets

__all__ = ["Response", "Score", "ServiceMeasure", "ServiceTargets", "Story", "StoryUse"]
