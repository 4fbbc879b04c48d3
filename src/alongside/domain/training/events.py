"""What training tells upwards, after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class ModuleDone:
    """Somebody was at every session of a module, and every skill was seen."""

    person_id: UUID
    organisation_id: UUID
    module: str
    at: datetime
