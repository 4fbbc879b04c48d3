"""Import and export: coordinators alone, each those of their own organisation."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID, uuid4

from alongside.domain.interop import public as interop
from alongside.foundation import clock
from alongside.foundation.actor import system
from web.access.rows import DONE, Row, World, only

_BOTH = ("coordinator", "coordinator_elsewhere")
_OWN = {"coordinator_elsewhere": 404}
_POST = {**_OWN, "visitor": 403}


def _run(world: World, *, dry: bool = True, done: bool = True) -> UUID:
    run_id = interop.start_import(
        kind="groups",
        file_name="a.csv",
        body=io.BytesIO(f"id,name\n{uuid4()},Tea\n".encode()),
        mapping={"source": "a", "id": "id", "fields": {"name": "name"}},
        steward_id=world.organisation.pk,
        actor=system("test"),
        at=clock.now(),
        dry=dry,
        by_worker=False,
    )
    if done:
        interop.carry_out(run_id, now=clock.now)
    return run_id


def _args(**how: Any) -> Any:
    return lambda world: {"run_id": _run(world, **how)}


ROWS = {
    "interop:runs": Row(get=only(*_BOTH)),
    "interop:upload": Row(get=only(*_BOTH), post=only(*_BOTH, visitor=403)),
    "interop:service": Row(get=only(*_BOTH), post=only(*_BOTH, visitor=403)),
    "interop:example": Row(get=only(*_BOTH)),
    "interop:columns": Row(get=only(*_BOTH, yes=DONE), post=only(*_BOTH, yes=DONE, visitor=403)),
    "interop:export": Row(get=only(*_BOTH), args=lambda world: {"form": "csv"}),
    "interop:run": Row(get=only("coordinator", **_OWN), args=_args()),
    "interop:bring_in": Row(post=only("coordinator", yes=DONE, **_POST), args=_args()),
    "interop:cancel": Row(post=only("coordinator", yes=DONE, **_POST), args=_args(done=False)),
    "interop:carry_on": Row(post=only("coordinator", yes=409, **_POST), args=_args()),
    "interop:undo": Row(post=only("coordinator", yes=DONE, **_POST), args=_args(dry=False)),
    "interop:rejected": Row(get=only("coordinator", **_OWN), args=_args()),
    "interop:rows": Row(get=only("coordinator", **_OWN), args=_args()),
}
