"""Tables of the foundation."""

from alongside.foundation.models.audit import AuditHead, AuditRow
from alongside.foundation.models.link import Link
from alongside.foundation.models.sealed import SealedTextField, Unopened
from alongside.foundation.models.transition import Transition

__all__ = ["AuditHead", "AuditRow", "Link", "SealedTextField", "Transition", "Unopened"]
