"""Tables of interop."""

from alongside.domain.interop.models.run import ImportRow, ImportRun

__all__ = ["ImportRow", "ImportRun"]
