"""How often one address may ask: so many times a minute, counted in the shared cache."""

from __future__ import annotations

import hashlib
from collections import OrderedDict

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

MINUTE = 60
_REMEMBERED = 10_000


class Limit:
    """Counts requests by address and minute.

    Writing to the shared cache at each request would cost more than the answer, so a process takes
    a fortieth of the minute's allowance at a time and spends it alone. Together the processes never
    give out more than the allowance; one of them may refuse up to a fortieth early."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._left: OrderedDict[str, tuple[int, int]] = OrderedDict()

    def wait(self, address: str, now: float) -> int:
        """0 when the request may go ahead, else the seconds after which to try again."""
        minute = int(now // MINUTE)
        key = hashlib.sha256(f"{settings.SECRET_KEY}{address}".encode()).hexdigest()[:32]
        taken_in, left = self._left.pop(key, (minute, 0))
        if taken_in != minute:
            left = 0
        if left == 0:
            left = self._take(f"{self.name}:{minute}:{key}")
        # A minute that is spent is remembered as -1, so that refusing is cheap.
        self._left[key] = (minute, left - 1 if left > 0 else -1)
        while len(self._left) > _REMEMBERED:
            self._left.popitem(last=False)
        return 0 if left > 0 else MINUTE - int(now % MINUTE)

    def _take(self, key: str) -> int:
        share = max(1, settings.API_RATE // 40)
        cache.add(key, 0, timeout=2 * MINUTE)
        try:
            taken = cache.incr(key, share)
        except ValueError:  # it expired, or was culled, between the two
            cache.set(key, share, timeout=2 * MINUTE)
            taken = share
        return max(0, min(share, settings.API_RATE - (taken - share)))

    def forget(self) -> None:
        """Forgets what this process took: between tests."""
        self._left.clear()


def address_of(request: HttpRequest) -> str:
    """Where the request came from; what a proxy says counts only where a proxy is trusted."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.TRUST_PROXY and forwarded:
        return str(forwarded).rsplit(",", 1)[-1].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
