"""Two people at once, on whatever database the settings name. Each race says what came of it.

Run by itself it sets up an empty database and runs them all: SQLite needs a file for two
connections, which the test's own database in memory is not.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command
from django.db import connections

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, Revision, RunningCheck
from alongside.foundation import audit
from alongside.foundation.errors import Conflict
from alongside.foundation.models import AuditRow, Transition
from factories.directory import (
    AT,
    MEETING,
    PLACE,
    SYSTEM,
    content,
    coordinator,
    listed,
    organisation,
)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Does them in threads that start together; the results or the exceptions, in order."""
    gate = threading.Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            gate.wait()
            results[number] = act()
        except Exception as failure:
            results[number] = failure
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def two_saves() -> None:
    """Of two editors with the same edition one saves, the other sees the conflict."""
    steward = organisation()
    checker = coordinator(steward)
    key = directory.start_listing(name="Circle", steward_id=steward, actor=checker, at=AT)

    def save(words: str) -> Callable[[], int]:
        return lambda: directory.save_draft(
            key, edition=1, changes={"summary": words}, actor=checker, at=AT
        )

    results = at_once(save("Mine"), save("Yours"))

    assert sorted(type(result).__name__ for result in results) == ["Conflict", "int"], results
    won = ["Mine", "Yours"][results.index(2)]
    assert directory.draft(key, actor=checker).content.summary == won


def two_checks() -> None:
    """A check that two press at once is one check."""
    steward = organisation()
    checker = coordinator(steward)
    key = directory.start_listing(name="Circle", steward_id=steward, actor=checker, at=AT)
    changes = {
        "summary": "Tea.",
        "places": (PLACE,),
        "meetings": (MEETING,),
        "any_condition": True,
        "email": "circle@example.org",
    }
    edition = directory.save_draft(key, edition=1, changes=changes, actor=checker, at=AT)
    directory.submit(key, edition=edition, actor=checker, at=AT)

    results = at_once(*[lambda: directory.check(key, edition=edition, actor=checker, at=AT)] * 2)

    assert results == [None, None], results
    assert Transition.objects.filter(event="check").count() == 1
    assert Listing.objects.get(pk=key).state == "listed"


def check_against_save() -> None:
    """A checker publishes what was read, or sees the conflict; never what was not read."""
    steward = organisation()
    checker = coordinator(steward)
    key = listed(steward).listing_id
    edition = directory.save_draft(
        key, edition=1, changes={"summary": "Read"}, actor=checker, at=AT
    )
    directory.submit(key, edition=edition, actor=checker, at=AT)

    def change() -> None:
        directory.take_back(key, actor=checker, at=AT)
        directory.save_draft(
            key, edition=edition, changes={"summary": "Unread"}, actor=checker, at=AT
        )

    checked, changed = at_once(
        lambda: directory.check(key, edition=edition, actor=checker, at=AT), change
    )

    assert all(isinstance(result, Conflict) for result in (checked, changed) if result), (
        checked,
        changed,
    )
    summary = directory.public_listing(key).content.summary
    assert summary == ("Read" if checked is None else content().summary)


def two_runs_of_due_work() -> None:
    """Asked once, tagged once, hidden once, whoever runs the work."""
    steward = organisation()
    for _number in range(5):
        listed(steward, assured_on=date(2026, 1, 1))

    results = at_once(*[lambda: directory.run_due(actor=SYSTEM, at=AT)] * 3)

    assert sum(result.asked for result in results) == 5, results
    assert RunningCheck.objects.filter(answered_on=None).count() == 5
    RunningCheck.objects.update(answered_on=AT.date(), answer="running", how="rang")
    Listing.objects.update(ask_again_on=None)


def two_starts() -> None:
    """The same form sent twice at once begins one listing."""
    steward = organisation()
    leader = coordinator(steward)

    def start() -> UUID:
        return directory.start_listing(name="Twice", steward_id=steward, actor=leader, at=AT)

    results = at_once(start, start)

    assert results[0] == results[1], results
    assert Listing.objects.filter(name="Twice").count() == 1


def two_imports() -> None:
    """The same row taken in twice at once is one listing with one version."""
    steward = organisation()

    def take() -> directory.Taken:
        return directory.take_in(
            content(), steward_id=steward, source="s", external_id="7", actor=SYSTEM, at=AT
        )

    results = at_once(take, take, take)

    assert sorted(result.outcome for result in results) == ["created", "unchanged", "unchanged"]
    assert Listing.objects.get(steward_id=steward).versions.count() == 1


def many_publish() -> None:
    """Every publication has a revision that no reader of an earlier number has missed."""
    steward = organisation()
    before = Revision.objects.get().number

    results = at_once(*[lambda: listed(steward) for _number in range(6)])

    assert not [result for result in results if isinstance(result, Exception)], results
    numbers = sorted(Listing.objects.filter(steward_id=steward).values_list("revision", flat=True))
    assert numbers == list(range(before + 1, before + 7))


def chain_holds() -> None:
    """After all of it, no row of the audit is missing or changed."""
    assert list(audit.verify()) == []
    assert AuditRow.objects.exists()


RACES = (
    two_saves,
    two_checks,
    check_against_save,
    two_runs_of_due_work,
    two_starts,
    two_imports,
    many_publish,
    chain_holds,
)

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for race in RACES:
        race()
        sys.stdout.write(f"{race.__name__}\n")
