"""The deployment: settings, database, clock, disk, backups, people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside.cli.checks.line import Line
from alongside.cli.checks.messages import message_lines
from alongside.cli.checks.safety import safety_lines

ENOUGH_DISK = 1 << 30
BACKUP_AGE = timedelta(days=2)


def running_lines(*, backups: Path) -> Iterator[Line]:
    """Looks at everything. Django has been started; the database may be out of reach."""
    yield from _settings()
    yield from _disk()
    reached = list(_database())
    yield from reached
    if all(line.level != "FAIL" for line in reached):
        yield from _clock()
        yield from _service()
        yield from safety_lines()
        yield from message_lines()
        yield from _asking()
        yield from _referred()
        yield from _second_steps()
        yield from _audit()
    yield from _backups(backups)


def _settings() -> Iterator[Line]:
    from django.conf import settings

    if settings.DEMO:
        yield Line("WARN", "mode", "this is a demo", "for a real service: alongside init")
    else:
        yield Line("PASS", "mode", "a real service")
    if len(settings.SECRET_KEY) < 40:
        yield Line(
            "FAIL" if not settings.DEMO else "WARN",
            "secret key",
            "shorter than 40 characters",
            "set ALONGSIDE_SECRET_KEY to a long random text and keep a copy apart",
        )
    else:
        yield Line("PASS", "secret key", "long enough")
    if settings.HTTPS:
        yield Line("PASS", "HTTPS", "on")
    else:
        yield Line("WARN", "HTTPS", "off; fine for a demo on this machine", "ALONGSIDE_HTTPS=on")


def _disk() -> Iterator[Line]:
    from django.conf import settings

    folder = Path(settings.VAR)
    there = folder if folder.is_dir() else folder.parent
    free = shutil.disk_usage(there).free
    gigabytes = f"{free / (1 << 30):.1f} GB free"
    if free < ENOUGH_DISK:
        yield Line("FAIL", "disk", gigabytes, "make room: backups and uploads need 1 GB or more")
    else:
        yield Line("PASS", "disk", gigabytes)


def _database() -> Iterator[Line]:
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as fault:
        yield Line(
            "FAIL",
            "database",
            f"cannot be reached ({type(fault).__name__})",
            "start it, and look at ALONGSIDE_DATABASE_URL",
        )
        return
    yield Line("PASS", "database", f"{connection.vendor} answers")
    if waiting:
        yield Line("FAIL", "migrations", f"{len(waiting)} to run", "alongside upgrade")
    else:
        yield Line("PASS", "migrations", "all run")


def _clock() -> Iterator[Line]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_TIMESTAMP")
        told = cursor.fetchone()[0]
    if isinstance(told, str):
        told = datetime.fromisoformat(told).replace(tzinfo=UTC)
    apart = abs((datetime.now(UTC) - told).total_seconds())
    if apart > 5:
        yield Line(
            "FAIL", "clock", f"{apart:.0f} s from the database's", "run a time service (NTP)"
        )
    else:
        yield Line("PASS", "clock", "agrees with the database")


def _service() -> Iterator[Line]:
    from alongside.domain.catalogue import public as catalogue
    from alongside.domain.people import public as people

    here = people.service()
    if here is None:
        yield Line("FAIL", "service", "none was set up", "alongside init")
        return
    yield Line("PASS", "service", here.name)
    if catalogue.terms("condition"):
        yield Line("PASS", "catalogue", "read")
    else:
        yield Line("FAIL", "catalogue", "empty", "alongside upgrade")


def _asking() -> Iterator[Line]:
    from alongside.domain.signposting import public as signposting

    faults = signposting.reconcile(datetime.now(UTC))
    for fault in faults:
        yield Line(
            "FAIL",
            "asking",
            f"{fault.thing_type} {fault.thing_id} {fault.what}",
            "let the worker run (alongside serve or worker); if it stays, report it as a bug",
        )
    if not faults:
        yield Line("PASS", "asking", "everybody who asked has an owner and a day")


def _referred() -> Iterator[Line]:
    from alongside.domain.referrals import public as referrals

    faults = referrals.reconcile(datetime.now(UTC))
    for fault in faults:
        yield Line(
            "FAIL",
            "referrals",
            f"{fault.thing_type} {fault.thing_id} {fault.what}",
            "let the worker run (alongside serve or worker); if it stays, report it as a bug",
        )
    if not faults:
        yield Line("PASS", "referrals", "everybody who was referred has an owner and a day")


def _second_steps() -> Iterator[Line]:
    from alongside.domain.people import public as people

    locked = len(people.second_steps_unopened())
    if locked:
        yield Line(
            "FAIL",
            "second steps",
            f"the secret key opens none of {locked} people: they cannot use their roles",
            "put the key that was used before into ALONGSIDE_OLD_SECRET_KEYS; if it is lost: "
            "alongside person forget-second-step --all-unopened",
        )
    else:
        yield Line("PASS", "second steps", "the secret key opens them")


def _audit() -> Iterator[Line]:
    from alongside.foundation import audit

    fault = next(audit.verify(), None)
    if fault:
        yield Line(
            "FAIL",
            "audit",
            f"chain {fault.chain}, row {fault.sequence}: {fault.what}",
            "keep this database as it is, tell the data protection lead, compare with a backup",
        )
    else:
        yield Line("PASS", "audit", "every chain holds")


def _backups(folder: Path) -> Iterator[Line]:
    newest = max((path.stat().st_mtime for path in folder.glob("*.zip")), default=None)
    if newest is None:
        yield Line("WARN", "backups", f"none in {folder}", f"alongside backup --to {folder}, daily")
        return
    age = datetime.now(UTC) - datetime.fromtimestamp(newest, UTC)
    level = "WARN" if age > BACKUP_AGE else "PASS"
    remedy = f"alongside backup --to {folder}" if level == "WARN" else ""
    yield Line(level, "backups", f"the newest is {age.days} days old", remedy)
