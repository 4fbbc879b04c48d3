"""Taking a whole import back, without anybody of whom something was written down since.

What an import made goes, because a wrong file must leave nobody behind. What happened here to a
person who came by it must not go: a worry about them, what they told, agreed to or were sent. All
of that stands in other apps, so it is asked here, and answered in one sentence for all of it:
whoever undoes an import must not learn from it that there is a worry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django_tasks import task

from alongside.domain.interop import public as interop
from alongside.domain.mentoring import public as mentoring
from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.actor import Actor, system
from alongside.journeys.rights import HOLDERS

_OWN_WORK = system("import")

# The tables in which an import writes. Each looks after itself: what was changed in it stays.
MADE_BY_A_FILE = frozenset(
    {
        ("people", "person"),
        ("messaging", "messaging.safecontact"),
        ("referrals", "referrals.referral"),
        ("referrals", "referrals.episode"),
        ("mentoring", "mentoring.volunteer"),
        ("mentoring", "mentoring.check"),
        ("mentoring", "mentoring.place"),
        ("mentoring", "mentoring.pair"),
        ("mentoring", "mentoring.meeting"),
    }
)


def undo(run_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Has the worker take a whole import back; what must not go stays, and its row says so.

    Raises as interop.undo."""
    interop.undo(run_id, actor=actor, at=at)
    take_back_later.enqueue(str(run_id))


def undo_now(run_id: UUID, *, actor: Actor, now: interop.Clock) -> None:
    """As `undo`, done when it returns: where no worker is."""
    interop.undo(run_id, actor=actor, at=now())
    interop.take_back(run_id, stays=stays, now=now)


@task()
def take_back_later(run_id: str) -> None:
    """Takes back what a run made; the worker's."""
    interop.take_back(UUID(run_id), stays=stays, now=clock.now)


def stays(brought: interop.Brought) -> str:
    """Why what a row of a service's spreadsheet made must not go, or "".

    Of the person every table is looked at that their own copy is made of, so that one that is added
    there is looked at here too."""
    person_id = brought.person_id
    met = mentoring.brought_pair(
        place_id=brought.things.get("pair"), meeting_id=brought.things.get("meeting")
    )
    if met is not None:
        person_id = person_id or met.person_id
    if (person_id is not None and _held(person_id)) or safety.speaks_of(
        person_id=person_id,
        name=people.person_name(person_id) if person_id else "",
        things=[*brought.things.values(), *(met.pair_ids if met else ())],
        since=brought.taken_at,
        actor=_OWN_WORK,
    ):
        return _("Something has been written about this person since.")
    return ""


def _held(person_id: UUID) -> bool:
    return any(
        (holder.app, table) not in MADE_BY_A_FILE
        and any(not (table == "training.enrolment" and _only_put_in(row)) for row in rows)
        for holder in HOLDERS
        for table, rows in holder.personal_data(person_id).items()
    )


def _only_put_in(enrolment: Mapping[str, Any]) -> bool:
    """Whether nothing came of a module yet: the service puts every mentor into it by itself."""
    return enrolment["state"] == "enrolled" and enrolment["read_on"] is None
