"""`alongside worker`: background work, and what falls due by date."""

from __future__ import annotations

import argparse
import os
import threading
from typing import Any

from alongside.cli import django
from alongside.foundation.lifeline import end_with

# How often the worker looks for what has fallen due. Everything that is due by date is due from
# the start of a day, so a quarter of an hour late is in time.
LOOK_EVERY_SECONDS = 900


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "worker",
        help="do background work (part of serve; more can run beside it)",
        description=(
            "Does queued work and what falls due by date. `alongside serve` starts one; with "
            "PostgreSQL any number can run, on any machine."
        ),
        epilog="example: alongside worker",
    )
    parser.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Works until it is told to stop (SIGTERM, Ctrl+C), then ends the task in hand."""
    django.setup()
    from django_tasks_db.management.commands.db_worker import Worker

    worker = Worker(
        queue_names=["default"],
        interval=1,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"worker-{os.getpid()}",
        excluded_queue_names=[],
    )
    worker.configure_signals()
    stop = threading.Event()
    threading.Thread(target=_look_for_due, args=(stop,), daemon=True).start()
    if args.parent:
        end_with(args.parent)
    try:
        worker.run()
    finally:
        stop.set()
    return 0


def _look_for_due(stop: threading.Event) -> None:
    import structlog
    from django.core.management import call_command
    from django.db import close_old_connections

    from alongside.domain.directory import public as directory
    from alongside.foundation import clock
    from alongside.foundation.actor import system

    log = structlog.get_logger("alongside.worker")
    while not stop.is_set():
        close_old_connections()
        try:
            directory.run_due(actor=system("worker"), at=clock.now())
            # Who was signed in when, and what work was done, is kept no longer than it is needed.
            call_command("clearsessions")
            call_command("prune_db_task_results", verbosity=0)
        except Exception as failure:
            # Due work is found again at the next look, so one failure must not end the worker.
            log.error("due_work_failed", failure=type(failure).__name__)
        stop.wait(LOOK_EVERY_SECONDS)
