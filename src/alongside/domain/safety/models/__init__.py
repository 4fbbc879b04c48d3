"""Tables of safety, one noun a file."""

from alongside.domain.safety.models.concern import Concern
from alongside.domain.safety.models.decision import Decision
from alongside.domain.safety.models.reader import Reader
from alongside.domain.safety.models.setup import SafetySetup
from alongside.domain.safety.models.step import Step

__all__ = ["Concern", "Decision", "Reader", "SafetySetup", "Step"]
