"""Worries: anybody tells one; lead and deputy alone read them; the administrator names the two."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, SafetySetup
from alongside.foundation import clock
from factories.safety import told
from web.access.rows import DONE, Row, World, everybody, only, signed_in

TELL = "report_a_concern"
READ = "read_safeguarding_case"
CLOSE = "close_safeguarding_case"
LEAD = "safeguarding_lead"
_ONE = {
    "args": lambda world: {"concern_id": _worry(world).concern_id},
}


def _worry(world: World) -> safety.Told:
    return told(at=clock.now())


def _in_state(state: str) -> Any:
    def args(world: World) -> dict[str, Any]:
        made = _worry(world)
        # Whoever is deputy in the world suggested to close it, where somebody did.
        suggested = {"closing_by": SafetySetup.objects.get().deputy} if state == "closing" else {}
        Concern.objects.filter(pk=made.concern_id).update(state=state, **suggested)
        return {"concern_id": made.concern_id}

    return args


def _act(state: str, act: str) -> Any:
    return lambda world: _in_state(state)(world) | {"act": act}


_READS = signed_in(404, **{LEAD: 200, "coordinator_without_second_factor": "second factor"})
_DOES = _READS | {LEAD: DONE, "visitor": 403, "coordinator_without_second_factor": "second factor"}
_CHECKED = {
    "danger_now": "no",
    "what_happened": "He shouts.",
    "about": "unsaid",
}

ROWS = {
    "safety:worry": Row(
        get=everybody(), post=everybody(DONE), data=lambda world: {"danger_now": "no"}, action=TELL
    ),
    "safety:begin": Row(
        post=everybody(DONE), data=lambda world: {"thing": f"pair:{uuid4()}"}, action=TELL
    ),
    "safety:danger_now": Row(get=everybody(DONE), action=TELL),
    "safety:what": Row(
        get=everybody(DONE),
        post=everybody(DONE),
        data=lambda world: {"what_happened": "He shouts."},
        action=TELL,
    ),
    "safety:about": Row(
        get=everybody(DONE), post=everybody(DONE), data=lambda world: {"about": "me"}, action=TELL
    ),
    "safety:contact": Row(
        get=everybody(DONE), post=everybody(DONE), data=lambda world: {"how": "no"}, action=TELL
    ),
    "safety:readers": Row(
        get=everybody(DONE), post=everybody(DONE), data=lambda world: {}, action=TELL
    ),
    "safety:check": Row(
        get=everybody(DONE),
        post=everybody(DONE),
        data=lambda world: _CHECKED | {"key": str(uuid4())},
        action=TELL,
    ),
    "safety:sent": Row(get=everybody(DONE), action=TELL),
    "safety:worries": Row(get=only(LEAD), action=READ),
    "safety:one": Row(get=_READS, action=READ, **_ONE),
    "safety:read": Row(post=_DOES, action=READ, **_ONE),
    # Told from nowhere: even who reads it has nothing to pause.
    "safety:pause": Row(post=_DOES | {LEAD: 409}, action=READ, **_ONE),
    "safety:act": Row(
        get=_READS,
        post=_DOES,
        args=_act("in_hand", "note"),
        data=lambda world: {"kind": "note", "words": "Rang her.", "key": str(uuid4())},
        action=READ,
    ),
    "safety:close": Row(post=_DOES, args=_in_state("closing"), action=CLOSE),
    "safety:set_up": Row(get=only("org_admin"), post=only("org_admin", visitor=403)),
    "safety:open_service": Row(post=only("org_admin", yes=DONE, visitor=403)),
}
