"""No two pages have one address: the first would hide the second."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def _addresses(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield re.sub(r"<(\w+:)?\w+>", "<>", address)
        else:
            yield from _addresses(one, address)


def test_no_two_routes_have_one_address() -> None:
    found = Counter(_addresses(get_resolver()))

    assert len(found) > 100
    # The API's framework names the root of a version beside the first address in it.
    twice = {address for address, count in found.items() if count > 1} - {"api/oruk/v3/"}
    assert twice == set()
