"""Codes that a phone's camera reads, as SVG for a page. Made here, asked of nobody."""

from __future__ import annotations

from alongside.formats.qr._svg import LONGEST, qr_svg

__all__ = ["LONGEST", "qr_svg"]
