"""A real server and a real browser: what every journey in this folder stands on.

`live_server` (pytest-django) serves the service; `site` opens pages of it in Chromium, refuses
everything that is not on this machine, and fails a journey whose page ran into a script error.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from browser.steps import PATIENCE, Site

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next((found for name in NAMES if (found := shutil.which(name))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once a run."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    # The browser's event loop runs in this thread; the tests' own queries are not inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(browser: Browser, live_server: Any) -> Iterator[Site]:
    """The service in a browser. Afterwards: no script error, and nothing asked of others."""
    here = Site(browser, live_server.url)
    yield here
    here.close()
    _wait_for_the_server()
    assert here.failures == []
    assert here.outside == []


def _wait_for_the_server() -> None:
    """Returns once the server has answered all that the browser had still asked when it closed:
    whatever it is doing then must be over before the database is emptied for the next test."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(PATIENCE / 1_000)
