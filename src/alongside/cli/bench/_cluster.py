"""A PostgreSQL of one's own, in a temporary folder, gone when the bench ends."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_OWNER = "postgres"
_SETTINGS = {
    "listen_addresses": "",
    "shared_buffers": "1GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "fsync": "off",
    "autovacuum": "off",
}


class NoPostgres(Exception):
    """There is no PostgreSQL to measure against. The text says why."""


@contextmanager
def cluster() -> Iterator[str]:
    """The connection string of a fresh server, stopped and deleted afterwards.

    Raises ``NoPostgres`` where its programs are missing or it does not start.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="alongside-bench-"))
    started = False
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, _OWNER, _OWNER)
        data = folder / "data"
        _run(
            programs / "initdb", "-D", data, "-U", _OWNER, "-A", "trust", "-E", "UTF8", "--locale=C"
        )
        settings = [f"{name} = '{value}'\n" for name, value in _SETTINGS.items()]
        with open(data / "postgresql.conf", "a", encoding="utf-8") as file:
            file.writelines([*settings, f"unix_socket_directories = '{folder}'\n"])
        _run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "start")
        started = True
        yield f"host={folder} user={_OWNER} dbname=postgres"
    finally:
        if started:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server's programs."""
    found = sorted(
        (path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")),
        key=lambda path: int(path.parent.name),
    )
    if found:
        return found[-1]
    initdb = shutil.which("initdb")
    if initdb is None:
        raise NoPostgres("PostgreSQL is not installed")
    return Path(initdb).resolve().parent


def _run(program: Path, *arguments: object) -> None:
    """One of the server's programs, which refuse to run as root."""
    command = [str(program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", _OWNER, "--", *command]
    try:
        subprocess.run(  # noqa: S603  (our own words only)
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
    except FileNotFoundError as error:
        raise NoPostgres(f"{error.filename} is not installed") from error
    except subprocess.CalledProcessError as error:
        reason = (error.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NoPostgres(f"{program.name} failed: {reason}") from error
