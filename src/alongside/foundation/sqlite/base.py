"""The database backend, by the name under which Django looks for it.

SQLite lets one connection write at a time. Whoever comes second asks again and again, after pauses
that grow to a tenth of a second, and is overtaken meanwhile: with eight threads the slowest write
waits fifty times as long as the middle one. Here the threads of a process stand in a queue instead
and begin in the order in which they came. Other processes are waited for as before.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Any, ClassVar

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

DEFAULT_TIMEOUT = 20.0


class Turns:
    """A lock that is given in the order of asking."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, timeout: float) -> bool:
        """Waits for the turn; False when it did not come within so many seconds."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout):
            return True
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it came at this very moment

    def give(self) -> None:
        """Lets the next one in the queue begin."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins to write."""

    _queues: ClassVar[dict[str, Turns]] = {}
    _making = threading.Lock()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        if not self._has_turn:
            timeout = float(self.settings_dict["OPTIONS"].get("timeout", DEFAULT_TIMEOUT))
            if not self._queue().take(timeout):
                raise OperationalError("database is locked: too many are waiting to write")
            self._has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._end_turn_if_over()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn_if_over()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _end_turn_if_over(self) -> None:
        # A commit that failed leaves the transaction open, for the rollback that follows.
        if not (self.connection and self.connection.in_transaction):
            self._end_turn()

    def _end_turn(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._queue().give()

    def _queue(self) -> Turns:
        with self._making:
            return self._queues.setdefault(str(self.settings_dict["NAME"]), Turns())
