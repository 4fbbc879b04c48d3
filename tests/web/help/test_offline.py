"""The worker that keeps *Need help now* for when there is no connection."""

from __future__ import annotations

import json
import re
from typing import Any

from django.test import Client

from alongside.web.help import offline


def _kept(body: str) -> dict[str, Any]:
    found = re.search(r"const KEPT = (.*);", body)
    assert found is not None
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_the_worker_keeps_the_page_and_every_file_that_it_loads(db: None) -> None:
    client = Client()
    response = client.get("/help-now/worker.js")
    kept = _kept(response.content.decode())
    page = client.get("/help-now/").content.decode()

    loaded = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))
    assert response["Content-Type"].startswith("text/javascript")
    assert "no-cache" in response["Cache-Control"]
    assert kept["page"] == "/help-now/"
    assert loaded == set(kept["files"])


def test_the_name_changes_with_what_is_kept(monkeypatch: Any, tmp_path: Any) -> None:
    offline._kept.cache_clear()
    before = offline._kept()["name"]
    other = tmp_path / "help_now.yaml"
    other.write_text("other numbers")
    monkeypatch.setattr(offline, "FILE", other)
    offline._kept.cache_clear()

    assert offline._kept()["name"] != before
    offline._kept.cache_clear()
