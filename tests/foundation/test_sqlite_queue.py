"""Threads that write to SQLite take turns in the order in which they came."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from alongside.foundation.sqlite.base import DatabaseWrapper, Turns


@pytest.fixture(autouse=True)
def _with_databases(django_db_blocker: Any) -> Iterator[None]:
    """Databases of its own, in files of its own."""
    with django_db_blocker.unblock():
        yield


def _handler(path: Path, timeout: float = 20) -> ConnectionHandler:
    options = {"transaction_mode": "IMMEDIATE", "timeout": timeout}
    engine = "alongside.foundation.sqlite"
    return ConnectionHandler({"default": {"ENGINE": engine, "NAME": path, "OPTIONS": options}})


@pytest.fixture
def connections(tmp_path: Path) -> ConnectionHandler:
    handler = _handler(tmp_path / "queue.sqlite3")
    with handler["default"].cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("CREATE TABLE counted (n INTEGER NOT NULL)")
        cursor.execute("INSERT INTO counted VALUES (0)")
    return handler


def _begin(connection: DatabaseWrapper) -> None:
    connection.ensure_connection()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def _end(connection: DatabaseWrapper, *, well: bool = True) -> None:
    connection.commit() if well else connection.rollback()
    connection.set_autocommit(True)


def test_no_addition_is_lost_and_nobody_is_turned_away(connections: ConnectionHandler) -> None:
    failures: list[Exception] = []

    def add() -> None:
        connection = connections["default"]
        try:
            for number in range(40):
                _begin(connection)
                with connection.cursor() as cursor:
                    cursor.execute("SELECT n FROM counted")
                    (found,) = cursor.fetchone()
                    cursor.execute("UPDATE counted SET n = %s", [found + 1])
                _end(connection, well=number % 4 != 3)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT n FROM counted")
        assert (failures, cursor.fetchone()) == ([], (8 * 30,))


def test_whoever_waits_too_long_is_told(connections: ConnectionHandler, tmp_path: Path) -> None:
    first = connections["default"]
    _begin(first)
    faults: list[str] = []

    def late() -> None:
        connection = _handler(tmp_path / "queue.sqlite3", timeout=0.05)["default"]
        try:
            _begin(connection)
        except OperationalError as fault:
            faults.append(str(fault))
        connection.close()

    thread = threading.Thread(target=late)
    thread.start()
    thread.join()
    _end(first)

    assert faults == ["database is locked: too many are waiting to write"]
    _begin(first)  # and the queue goes on
    _end(first)


def test_connection_that_is_closed_within_its_turn_lets_others_begin(tmp_path: Path) -> None:
    first, second = (_handler(tmp_path / "closed.sqlite3")["default"] for _ in range(2))
    _begin(first)
    first.close()
    first.connection = None

    _begin(second)
    _end(second)

    assert not second._has_turn


def test_turns_come_in_the_order_of_asking() -> None:
    turns, order = Turns(), []
    assert turns.take(0)
    asked = [threading.Event() for _ in range(6)]

    def wait(number: int) -> None:
        asked[number].set()
        turns.take(10)
        order.append(number)
        turns.give()

    threads = []
    for number in range(6):
        thread = threading.Thread(target=wait, args=(number,))
        thread.start()
        asked[number].wait()
        while len(turns._waiting) <= number:
            pass
        threads.append(thread)
    turns.give()
    for thread in threads:
        thread.join()

    assert order == list(range(6))
