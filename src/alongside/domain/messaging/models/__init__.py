"""Tables of messaging, one noun a file."""

from alongside.domain.messaging.models.message import Message
from alongside.domain.messaging.models.number import Number
from alongside.domain.messaging.models.reply import Reply
from alongside.domain.messaging.models.safe_contact import SafeContact

__all__ = ["Message", "Number", "Reply", "SafeContact"]
