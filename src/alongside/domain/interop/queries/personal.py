"""What interop holds about a person: the files that they brought in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from alongside.domain.interop.models import ImportRun
from alongside.foundation.plain import plain


def personal_data(person_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """The import runs that they began, for their own copy."""
    runs = ImportRun.objects.filter(started_by_id=person_id).order_by("started_at")
    return {
        "files_brought_in": [
            plain(run, "kind", "state", "dry", "file_name", "started_at", "ended_at", "read")
            for run in runs
        ]
    }
