"""How much memory a piece of work takes at most."""

from __future__ import annotations

import ctypes
import gc
import os
import pathlib
import re
from collections.abc import Callable

_STATUS = pathlib.Path("/proc/self/status")


def peak(work: Callable[[], object]) -> int | None:
    """Bytes beyond those held before, at the worst moment of the work. None where Linux alone
    could tell. The work is done in a copy of this process, so that nothing of it stays, and with
    no memory at hand that earlier work gave back."""
    if not _STATUS.exists():
        return None
    gc.collect()
    _give_back()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        found = b""
        try:
            before = _kilobytes("VmRSS")
            pathlib.Path("/proc/self/clear_refs").write_text("5")  # begin the peak anew
            work()
            found = str((_kilobytes("VmHWM") - before) * 1024).encode()
        finally:
            os.write(writer, found)
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    return int(told) if told else None


def _give_back() -> None:
    """Memory that was freed goes back to the system, where the C library can do that."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _kilobytes(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", _STATUS.read_text(), re.MULTILINE)
    return int(found.group(1)) if found else 0
