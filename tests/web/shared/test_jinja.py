"""The environment of all pages: strict, escaping, and in the reader's language."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import engines
from django.utils import translation
from jinja2 import UndefinedError

from alongside.web.shared import jinja


def drawn(source: str, **values: Any) -> str:
    return str(engines["jinja2"].from_string(source).render(values))  # type: ignore[attr-defined]


def test_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        drawn("{{ nobody }}")


def test_what_people_wrote_is_escaped() -> None:
    assert drawn("{{ name }}", name="<script>") == "&lt;script&gt;"


def test_words_are_in_the_language_of_the_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jinja, "gettext", lambda text: f"{translation.get_language()}: {text}")
    words = '{{ _("Only in this test, %(n)s times", n=2) }}'

    with translation.override("cy"):
        first = drawn(words)
    with translation.override("en-gb"):
        second = drawn(words)

    assert first == "cy: Only in this test, 2 times"
    assert second == "en-gb: Only in this test, 2 times"


def test_page_says_its_language_and_direction(db: None) -> None:
    source = '{% extends "shared/bare.jinja" %}{% block title %}T{% endblock %}'

    with translation.override("ar"):
        page = drawn(source)

    assert '<html lang="ar" dir="rtl">' in page
