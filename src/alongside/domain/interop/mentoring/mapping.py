"""The map of a service's own spreadsheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from alongside.domain.interop.groups import mapping as maps

_SCHEMA = Path(__file__).with_name("map_schema.json")
_DEFAULT = Path(__file__).with_name("default_map.yaml")


def read_service_mapping(text: str | bytes) -> dict[str, Any]:
    """The map of a YAML file. Raises Invalid with a sentence that says what to change."""
    return maps.read_mapping(text, _SCHEMA)


def check_service_mapping(found: Any) -> dict[str, Any]:
    """The same map when it is one. Raises Invalid with a sentence that says what to change."""
    return maps.check_mapping(found, _SCHEMA)


@cache
def example_mapping() -> dict[str, Any]:
    """The map under which a spreadsheet comes in that is laid out as the example."""
    return read_service_mapping(_DEFAULT.read_bytes())


def columns_of(section: str) -> tuple[str, ...]:
    """The columns of one sheet of the example."""
    part = example_mapping()[section]
    return maps.columns_of({"id": [], **part})
