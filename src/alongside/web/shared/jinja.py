"""The Jinja2 environment of all pages."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from alongside.web.shared.components import component
from alongside.web.shared.forms.contact import shown_number
from alongside.web.shared.help_now import help_now
from alongside.web.shared.hours import hours_words, moment_words
from alongside.web.shared.leaving import exit_to
from alongside.web.shared.shell import alerts, demo, navigation, published, service_name

WEB = Path(__file__).resolve().parent.parent


def quick_gettext(text: str) -> str:
    """The translation of a template's words. Catalogues do not change while a process runs, and
    looking one word up walks through six of them: a quarter of the time of a small page."""
    return _translated(get_language(), text)


@lru_cache(maxsize=8192)
def _translated(language: str | None, text: str) -> str:
    return gettext(text)


def environment(**options: Any) -> Environment:
    """An environment where `<feature>/x.jinja` is `web/<feature>/templates/<feature>/x.jinja`.

    Components of the design system come by `component("tag", {...})`. A name that is not there
    is an error, never an empty place."""
    options.pop("loader", None)
    options.pop("undefined", None)
    env = Environment(  # noqa: S701 - Django passes autoescape=True in the options
        **options,
        loader=FileSystemLoader(sorted(WEB.glob("*/templates"))),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(
        alerts=alerts,
        component=component,
        demo=demo,
        exit_to=exit_to,
        help_now=help_now,
        hours_words=hours_words,
        language=get_language,
        moment_words=moment_words,
        navigation=navigation,
        published=published,
        right_to_left=get_language_bidi,
        service_name=service_name,
        static=static,
        url=reverse,
    )
    env.filters["read_out"] = shown_number
    env.install_gettext_callables(quick_gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return env
