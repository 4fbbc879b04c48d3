"""The browser tests' own ground: a page opens, outside addresses are refused, axe finds faults."""

from __future__ import annotations

import pytest

from browser.steps import PHONE, Site, faults_of, sideways, tab_to


def test_a_page_is_opened_and_its_faults_are_found(site: Site) -> None:
    page = site.visitor(size=PHONE)
    page.goto("/no-such-page")
    page.set_content(
        "<html lang=en><title>t</title><main><h1>h</h1><img src=data:,x>"
        "<div style='width:500px'>wide</div><button>Go on</button></main>"
    )

    tab_to(page, "Go on")

    assert any(fault.startswith("image-alt") for fault in faults_of(page))
    assert sideways(page) > 100


def test_a_page_that_asks_another_host_is_noticed(site: Site) -> None:
    page = site.visitor()
    page.goto("/no-such-page")

    with pytest.raises(Exception, match="Failed to fetch"):
        page.evaluate("fetch('https://example.org/')")

    assert site.outside == ["https://example.org/"]
    site.outside.clear()


def test_a_visitor_without_scripts_runs_none(site: Site) -> None:
    page = site.visitor(script=False)
    page.goto("/no-such-page")
    page.set_content("<html><body><script>document.body.id = 'ran'</script></body></html>")

    assert page.locator("#ran").count() == 0
