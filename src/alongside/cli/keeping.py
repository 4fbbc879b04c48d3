"""A process that is kept running: started again whenever it ends by itself."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Sequence

import structlog

FIRST_PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 60.0
# Whoever ran so long did not end because it cannot start.
WELL_AFTER_SECONDS = 60.0
GRACE_SECONDS = 5.0

log = structlog.get_logger("alongside.serve")


class Kept:
    """Starts `command` and starts it again when it ends, until `stop`.

    The pause before it is started again doubles from a second to a minute while it keeps ending
    soon after its start. Each time is logged, with the exit code alone."""

    def __init__(self, command: Sequence[str], *, name: str) -> None:
        self._command, self._name = list(command), name
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._process = self._begin()
        self._watch = threading.Thread(target=self._keep, name=f"keeps-{name}", daemon=True)
        self._watch.start()

    @property
    def pid(self) -> int:
        """The process id at this moment."""
        return self._process.pid

    def stop(self) -> None:
        """Ends the process, by force when it does not end soon, and starts no other."""
        with self._lock:
            self._stopped.set()
            process = self._process
            process.terminate()
        try:
            process.wait(GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._watch.join(GRACE_SECONDS)

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self._command)

    def _keep(self) -> None:
        pause = FIRST_PAUSE_SECONDS
        while True:
            began = time.monotonic()
            code = self._process.wait()
            if self._stopped.is_set():
                return
            if time.monotonic() - began >= WELL_AFTER_SECONDS:
                pause = FIRST_PAUSE_SECONDS
            log.error("process_ended", process=self._name, code=code, again_in_seconds=pause)
            if self._stopped.wait(pause):
                return
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
            with self._lock:
                if self._stopped.is_set():
                    return
                self._process = self._begin()
