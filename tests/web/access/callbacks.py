"""Callbacks of providers: for whoever proves to be one, and for nobody who is signed in here.

In these tests the service sends by no provider, so that there is nothing to call back."""

from __future__ import annotations

from uuid import uuid4

from web.access.rows import Row, everybody

ROWS = {
    "callbacks:notify": Row(post=everybody(404)),
    "callbacks:twilio": Row(post=everybody(404)),
    "callbacks:twilio_message": Row(
        post=everybody(404), args=lambda world: {"message_id": uuid4()}
    ),
}
