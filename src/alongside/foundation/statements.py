"""The few statements that must be quick, with SQL that is worded once.

Wording a statement takes Django's ORM several times as long as the database takes to carry it out.
Where somebody waits for many rows of several models, as whoever asks to join does, the wording is
kept: one for each model, its columns and the number of values. Everything else uses the ORM."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, models

AnyField = models.Field[Any, Any]
# Fields and values that go to the database as they are.
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.IntegerField)
_AS_THEY_ARE = (str, int, bool, type(None))


def insert(rows: Sequence[models.Model]) -> None:
    """Writes new rows of one model in one statement, as `bulk_create` does: values are made ready
    as the ORM makes them, no signals, and keys that the database gives are not read back.

    Raises IntegrityError as the database does."""
    if not rows:
        return
    model, connection = type(rows[0]), connections[DEFAULT_DB_ALIAS]
    values = []
    for row in rows:
        for field, name, plain in _fields(model):
            value = getattr(row, name)
            if not (plain and type(value) in _AS_THEY_ARE):
                value = field.get_db_prep_save(field.pre_save(row, add=True), connection)
            values.append(value)
    with connection.cursor() as cursor:
        cursor.execute(_insertion(model, connection.vendor, len(rows)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def read(
    model: type[models.Model],
    columns: tuple[str, ...],
    *,
    by: str,
    values: Sequence[object],
    lock: bool = False,
) -> list[tuple[Any, ...]]:
    """The columns of the rows whose field `by` has one of the values, in no order.

    With `lock` nobody else changes them before the transaction ends."""
    if not values:
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    field = _field(model, by)
    prepared = [field.get_db_prep_value(value, connection) for value in values]
    lock = lock and connection.features.has_select_for_update
    with connection.cursor() as cursor:
        cursor.execute(
            _selection(model, connection.vendor, columns, by, len(prepared), lock), prepared
        )
        found = cursor.fetchall()
    made = _makers(model, connection.vendor, columns)
    return [tuple(make(value) for make, value in zip(made, row, strict=True)) for row in found]


def update(row: models.Model, columns: tuple[str, ...]) -> None:
    """Saves those columns of a row that is there, as `save(update_fields=…)` does."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields = [_field(type(row), name) for name in (*columns, "pk")]
    values = [
        field.get_db_prep_save(field.pre_save(row, add=False), connection) for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_change(type(row), connection.vendor, columns), values)


def _field(model: type[models.Model], name: str) -> AnyField:
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)
    assert isinstance(field, models.Field)
    return field


def _column(field: AnyField) -> str:
    assert field.column is not None
    return field.column


@lru_cache(maxsize=64)
def _fields(model: type[models.Model]) -> tuple[tuple[AnyField, str, bool], ...]:
    """Each field that is written, the name of its value, and whether that needs no making ready."""
    return tuple(
        (field, field.attname, isinstance(field, _PLAIN))
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField)
    )


@lru_cache(maxsize=256)
def _insertion(model: type[models.Model], vendor: str, count: int) -> str:
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    columns = [name(_column(field)) for field, _, _ in _fields(model)]
    row = f"({', '.join(['%s'] * len(columns))})"
    table = name(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * count)}"  # noqa: S608


@lru_cache(maxsize=256)
def _selection(
    model: type[models.Model],
    vendor: str,
    columns: tuple[str, ...],
    by: str,
    count: int,
    lock: bool,
) -> str:
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    wanted = ", ".join(name(_column(_field(model, column))) for column in columns)
    given = ", ".join(["%s"] * count)
    where = f"{name(_column(_field(model, by)))} IN ({given})"
    words = f"SELECT {wanted} FROM {name(model._meta.db_table)} WHERE {where}"  # noqa: S608
    return f"{words} FOR UPDATE" if lock else words


@lru_cache(maxsize=64)
def _change(model: type[models.Model], vendor: str, columns: tuple[str, ...]) -> str:
    name = connections[DEFAULT_DB_ALIAS].ops.quote_name
    put = ", ".join(f"{name(_column(_field(model, column)))} = %s" for column in columns)
    key = name(_column(_field(model, "pk")))
    return f"UPDATE {name(model._meta.db_table)} SET {put} WHERE {key} = %s"  # noqa: S608


@lru_cache(maxsize=64)
def _makers(
    model: type[models.Model], vendor: str, columns: tuple[str, ...]
) -> tuple[Callable[[Any], Any], ...]:
    return tuple(_maker(_field(model, column)) for column in columns)


def _maker(field: AnyField) -> Callable[[Any], Any]:
    """What turns a column's value into the field's, as the ORM turns it."""
    connection = connections[DEFAULT_DB_ALIAS]
    column = field.get_col(field.model._meta.db_table)
    converters = [
        *connection.ops.get_db_converters(column),
        *field.get_db_converters(connection),
    ]

    def make(value: Any) -> Any:
        for convert in converters:
            value = convert(value, column, connections[DEFAULT_DB_ALIAS])
        return value

    return make
