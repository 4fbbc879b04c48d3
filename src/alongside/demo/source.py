"""The demo's own files."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent / "data"


@cache
def read(name: str) -> Any:
    """The content of `data/<name>.yaml`. Callers do not change it."""
    return yaml.load((FOLDER / f"{name}.yaml").read_bytes(), Loader=yaml.CSafeLoader)  # noqa: S506 - the safe one
