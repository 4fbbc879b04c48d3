"""The design system's components, from their official macros, as one function."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader
from markupsafe import Markup

# Its own environment: the macros need nothing of Django, and so a component can be rendered alike
# from a Jinja page, from a Django template and from a test.
_MACROS = Environment(
    loader=PackageLoader("nhsuk_frontend_jinja"),
    undefined=ChainableUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)

# A single checkbox takes most of a millisecond. What is made only of our own words and of which
# box is ticked is therefore kept; what a person typed never is.
_WITH_LINES = frozenset({"textarea", "character-count"})
_GAPS = re.compile(r"\s*\n\s*")
_KEPT = frozenset({"radios", "checkboxes", "select", "button", "tag"})


def component(name: str, params: Mapping[str, Any]) -> Markup:
    """The component `name` ("date-input") with the macro's parameters, as safe HTML.

    Values are escaped unless they stand under a key called `html`. Empty values count as not
    given."""
    plain = _plain(params)
    if name in _KEPT:
        return _kept(name, json.dumps(plain))
    return _render(name, plain)


@lru_cache(maxsize=2048)
def _kept(name: str, params: str) -> Markup:
    return _render(name, json.loads(params))


def _render(name: str, params: Mapping[str, Any]) -> Markup:
    html = str(_macro(name)(params)).strip()
    if name not in _WITH_LINES:
        html = _GAPS.sub("\n", html)
    return Markup(html)  # noqa: S704 - the macros escape


@lru_cache(maxsize=64)
def _macro(name: str) -> Any:
    first, *rest = name.split("-")
    module: Any = _MACROS.get_template(f"nhsuk/components/{name}/macro.jinja").module
    return getattr(module, first + "".join(word.capitalize() for word in rest))


def _plain(value: Any) -> Any:
    """The same with lazy translations as text and without what is empty."""
    if isinstance(value, Mapping):
        made = {key: _plain(item) for key, item in value.items()}
        given = {key: item for key, item in made.items() if item not in (None, "", {})}
        # An answer without a value would send its own words.
        return {"value": ""} | given if made.get("value") == "" and "text" in made else given
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value)
