"""Rows as lines of JSON, the same whatever the database, and their digest."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.db.migrations.loader import MigrationLoader

# What belongs to a machine or a moment, not to the service: who is signed in just now.
LEFT_OUT = frozenset({"sessions.session"})


def heads(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The last applied migrations of each app: what the schema is like once these have run."""
    there = set(applied)
    return [
        node
        for node in sorted(there)
        if not any(
            child.key in there and child.key[0] == node[0]
            for child in loader.graph.node_map[node].children
        )
    ]


def tables(registry: Any) -> list[type[models.Model]]:
    """Every model with a table of its own, in the order of their names."""
    found = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: str(model._meta.label_lower))


def lines(model: type[models.Model], using: str = "default") -> Iterator[bytes]:
    """The rows of a table as lines, in the order of their keys, read in batches."""
    columns = [field for field in model._meta.concrete_fields]
    rows = model._base_manager.using(using).order_by("pk").iterator(chunk_size=2_000)
    for row in rows:
        values = {field.attname: _out(field, row) for field in columns}
        yield json.dumps(values, ensure_ascii=False, sort_keys=True).encode() + b"\n"


def load(model: type[models.Model], source: Iterable[bytes], using: str) -> int:
    """Writes the lines into the table, in batches, and returns how many there were."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    batch: list[models.Model] = []
    count = 0
    for line in source:
        values = json.loads(line)
        batch.append(model(**{name: _in(fields[name], values[name]) for name in values}))
        if len(batch) == 1_000:
            model._base_manager.using(using).bulk_create(batch)
            count, batch = count + len(batch), []
    model._base_manager.using(using).bulk_create(batch)
    return count + len(batch)


def _out(field: Any, row: models.Model) -> Any:
    value = field.value_from_object(row)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(field, models.JSONField):
        return {"json": value}
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(bytes(value)).decode()
    return field.value_to_string(row)


def _in(field: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return value["json"] if isinstance(value, dict) else value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    target = field.target_field if field.is_relation else field
    return target.to_python(value)
