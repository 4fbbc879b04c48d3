"""The signed links of *still running?*: who holds one may answer for that listing.

A link says which question and carries its nonce. It ends with its days, with an answer, and when
the nonce is changed. It holds no name and no address.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.core import signing

from alongside.domain.directory.models import RunningCheck
from alongside.domain.directory.rules import LINK_DAYS
from alongside.foundation.errors import NotFound

_SALT = "alongside.directory.still-running"
_LONGEST = 300


def token_of(check: RunningCheck) -> str:
    """The token of a question's link: the same at each asking, until the nonce changes."""
    return signing.Signer(salt=_SALT).sign_object([check.pk.hex, check.nonce])


def check_id_of(token: str, on: date) -> UUID:
    """The question of a token. Raises NotFound for one that is forged, revoked or too old."""
    if len(token) > _LONGEST:
        raise NotFound("directory.runningcheck")
    try:
        key, nonce = signing.Signer(salt=_SALT).unsign_object(token)
        check = RunningCheck.objects.get(pk=UUID(hex=key), nonce=nonce)
    except (signing.BadSignature, ValueError, TypeError, RunningCheck.DoesNotExist) as wrong:
        raise NotFound("directory.runningcheck") from wrong
    if on > check.asked_on + timedelta(days=LINK_DAYS):
        raise NotFound("directory.runningcheck")
    return check.pk
