"""Posters: for who sends people here. What a poster opens: for everybody."""

from __future__ import annotations

from typing import Any

from factories.posters import team
from web.access.rows import DONE, Row, World, everybody, only

PRINTERS = ("coordinator", "referrer", "org_admin", "coordinator_elsewhere", "org_admin_elsewhere")


def _sheet(world: World) -> dict[str, Any]:
    team()
    return {"code": "malvern", "size": "a4"}


def _poster(world: World) -> dict[str, Any]:
    team()
    return {"code": "malvern"}


ROWS = {
    "posters:choose": Row(get=only(*PRINTERS)),
    "posters:counts": Row(get=only(*PRINTERS)),
    "posters:sheet": Row(get=only(*PRINTERS), args=_sheet),
    "posters:from": Row(get=everybody(DONE), action="view_public_directory", args=_poster),
    "posters:forget": Row(post=everybody(DONE)),
}
