"""`alongside serve`: the web server and its worker, until told to stop."""

from __future__ import annotations

import argparse
import ipaddress
import os
import socket
import sys
from typing import Any

from alongside.cli import demo, django
from alongside.cli.keeping import Kept


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "serve",
        help="serve the pages and do background work",
        description=(
            "Serves the web pages and APIs and runs one background worker, which is started again "
            "whenever it ends."
        ),
        epilog="example: alongside serve --host 0.0.0.0 --port 8000",
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on")
    parser.add_argument("--processes", type=int, default=1, help="web processes (default 1)")
    parser.add_argument("--demo", action="store_true", help="first make, or update, the demo here")
    parser.add_argument("--no-worker", action="store_true", help="serve pages only")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serves until SIGTERM or Ctrl+C. 1 when the demo asked for cannot be made; 2 when the port
    is taken or the database is not ready."""
    taken = port_fault(args.host, args.port)
    if taken:
        return django.complain(taken)
    # Before any settings are read: a demo's messages lead to where it is served.
    os.environ["ALONGSIDE_SERVED_AT"] = served_at(args.host, args.port)
    if args.demo and demo.run(args) != 0:
        return 1
    django.setup()
    behind = _not_ready()
    if behind:
        return django.complain(behind)
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("collectstatic", interactive=False, verbosity=0)
    where = served_at(args.host, args.port)
    print(f"\nServing on {where}/ (stop with Ctrl+C)", flush=True)
    os.environ["ALONGSIDE_SERVER_PROCESS"] = str(os.getpid())
    worker = None if args.no_worker else _start_worker()
    try:
        Granian(
            "alongside.config.serving:application",
            address=args.host,
            port=args.port,
            interface=Interfaces.WSGI,
            workers=args.processes,
            # More than may wait for what is sent to them: config/wsgi.py keeps the rest free.
            blocking_threads=8,
            workers_kill_timeout=5,
            respawn_failed_workers=True,
            log_access=False,
            log_dictconfig=_server_log(),
            websockets=False,
        ).serve()
    finally:
        if worker is not None:
            worker.stop()
    return 0


def served_at(host: str, port: int) -> str:
    """The address by which a browser reaches a server that listens there. Where it listens on every
    address, the first of the machine's own that ALONGSIDE_HOSTS names, else this machine's."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104 - nothing is bound here
        names = os.environ.get("ALONGSIDE_HOSTS", "").split(",")
        host = next((name.strip() for name in names if _reachable(name.strip())), "127.0.0.1")
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}" if port == 80 else f"http://{name}:{port}"


def _reachable(name: str) -> bool:
    """Whether it is an address by which other machines may reach this one."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.version == 4 and not (address.is_loopback or address.is_unspecified)


def port_fault(host: str, port: int) -> str | None:
    """Why that port cannot be listened on, as a sentence, or None."""
    if not 1 <= port <= 65_535:
        return f"{port} is not a port; choose one from 1 to 65535."
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except socket.gaierror:
        return f"there is no address {host} on this machine; try --host 127.0.0.1."
    except OSError as fault:
        return (
            f"port {port} of {host} cannot be used ({fault.strerror}); "
            f"choose another with --port {port + 1 if port < 65_535 else 8000}."
        )
    return None


def _not_ready() -> str | None:
    from django.db import OperationalError, ProgrammingError, connection
    from django.db.migrations.executor import MigrationExecutor

    from alongside.domain.people import public as people

    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return "the database is not up to date; run `alongside upgrade`."
        if people.service() is None:
            return "no service was set up here; run `alongside init`, or `alongside demo`."
    except (OperationalError, ProgrammingError):
        return "the database cannot be reached; `alongside check` says more."
    return None


def _server_log() -> dict[str, Any]:
    from django.conf import settings

    # The server's own lines as JSON too; without this it would write them its own way.
    named = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return settings.LOGGING | {"loggers": {"_granian": named, "granian.access": named}}


def _start_worker() -> Kept:
    command = [sys.executable, "-m", "alongside.cli.main", "worker", "--parent", str(os.getpid())]
    return Kept(command, name="worker")
