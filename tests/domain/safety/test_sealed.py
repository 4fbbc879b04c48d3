"""What was told in a worry, and written about it, is sealed: in the database, and in backups."""

from __future__ import annotations

import importlib
import json
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from alongside.cli.archive import read_manifest, write
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, Step
from alongside.foundation.models import AuditRow
from alongside.foundation.sealed import is_sealed
from factories.safety import MONDAY, Team, decided, told

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
MARK = "Wxqz"
MIGRATION = importlib.import_module("alongside.domain.safety.migrations.0002_sealed")
COLUMNS = {"safety_concern": MIGRATION.SEALED["Concern"], "safety_step": MIGRATION.SEALED["Step"]}


@pytest.fixture
def team() -> Team:
    return Team()


def worry(team: Team) -> safety.Told:
    """A worry whose every text has the mark, with a step of each kind that has words."""
    made = told(
        what_happened=f"{MARK} took 'it' 🌻", about="other", about_name=f"{MARK} Wren",
        may_contact=True, contact_name=f"{MARK} Ada", contact_by="email",
        contact_at=f"{MARK}@example.org", contact_safely=f"{MARK} after six",
        actor=team.acting(team.third), say_who=True,
    )  # fmt: skip
    one, lead = made.concern_id, team.acting(team.lead)
    safety.mark_read(one, actor=lead, at=MONDAY)
    safety.take_in_hand(
        one, look_again_on=date(2026, 11, 24), words=f"{MARK} taken", actor=lead, at=MONDAY
    )
    safety.write_down(one, kind="note", words=f"{MARK} rang", key=uuid4(), actor=lead, at=MONDAY)
    decided(
        one, actor=lead, at=MONDAY, route=safety.Route.ADULTS, reasons=f"{MARK} because",
        wishes=f"{MARK} wants", without_consent=f"{MARK} all the same",
        told_whom=f"{MARK} council", told_on=date(2026, 11, 23),
    )  # fmt: skip
    safety.suggest_closing(one, words=f"{MARK} moved", actor=lead, at=MONDAY)
    return made


def raw() -> dict[tuple[str, str], list[str]]:
    """What the columns hold, whatever Python makes of it."""
    found = {}
    with connection.cursor() as cursor:
        for table, names in COLUMNS.items():
            for name in names:
                cursor.execute(f"SELECT {name} FROM {table}")  # noqa: S608
                found[table, name] = [value for (value,) in cursor.fetchall()]
    return found


def everything() -> str:
    """Every column of every table, as the database holds it."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            found.append(repr(cursor.fetchall()))
    return "\n".join(found)


def test_no_word_of_it_stands_in_the_database_and_its_readers_read_it_all(team: Team) -> None:
    one = worry(team).concern_id

    assert MARK.casefold() not in everything().casefold()
    kept = [value for values in raw().values() for value in values if value]
    assert len(kept) == 5 + 3
    assert all(is_sealed(value) for value in kept)

    record = safety.open_worry(one, actor=team.acting(team.deputy), at=MONDAY)
    assert record.told.what_happened == f"{MARK} took 'it' 🌻"
    assert record.told.contact_at == f"{MARK}@example.org"
    assert [step.words for step in record.steps] == [
        "", f"{MARK} taken", f"{MARK} rang", "", f"{MARK} moved",
    ]  # fmt: skip
    assert record.decisions[0].judgement.wishes == f"{MARK} wants"


def test_the_same_words_are_kept_differently_and_no_words_as_none(team: Team) -> None:
    for _twice in range(2):
        told()

    first, second = raw()["safety_concern", "what_happened"]
    assert first != second
    assert raw()["safety_concern", "contact_name"] == ["", ""]


def test_the_audit_names_fields_and_the_persons_copy_has_their_words(team: Team) -> None:
    worry(team)

    row = AuditRow.objects.get(action="concern.told")
    assert {"what_happened", "contact"} <= set(row.fields)
    copy = safety.personal_data(team.third.pk)["worries"][0]
    assert copy["what_happened"] == f"{MARK} took 'it' 🌻"
    assert copy["contact_safely"] == f"{MARK} after six"
    assert json.dumps(copy)


@pytest.mark.parametrize(
    "asked", [{"what_happened": "x"}, {"about_name__icontains": "x"}, {"contact_at__in": ["x"]}]
)
def test_nothing_is_looked_for_in_what_is_sealed(team: Team, asked: dict[str, Any]) -> None:
    with pytest.raises(FieldError):
        Concern.objects.filter(**asked).count()
    with pytest.raises(FieldError):
        Step.objects.filter(words="x").count()
    assert Concern.objects.filter(what_happened__isnull=True).count() == 0


def test_without_the_key_it_says_so_and_opens_again_once_the_key_is_back(
    team: Team, settings: Any
) -> None:
    one = worry(team).concern_id
    key, lead = settings.SECRET_KEY, team.acting(team.lead)
    before = raw()

    settings.SECRET_KEY = "another key, of another deployment altogether"
    record = safety.open_worry(one, actor=lead, at=MONDAY)
    assert "the key that sealed it is not here" in record.told.what_happened
    assert safety.unopened() == 1
    assert safety.worries(actor=lead, at=MONDAY).total == 1
    row = Concern.objects.get()
    row.save()  # such as by a repair: what is kept must not be written over
    assert raw() == before

    settings.SECRET_KEY_FALLBACKS = [key]
    assert safety.unopened() == 0
    assert MARK in safety.open_worry(one, actor=lead, at=MONDAY).told.what_happened


def test_rows_from_before_are_sealed_once_and_the_way_back_opens_them(team: Team) -> None:
    one = worry(team).concern_id
    sealed_before = raw()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE safety_concern SET what_happened = %s, about_name = %s",
                       [f"{MARK} plain", "sealed: is how Ada begins"])  # fmt: skip
        cursor.execute("UPDATE safety_step SET words = %s WHERE words <> ''", [f"{MARK} step"])
    then = MigrationLoader(connection).project_state([("safety", "0002_sealed")]).apps
    editor = type("Editor", (), {"connection": connection})()

    for _twice in range(2):
        MIGRATION.seal_all(then, editor)

    assert MARK not in everything()
    assert "how Ada begins" not in everything()
    assert raw()["safety_concern", "contact_at"] == sealed_before["safety_concern", "contact_at"]
    record = safety.open_worry(one, actor=team.acting(team.deputy), at=MONDAY)
    assert record.told.what_happened == f"{MARK} plain"
    assert record.told.about_name == "sealed: is how Ada begins"

    MIGRATION.unseal_all(then, editor)
    assert raw()["safety_concern", "what_happened"] == [f"{MARK} plain"]


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_no_word_of_it(team: Team, tmp_path: Path) -> None:
    worry(team)

    write(tmp_path / "backup.zip", at=MONDAY)

    assert read_manifest(tmp_path / "backup.zip").tables["safety.concern"]["rows"] == 1
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        for name in archive.namelist():
            assert MARK.casefold().encode() not in archive.read(name).lower(), name
        assert b"NOBODY CAN READ A WORRY" in archive.read("KEEP-THE-KEY.txt")


def test_the_migrations_are_whole() -> None:
    plan = MigrationExecutor(connection).loader.project_state().models["safety", "concern"]

    assert type(plan.fields["what_happened"]).__name__ == "TextField"
