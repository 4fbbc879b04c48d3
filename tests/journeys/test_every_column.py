"""Every column of every table: nobody's, or the person's to see and to delete, or kept by name."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import models

from alongside.domain.people.models import Person, User
from alongside.foundation.actor import by_link
from alongside.journeys import rights
from alongside.journeys.kept import KEPT, NOBODY, SECRET
from journeys.worlds import AT, acting, service, somebody

MARK, OTHER = "Wxqz", "Vbkj"
MODELS = {model._meta.label_lower: model for model in apps.get_models()}
PERSONAL = {label: model for label, model in MODELS.items() if label not in NOBODY}
COLUMNS = {
    f"{label}.{column.name}": column
    for label, model in PERSONAL.items()
    for column in model._meta.concrete_fields
}
GONE = sorted(set(COLUMNS) - set(KEPT))
Snapshot = dict[str, dict[Any, dict[str, Any]]]


def snapshot() -> Snapshot:
    """Every row of every table: label -> key -> column -> value."""
    return {
        label: {
            row.pk: {one.name: getattr(row, one.attname) for one in model._meta.concrete_fields}
            for row in model._base_manager.all()
        }
        for label, model in MODELS.items()
    }


def changed(before: Snapshot, after: Snapshot, name: str) -> Iterator[tuple[Any, Any]]:
    """The values of a column that went away: what was there, and what is there now."""
    label, column = name.rsplit(".", 1)
    for key, row in before[label].items():
        now = after[label].get(key, {}).get(column)
        if row[column] not in (None, "", [], {}, False) and now != row[column]:
            yield row[column], now


def as_text(value: Any) -> str:
    """The value as the copy writes it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict | list | bool):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


@pytest.fixture
def before_and_after(db: None) -> tuple[Person, str, Snapshot, Snapshot]:
    service()
    person = somebody(MARK)
    somebody(OTHER)
    body = rights.export_person(person.pk, actor=acting(person), at=AT)
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        copy = json.dumps(json.loads(archive.read("data.json")), ensure_ascii=False)
    before = snapshot()
    rights.erase_person(person.pk, actor=acting(person), at=AT)
    return person, copy, before, snapshot()


def test_every_name_is_of_a_column_that_is_there() -> None:
    assert sorted(set(NOBODY) - set(MODELS)) == []
    assert sorted((set(KEPT) | set(SECRET)) - set(COLUMNS)) == []
    assert sorted(set(KEPT) & set(SECRET)) == []
    assert all(reason for table in (NOBODY, KEPT, SECRET) for reason in table.values())


def test_a_table_of_nobody_points_to_nobody() -> None:
    pointing = [
        f"{label}.{column.name}"
        for label in NOBODY
        for column in MODELS[label]._meta.concrete_fields
        if isinstance(column, models.ForeignKey) and column.related_model in (Person, User)
    ]

    assert pointing == []


def faults_of(names: list[str], copy: str, before: Snapshot, after: Snapshot) -> dict[str, str]:
    """The columns that count as the person's and are not copied, or not deleted."""
    faults: dict[str, str] = {}
    for name in names:
        went = [value for value, _now in changed(before, after, name)]
        if not went:
            faults[name] = (
                "nothing of it went away: delete it, name it in journeys/kept.py, "
                "or let tests/journeys/worlds.py put something there"
            )
        elif name in SECRET or getattr(COLUMNS[name], "related_model", None) in (Person, User):
            continue  # what nobody may see, or a pointer to the person themselves
        elif not any(as_text(value) in copy for value in went):
            faults[name] = "is not in the person's copy"
    return faults


def test_what_is_the_persons_goes_and_is_in_their_copy(
    before_and_after: tuple[Person, str, Snapshot, Snapshot],
) -> None:
    _person, copy, before, after = before_and_after

    faults = faults_of(GONE, copy, before, after)
    assert faults == {}, "\n".join(f"{name}: {what}" for name, what in faults.items())


def test_a_column_without_a_decision_is_found(
    before_and_after: tuple[Person, str, Snapshot, Snapshot],
) -> None:
    _person, copy, before, after = before_and_after

    assert set(faults_of(["people.consent.purpose"], copy, before, after)) == {
        "people.consent.purpose"
    }
    assert set(faults_of(["people.person.name"], "", before, after)) == {"people.person.name"}


def test_nothing_of_the_person_is_left_but_what_is_named(
    before_and_after: tuple[Person, str, Snapshot, Snapshot],
) -> None:
    person, _copy, before, after = before_and_after
    user_id = before["people.person"][person.pk]["user"]
    left = set()
    for label, rows in after.items():
        for row in rows.values():
            for column, value in row.items():
                field = MODELS[label]._meta.get_field(column)
                points_to = getattr(field, "related_model", None)
                text = as_text(value)
                if (
                    MARK.casefold() in text.casefold()
                    or (value == person.pk or str(person.pk) in text)
                    or (points_to is User and value == user_id)
                ):
                    left.add(f"{label}.{column}")

    assert sorted(left - set(KEPT)) == []
    assert not any(MARK.casefold() in as_text(row["name"]).casefold()
                   for row in after["people.person"].values())  # fmt: skip


def test_nobody_else_loses_anything(
    before_and_after: tuple[Person, str, Snapshot, Snapshot],
) -> None:
    _person, _copy, before, after = before_and_after

    def of_the_other(told: Snapshot) -> list[str]:
        return sorted(
            f"{label}.{column}: {value}"
            for label, rows in told.items()
            for row in rows.values()
            for column, value in row.items()
            if OTHER in as_text(value)
        )

    assert of_the_other(before) == of_the_other(after) != []


def test_deleted_twice_is_once(before_and_after: tuple[Person, str, Snapshot, Snapshot]) -> None:
    person, _copy, _before, after = before_and_after

    rights.erase_person(person.pk, actor=by_link(person.pk), at=AT)

    now = snapshot()
    assert {label: rows for label, rows in now.items() if label != "foundation.auditrow"} == {
        label: rows for label, rows in after.items() if label != "foundation.auditrow"
    }


def test_ids_that_are_kept_lead_to_no_name(
    before_and_after: tuple[Person, str, Snapshot, Snapshot],
) -> None:
    person, _copy, _before, after = before_and_after
    row = after["people.person"][UUID(str(person.pk))]

    assert (row["name"], row["about"], row["user"]) == ("", "", None)
    assert row["erased_at"] == AT
