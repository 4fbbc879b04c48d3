"""The peers of `bench web`: an empty page, and a page that writes two rows."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from alongside.foundation import clock
from alongside.foundation.models import Transition


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing, as quickly as Django can."""
    return HttpResponse(b"")


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Two rows by the ORM in one transaction, as plainly as somebody would write it."""
    with transaction.atomic():
        for event in ("sent", "received"):
            Transition.objects.create(
                thing_type="bench.row",
                thing_id=request.headers.get("X-Request-Id", ""),
                event=event,
                source="",
                target=event,
                actor_kind="visitor",
                at=clock.now(),
            )
    return HttpResponse(b"")


urlpatterns = [path("", empty), path("insert", insert)]
