"""The signed links of *still running?*: who holds one may answer for that listing.

A link says which question and proves that we made it: 44 letters, so that a text with it is one
text. It ends with its days, with an answer, and when the nonce is changed. It holds no name and no
address.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from alongside.domain.directory.models import RunningCheck
from alongside.domain.directory.rules import LINK_DAYS
from alongside.foundation.errors import NotFound

_SALT = "alongside.directory.still-running"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{44}")
_HALF = 22  # letters of 128 bits


def token_of(check: RunningCheck) -> str:
    """The token of a question's link: the same at each asking, until the nonce changes."""
    return _letters(check.pk.bytes) + _proof(check, settings.SECRET_KEY)


def check_id_of(token: str, on: date) -> UUID:
    """The question of a token. Raises NotFound for one that is forged, revoked or too old."""
    if not _TOKEN.fullmatch(token):
        raise NotFound("directory.runningcheck")
    key, proof = token[:_HALF], token[_HALF:]
    check = RunningCheck.objects.filter(pk=UUID(bytes=urlsafe_b64decode(f"{key}=="))).first()
    # What ends in other bits of the last letter would name the same question.
    if check is None or _letters(check.pk.bytes) != key or not _proven(check, proof):
        raise NotFound("directory.runningcheck")
    if on > check.asked_on + timedelta(days=LINK_DAYS):
        raise NotFound("directory.runningcheck")
    return check.pk


def _proven(check: RunningCheck, proof: str) -> bool:
    """Whether we made it, with the key of today or one of those before."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(constant_time_compare(proof, _proof(check, secret)) for secret in secrets)


def _proof(check: RunningCheck, secret: str) -> str:
    made = salted_hmac(_SALT, check.pk.hex + check.nonce, secret=secret, algorithm="sha256")
    return _letters(made.digest()[:16])


def _letters(found: bytes) -> str:
    return urlsafe_b64encode(found).rstrip(b"=").decode()
