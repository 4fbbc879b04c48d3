"""The entrance for a WSGI server: what a request claims of its encoding is not believed."""

from __future__ import annotations

import threading
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest
from django.db import connections

from alongside.config import wsgi
from alongside.config.wsgi import AT_ONCE, application

# A request by the entrance ends with its connection closed, which no open transaction outlives.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("service")]


def _ask(
    path: str, query: str = "", *, content_type: str, body: bytes | None = None
) -> tuple[int, dict[str, str], bytes]:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET" if body is None else "POST",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body or b"")),
        "HTTP_HOST": "testserver",
        "wsgi.input": BytesIO(body or b""),
    }
    setup_testing_defaults(environ)
    told: list[Any] = []
    written = application(environ, lambda status, headers: told.extend((status, dict(headers))))
    return int(told[0][:3]), told[1], b"".join(written)


@pytest.mark.parametrize(
    "claim",
    [
        "charset=zlib",
        'charset="hex"',
        "CHARSET = undefined",
        "charset=utf-7",
        "charset=punycode",
        "charset*=utf-8''zlib",
        'cha;charset=""rset=zlib',
    ],
)
def test_encoding_that_a_request_claims_is_not_believed(claim: str) -> None:
    for path, query in (
        ("/help-now/", "x=1"),
        ("/find/places", "name=+2AA-"),
        ("/accounts/login/", "next=/+2AA-"),
    ):
        assert _ask(path, query, content_type=f"text/plain; {claim}")[0] == 200
    status, headers, _body = _ask(
        "/api/oruk/v3/services", "search=+2AA-", content_type=f"text/plain; {claim}"
    )
    assert (status, headers["Access-Control-Allow-Origin"]) == (200, "*")


def test_error_of_the_feed_keeps_what_every_answer_promises() -> None:
    status, headers, _body = _ask("/api/oruk/v3/nothing", content_type="")

    assert (status, headers["Access-Control-Allow-Origin"]) == (404, "*")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Request-Id"]


def test_form_with_a_claimed_encoding_is_read_all_the_same() -> None:
    form = b'--b\r\nContent-Disposition: form-data; name="answer"\r\n\r\nrunning\r\n--b--\r\n'

    status, _headers, _body = _ask(
        "/running/nothing/", content_type="multipart/form-data; charset=zlib; boundary=b", body=form
    )

    assert status == 404


def test_on_sqlite_forms_are_answered_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    together: list[int] = []
    inside = threading.Semaphore(1)

    def alone(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        together.append(int(inside.acquire(blocking=False)))
        assert environ["wsgi.input"].read() == b"a=b"
        start_response("200 OK", [])
        inside.release()
        return [b""]

    monkeypatch.setattr(wsgi, "connection", SimpleNamespace(vendor="sqlite"))
    monkeypatch.setattr(wsgi, "_django", alone)
    threads = [
        threading.Thread(target=_ask, args=("/",), kwargs={"content_type": "", "body": b"a=b"})
        for _ in range(AT_ONCE + 3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert together == [1] * (AT_ONCE + 3)


def test_on_another_database_more_forms_are_answered_at_once_than_may_arrive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wsgi, "connection", SimpleNamespace(vendor="postgresql"))
    together = threading.Barrier(AT_ONCE + 3, timeout=20)
    answered: list[int] = []

    def meet(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        together.wait()
        start_response("200 OK", [])
        answered.append(int(environ["wsgi.input"].read() == b"a=b"))
        return [b""]

    monkeypatch.setattr(wsgi, "_django", meet)
    threads = [
        threading.Thread(target=_ask, args=("/",), kwargs={"content_type": "", "body": b"a=b"})
        for _ in range(AT_ONCE + 3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answered == [1] * (AT_ONCE + 3)


class Slow(BytesIO):
    """A body that does not arrive until it may, and says when somebody waits for it."""

    def __init__(self, waiting: threading.Semaphore, may: threading.Event) -> None:
        super().__init__(b"")
        self.waiting, self.may = waiting, may

    def read(self, size: int | None = -1) -> bytes:
        self.waiting.release()
        self.may.wait(20)
        return b""


def test_what_arrives_slowly_never_takes_every_thread() -> None:
    may, waiting = threading.Event(), threading.Semaphore(0)
    slow = [
        threading.Thread(target=_ask_slowly, args=(Slow(waiting, may),)) for _ in range(AT_ONCE)
    ]
    for one in slow:
        one.start()
    assert all(waiting.acquire(timeout=20) for _ in slow)

    try:
        refused = _ask("/accounts/login/", content_type="text/plain", body=b"a=b")
        read = _ask("/help-now/", content_type="")
    finally:
        may.set()
        for one in slow:
            one.join()

    assert refused[0] == 503
    assert b"116 123" in refused[2]
    assert refused[1]["Retry-After"] == "60"
    assert read[0] == 200
    assert _ask("/accounts/login/", content_type="text/plain", body=b"a=b")[0] != 503


def _ask_slowly(body: Slow) -> None:
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/accounts/login/",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": "1000",
        "HTTP_HOST": "testserver",
        "HTTP_COOKIE": "alongside_csrf=" + "a" * 32,
        "wsgi.input": body,
    }
    setup_testing_defaults(environ)
    list(application(environ, lambda status, headers: None))
    connections.close_all()
