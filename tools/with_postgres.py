"""Run a command beside a PostgreSQL of its own, thrown away afterwards.

    python tools/with_postgres.py COMMAND…

The command finds its address in ALONGSIDE_DATABASE_URL. Exits as the command does, or 3 with a
sentence when no server could be started. As root the server runs as the user `postgres`."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

# Nothing here must outlive a power cut, so the server need not wait for the disk.
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=100"


def programs() -> Path | None:
    """The folder of the newest `initdb` on this machine."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parts[-3])
    )
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(command: list[str], folder: Path) -> int:
    """Run one of the server's programs, in `folder`, as somebody whom PostgreSQL accepts."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_whom, *command],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.stderr.write(done.stdout)
    return done.returncode


def main(command: list[str]) -> int:
    where = programs()
    if where is None or not command:
        sys.stderr.write("No PostgreSQL here: install it (apt install postgresql).\n")
        return 3
    with tempfile.TemporaryDirectory(prefix="alongside-postgres-") as temporary:
        folder = Path(temporary)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        data, port = folder / "data", free_port()
        options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} {FAST}"
        ctl = str(where / "pg_ctl")
        made = run(
            [str(where / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
            + ["--locale=C.UTF-8", "--no-sync"],
            folder,
        )
        begin = [ctl, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start"]
        if made or run(begin, folder):
            sys.stderr.write("PostgreSQL could not be started.\n")
            return 3
        try:
            url = f"postgres://postgres@127.0.0.1:{port}/postgres"
            return subprocess.run(
                command, env=os.environ | {"ALONGSIDE_DATABASE_URL": url}
            ).returncode
        finally:
            run([ctl, "-D", str(data), "-m", "immediate", "stop"], folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
