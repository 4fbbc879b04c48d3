"""Prints docs/reference/states.md from the state tables.

python tools/state_diagrams.py > docs/reference/states.md
"""

from __future__ import annotations

import importlib.util
import os
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from alongside import domain  # noqa: E402

HEAD = """# States

Each thing that has states moves by a table and by nothing else
(`foundation.transitions.move`): the move is checked, and leaves an immutable row and an audit row.
This page is printed from the tables by `tools/state_diagrams.py`; a test holds it against them.
"""


def tables() -> Iterator[tuple[str, str, object]]:
    """(app, name, table) of every table in a `states.py`, in a steady order."""
    for app in sorted(found.name for found in pkgutil.iter_modules(domain.__path__)):
        states = f"{domain.__name__}.{app}.states"
        if importlib.util.find_spec(states) is None:
            continue
        module = importlib.import_module(states)
        for name, value in sorted(vars(module).items()):
            if type(value).__name__ == "Table":
                yield app, name, value


def document() -> str:
    """The whole page."""
    parts = [HEAD]
    for app, name, table in tables():
        title = name.replace("_", " ").capitalize()
        parts.append(f"## {title} ({app})\n\n```mermaid\n{table.mermaid()}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.config.settings_test")
    django.setup()
    sys.stdout.write(document())
