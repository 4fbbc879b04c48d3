"""Open Referral UK v3: the shapes of feeds and pages."""

from __future__ import annotations

from alongside.formats.oruk._feed import FeedFault, ParsedService, RowFault, parse_feed
from alongside.formats.oruk._shape import page, prune_empty

__all__ = ["FeedFault", "ParsedService", "RowFault", "page", "parse_feed", "prune_empty"]
