"""Processes that `serve` starts end with it, also when it is killed outright."""

from __future__ import annotations

import os
import signal
import threading
import time

LOOK_EVERY_SECONDS = 1
GRACE_SECONDS = 5


def end_with(parent: int) -> None:
    """From now on this process ends when its parent, of that process id, is gone.

    It is asked to (SIGTERM), then made to after a few seconds, so that no process is left behind
    that holds the port or does the same work beside a new one."""
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE_SECONDS)
    os.kill(os.getpid(), signal.SIGKILL)
