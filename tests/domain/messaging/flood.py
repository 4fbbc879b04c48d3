"""Many messages at once: `prepare N` puts them into the outbox, `drain` sends what is due.

Each part is a process of its own, as in the service, and says what it did and the most memory that
it ever held, in megabytes."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.foundation.unit import unit
from factories import catalogue
from factories.messaging import AT, SYSTEM, VALUES, person

PEOPLE, UNIT = 200, 500


def prepare(count: int) -> int:
    """An empty database with so many messages to many people."""
    call_command("migrate", verbosity=0)
    catalogue.fill()
    people.create_deployment(kind="demo", name="Severn Peers", actor=SYSTEM, at=AT)
    asked = [person() for _ in range(PEOPLE)]
    for first in range(0, count, UNIT):
        with unit(actor=SYSTEM, at=AT):
            for number in range(first, min(first + UNIT, count)):
                to = asked[number % PEOPLE]
                messaging.send(
                    "join_called_back",
                    to=messaging.to_person(to.pk),
                    values=VALUES["join_called_back"],
                    cause=to,
                    key=str(number),
                    actor=SYSTEM,
                    at=AT,
                )
    return count


def drain() -> int:
    """Sends what is due, as a worker does."""
    return messaging.drain(now=lambda: AT).sent


if __name__ == "__main__":
    done = prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else drain()
    # Not getrusage: its peak begins with that of the process that started this one.
    told = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s+(\d+)", told)[1]) // 1024  # type: ignore[index]
    sys.stdout.write(f"{done} {peak}\n")
