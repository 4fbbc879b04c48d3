"""What a journey does with a page, in one line each. Used as `from browser.steps import ...`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, Error, Page, Request

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}
# Each page is looked at in both sizes on the first way; the second is walked at a desk.
WAYS = pytest.mark.parametrize(
    ("size", "script"), [(PHONE, True), (DESK, False)], ids=["scripts", "no scripts"]
)
Seen = TypeVar("Seen")
# Nothing takes this long unless it fails; a machine that is busy with other things may be slow.
PATIENCE = 30_000


@dataclass
class Site:
    """The running service as one visitor sees it."""

    browser: Browser
    base: str
    outside: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _contexts: list[Any] = field(default_factory=list)

    def visitor(
        self,
        *,
        size: dict[str, int] = DESK,
        script: bool = True,
        worker: bool = False,
        **options: Any,
    ) -> Page:
        """A fresh window without cookies: `size` PHONE or DESK, `script=False` without scripts,
        `worker=True` with the worker that keeps a page for when there is no connection."""
        context = self.browser.new_context(
            base_url=self.base,
            viewport=size,
            java_script_enabled=script,
            bypass_csp=True,  # for axe alone; the policy itself is tested on the headers
            service_workers="allow" if worker else "block",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        context.on("requestfailed", self._note)
        self._contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.failures.append(str(error)))
        return page

    def _note(self, request: Request) -> None:
        """Other machines have no names in this browser, so asking one of them fails."""
        if not request.url.startswith((self.base, "data:")):
            self.outside.append(request.url)

    def close(self) -> None:
        """Closes every window that was opened."""
        for context in self._contexts:
            context.close()


def faults_of(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule and the elements, nothing when well.

    Needs a window with scripts."""
    return _of_what_came(page, lambda: _axe(page))


def _axe(page: Page) -> list[str]:
    if not page.evaluate("typeof window.axe === 'object'"):
        page.add_script_tag(path=str(AXE))
        page.context.add_init_script(path=AXE)  # from the next page on it is there at once
    # Our pages have no frames, and their style sheets are read already: half the time.
    found = page.evaluate(
        "async () => (await axe.run(document, {resultTypes: ['violations'], preload: false,"
        " iframes: false, elementRef: false})).violations"
    )
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window: 0, or somebody scrolls sideways."""
    width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return _of_what_came(page, lambda: int(page.evaluate(width)))


def _of_what_came(page: Page, look: Callable[[], Seen]) -> Seen:
    """What is seen of the page that a press led to: a press is over once the next page begins to
    arrive, and that may be while the one before, with the same heading, is looked at."""
    page.wait_for_load_state()
    try:
        return look()
    except Error as error:
        if "context was destroyed" not in str(error):
            raise
    page.wait_for_load_state()
    return look()


def faults_in_both_sizes(page: Page) -> list[str]:
    """What is wrong with the page on a phone or at a desk; the window is as large as before.

    Looked at in one window, so that a journey need not be made twice. Needs a window with
    scripts."""
    as_it_was, found = page.viewport_size or DESK, []
    for name, size in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size(size)
        found += [f"{name}: {fault}" for fault in faults_of(page)]
        beyond = sideways(page)
        found += [f"{name}: {beyond} pixels sideways"] if beyond > 0 else []
    page.set_viewport_size(as_it_was)
    return found


def tab_to(page: Page, name: str, *, most: int = 60) -> None:
    """Presses Tab until the element with that accessible name or text has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(
            "() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " return (e.getAttribute('aria-label') || (l || e).innerText || e.value || '').trim() }"
        )
        if here.startswith(name):
            return
    raise AssertionError(f"{most} steps did not lead to {name!r}")
