"""What the database keeps sealed, so that a copy of it, or a backup, opens nothing: the secrets of
second steps, and what was told in a worry (`foundation.models.SealedTextField`).

The key is worked out from ALONGSIDE_SECRET_KEY. After that was changed, what was sealed before
still opens as long as the old one stands in ALONGSIDE_OLD_SECRET_KEYS.
"""

from __future__ import annotations

import base64
import re
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_MARK = "sealed:"
_TOKEN = re.compile(r"gAAAA[A-Za-z0-9_-]{93,}={0,2}")  # of Fernet: version, time, and the rest


class NotOpened(Exception):
    """It was sealed with a key that is not here."""


def seal(text: str) -> str:
    """The text, sealed; each time another one."""
    return _MARK + _keys(settings.SECRET_KEY, ()).encrypt(text.encode()).decode()


def unseal(kept: str) -> str:
    """The text again; what was never sealed comes back as it is. Raises NotOpened."""
    if not kept.startswith(_MARK):
        return kept
    keys = _keys(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS))
    try:
        return keys.decrypt(kept.removeprefix(_MARK).encode()).decode()
    except InvalidToken as other:
        raise NotOpened("sealed with a key that is not here") from other


def is_sealed(kept: str) -> bool:
    """Whether it was sealed, with whichever key. Somebody's own words that only look so are not."""
    token = kept.removeprefix(_MARK)
    return token != kept and _TOKEN.fullmatch(token) is not None


@lru_cache(maxsize=4)
def _keys(newest: str, older: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (newest, *older)])


def _key(secret: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"alongside.sealed").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
