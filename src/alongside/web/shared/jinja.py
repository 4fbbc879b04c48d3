"""The Jinja2 environment of all pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader

WEB = Path(__file__).resolve().parent.parent


def environment(**options: Any) -> Environment:
    """An environment where `<feature>/x.jinja` is `web/<feature>/templates/<feature>/x.jinja`."""
    options.pop("loader", None)
    features = sorted(path.parent for path in WEB.glob("*/templates"))
    env = Environment(  # noqa: S701 - Django passes autoescape=True in the options
        **options,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.loader = ChoiceLoader(
        [
            FileSystemLoader([feature / "templates" for feature in features]),
            PackageLoader("nhsuk_frontend_jinja", package_path="templates"),
        ]
    )
    env.globals.update(static=static, url=reverse)
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    return env
