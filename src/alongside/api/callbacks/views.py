"""Callbacks of GOV.UK Notify and Twilio: believed where they prove who they are, answered at once.

No cookie counts here, so the check of forms does not stand in the way: the token or the signature
is the proof. What is late, doubled or of no message of ours changes nothing and is answered like
the rest, so that no provider sends it again and again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from alongside.domain.messaging import public as messaging
from alongside.foundation import clock
from alongside.foundation.errors import NotFound, Refused

TAKEN, GARBLED, FALSE, NOT_HERE = 204, 400, 403, 404


@csrf_exempt
@require_POST
def notify(request: HttpRequest) -> HttpResponse:
    """A delivery receipt or a received text of GOV.UK Notify, with its bearer token."""
    body = request.body
    return _answer(
        lambda: messaging.notify_says(
            body, authorization=request.headers.get("Authorization", ""), at=clock.now()
        ),
        readable=_is_object(body),
    )


@csrf_exempt
@require_POST
def twilio(request: HttpRequest, message_id: UUID | None = None) -> HttpResponse:
    """What became of one message, or a text that somebody sent; signed by Twilio."""
    form = request.POST.dict()
    return _answer(
        lambda: messaging.twilio_says(
            form,
            message_id=str(message_id or ""),
            signature=request.headers.get("X-Twilio-Signature", ""),
            at=clock.now(),
        ),
        readable="MessageSid" in form,
    )


def _answer(take: Callable[[], None], *, readable: bool) -> HttpResponse:
    try:
        take()
    except NotFound:
        return HttpResponse(status=NOT_HERE)
    except Refused:
        return HttpResponse(status=FALSE)
    return HttpResponse(status=TAKEN if readable else GARBLED)


def _is_object(body: bytes) -> bool:
    try:
        told: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(told, dict)
