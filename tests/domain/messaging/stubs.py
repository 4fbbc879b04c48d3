"""Other people's servers, as small as their tests need: GOV.UK Notify and Twilio.

They answer on this machine, check what the real ones check, and can be told to misbehave."""

from __future__ import annotations

import base64
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit
from uuid import uuid4

import jwt

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"  # noqa: S105
NOTIFY_KEY = f"test-{SERVICE}-{SECRET}"
ACCOUNT, TOKEN = "AC0123456789abcdef0123456789abcdef", "twilio-token"  # noqa: S105


@dataclass
class Stub:
    """What was taken, and how the server behaves: ok, down, refuse, limit, or dark (it takes the
    message and hangs up)."""

    url: str = ""
    behaves: str = "ok"
    taken: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    stub: Stub
    statuses = {"down": 503, "refuse": 400, "limit": 429, "forbid": 403}  # noqa: RUF012

    def log_message(self, *args: Any) -> None:
        """Nothing on standard error."""

    def do_POST(self) -> None:
        """Takes a message."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.check()
        status = self.statuses.get(self.stub.behaves)
        if status:
            self.answer(status, {"errors": [{"error": "X", "message": "told to"}]})
            return
        taken = self.read(body)
        taken["id"] = str(uuid4())
        self.stub.taken.append(taken)
        if self.stub.behaves == "dark":
            self.close_connection = True
            return
        self.answer(201, {"id": taken["id"], "sid": taken["id"]})

    def do_GET(self) -> None:
        """Tells what was taken."""
        self.check()
        self.stub.asked.append(self.path)
        if self.stub.behaves == "down":
            self.answer(503, {})
            return
        self.answer(200, self.found(parse_qs(urlsplit(self.path).query)))

    def answer(self, status: int, told: Any) -> None:
        """JSON with a status."""
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def check(self) -> None:
        """Notes what the real server would refuse."""

    def read(self, body: bytes) -> dict[str, Any]:
        """The message in the body."""
        raise NotImplementedError

    def found(self, query: dict[str, list[str]]) -> Any:
        """What was taken that fits the query."""
        raise NotImplementedError


class _Notify(_Handler):
    def check(self) -> None:
        scheme, _, token = self.headers["Authorization"].partition(" ")
        claims = jwt.decode(
            token, SECRET, algorithms=["HS256"], options={"verify_iat": False, "verify_aud": False}
        )
        if scheme != "Bearer" or claims["iss"] != SERVICE or abs(claims["iat"] - time.time()) > 30:
            self.stub.faults.append(f"token: {claims}")

    def read(self, body: bytes) -> dict[str, Any]:
        return {"path": self.path, **json.loads(body)}

    def found(self, query: dict[str, list[str]]) -> Any:
        wanted = query["reference"][0]
        return {"notifications": [one for one in self.stub.taken if one["reference"] == wanted]}


class _Twilio(_Handler):
    def check(self) -> None:
        expected = base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode()).decode()
        if self.headers["Authorization"] != f"Basic {expected}" or ACCOUNT not in self.path:
            self.stub.faults.append("account")

    def read(self, body: bytes) -> dict[str, Any]:
        form: dict[str, Any] = dict(parse_qsl(body.decode()))
        return form

    def found(self, query: dict[str, list[str]]) -> Any:
        fitting = [one for one in self.stub.taken if one["To"] == query["To"][0]]
        return {
            "messages": [
                {"sid": one["id"], "body": one["Body"], "status": "sent"} for one in fitting
            ]
        }


@contextmanager
def _serving(handler: type[_Handler]) -> Iterator[Stub]:
    stub = Stub()
    bound = type("Bound", (handler,), {"stub": stub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), bound)
    stub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def notify() -> Iterator[Stub]:
    """GOV.UK Notify."""
    with _serving(_Notify) as stub:
        yield stub


@contextmanager
def twilio() -> Iterator[Stub]:
    """Twilio."""
    with _serving(_Twilio) as stub:
        yield stub
