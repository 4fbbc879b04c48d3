"""Messages on the terminal, for whoever develops."""

from __future__ import annotations

import sys
from datetime import datetime, timedelta
from typing import ClassVar

from alongside.domain.messaging.providers.base import Parcel


class Console:
    """Writes each message to standard output."""

    name: ClassVar[str] = "console"
    local: ClassVar[bool] = False
    keep: ClassVar[timedelta | None] = timedelta(0)

    def hand_over(self, parcel: Parcel) -> str:
        """Writes it."""
        lines = [f"--- {parcel.channel} to {parcel.address}", parcel.subject, parcel.body, "---"]
        sys.stdout.write("\n".join(line for line in lines if line) + "\n")
        sys.stdout.flush()
        return str(parcel.message_id)

    def find(self, parcel: Parcel, *, since: datetime) -> str:
        """The terminal cannot be asked."""
        return ""
