"""For whoever watches the service: is the process alive, and can it serve?"""

from __future__ import annotations

from functools import lru_cache

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers. Asks nothing of the database."""
    return JsonResponse({"alive": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and has every migration of this release; else 503.

    `database` is ok or unreachable; `migrations` is ok, missing or unknown."""
    try:
        applied = set(MigrationRecorder(connection).applied_migrations())
        found = {"database": "ok", "migrations": "ok" if _known() <= applied else "missing"}
    except DatabaseError:
        found = {"database": "unreachable", "migrations": "unknown"}
    ready = set(found.values()) == {"ok"}
    return JsonResponse({"ready": ready, **found}, status=200 if ready else 503)


@lru_cache(maxsize=1)
def _known() -> frozenset[tuple[str, str]]:
    """The migrations of this release; they do not change while the process runs."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations or {})
