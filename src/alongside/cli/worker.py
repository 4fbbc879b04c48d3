"""`alongside worker`: background work, and what falls due by date."""

from __future__ import annotations

import argparse
import os
import threading
from collections.abc import Callable
from typing import Any

from alongside.cli import django
from alongside.cli.delivering import keep_delivering
from alongside.cli.lost import tell_lost
from alongside.foundation.lifeline import end_with

# How often the worker looks for what has fallen due: a worry that waits is due by the minute. The
# rest is due from the start of a day, so a quarter of an hour late is in time.
LOOK_EVERY_SECONDS = 60
LOOKS_FOR_ALL = 15


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
    for looking in (_look_for_due, keep_delivering):
        threading.Thread(target=looking, args=(stop,), daemon=True).start()
    if args.parent:
        end_with(args.parent)
    try:
        worker.run()
    finally:
        stop.set()
    return 0


def _look_for_due(stop: threading.Event) -> None:
    looks = 0
    while not stop.is_set():
        _look(everything=looks % LOOKS_FOR_ALL == 0)
        looks += 1
        stop.wait(LOOK_EVERY_SECONDS)


def _look(*, everything: bool) -> None:
    """One look. Each kind of work stands alone: that one fails must not keep another from being
    done, and all of it is found again at the next look."""
    from django.core.management import call_command
    from django.db import close_old_connections

    from alongside.domain.interop import public as interop
    from alongside.domain.mentoring import public as mentoring
    from alongside.domain.messaging import public as messaging
    from alongside.domain.referrals import public as referrals
    from alongside.domain.safety import public as safety
    from alongside.domain.signposting import public as signposting
    from alongside.domain.training import public as training
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.journeys import (
        first_meeting,
        pair_finished,
        referral_to_mentor,
        retention,
        still_running,
        support_over,
        volunteer_training,
    )

    actor, keeper = system("worker"), system("retention")
    close_old_connections()
    _try("worries", lambda: safety.run_due(actor=actor, at=clock.now()))
    _try("alarms", lambda: mentoring.raise_alarms(actor=actor, at=clock.now()))
    if everything:
        _try("listings", lambda: still_running.run_due(actor=actor, at=clock.now()))
        _try("messages", lambda: messaging.run_due(actor=actor, at=clock.now()))
        _try("volunteers", lambda: mentoring.run_due(actor=actor, at=clock.now()))
        _try("meetings", lambda: mentoring.run_meetings_due(actor=actor, at=clock.now()))
        _try("covers", lambda: mentoring.run_covers_due(actor=actor, at=clock.now()))
        _try("endings", lambda: mentoring.run_endings_due(actor=actor, at=clock.now()))
        _try("reviews", lambda: mentoring.run_reviews_due(actor=actor, at=clock.now()))
        _try("places", lambda: referral_to_mentor.run_due(actor=actor, at=clock.now()))
        _try("trained", lambda: volunteer_training.run_due(actor=actor, at=clock.now()))
        _try("support over", lambda: support_over.run_due(actor=actor, at=clock.now()))
        _try("first meetings", lambda: first_meeting.run_due(actor=actor, at=clock.now()))
        _try("finished", lambda: pair_finished.run_due(actor=actor, at=clock.now()))
        _try("requests", lambda: signposting.run_due(actor=actor, at=clock.now()))
        _try("training", lambda: training.run_due(actor=actor, at=clock.now()))
        _try("referrals", lambda: referrals.run_due(actor=actor, at=clock.now()))
        _try("files", lambda: interop.forget_old(clock.now()))
        _try("retention", lambda: retention.run_retention(actor=keeper, at=clock.now()))
        _try("lost", lambda: tell_lost(clock.now()))
        # Who was signed in when, what was typed and not sent, and what work was done, is kept no
        # longer than it is needed.
        _try("sessions", lambda: call_command("clearsessions"))
        _try("tasks", lambda: call_command("prune_db_task_results", verbosity=0))


def _try(kind: str, act: Callable[[], object]) -> None:
    import structlog

    try:
        act()
    except Exception as failure:
        log = structlog.get_logger("alongside.worker")
        log.error("due_work_failed", kind=kind, failure=type(failure).__name__)
