"""One line of the operator's check."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """`level` is PASS, WARN or FAIL; a WARN or FAIL says in `remedy` what to do."""

    level: str
    subject: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"\n        do: {self.remedy}" if self.remedy else ""
        return f"{self.level:<4}  {self.subject}: {self.found}{remedy}"
