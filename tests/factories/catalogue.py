"""The catalogue for tests that need it: as a sync would make it, in one statement."""

from __future__ import annotations

import json
from functools import cache

from django.db import connection

from alongside.domain.catalogue import public as catalogue
from alongside.formats.catalogue import DATA, Catalogue, load

INSERT = """
    INSERT INTO catalogue_entry (kind, slug, label, content, position, valid_from, valid_to)
    VALUES {} ON CONFLICT DO NOTHING
"""


@cache
def files() -> Catalogue:
    """The data folder, read once."""
    return load(DATA)


@cache
def _statement() -> tuple[str, list[object]]:
    rows = [
        (
            entry.kind,
            entry.id,
            entry.label,
            json.dumps(dict(entry.content)),
            entry.position,
            entry.valid_from.isoformat(),
            entry.valid_to and entry.valid_to.isoformat(),
        )
        for many in files().entries.values()
        for entry in many
    ]
    row = f"({', '.join(['%s'] * len(rows[0]))})"
    return INSERT.format(", ".join([row] * len(rows))), [value for one in rows for value in one]


def fill() -> None:
    """Every file of `data/` as a row: what `catalogue.sync` leaves, in a hundredth of its time.

    A second time it changes nothing."""
    with connection.cursor() as cursor:
        cursor.execute(*_statement())
    catalogue.forget()
