"""Finding: open to everybody."""

from __future__ import annotations

from web.access.rows import DONE, Row, everybody

PUBLIC = "view_public_directory"

ROWS = {
    "home:start": Row(get=everybody(), action=PUBLIC),
    "home:look": Row(
        get=everybody(DONE),
        post=everybody(DONE),
        data=lambda world: {"place": "Pershore"},
        action=PUBLIC,
    ),
    "home:places": Row(get=everybody(), action=PUBLIC),
    "home:results": Row(get=everybody(), action=PUBLIC),
    "home:map": Row(get=everybody(DONE), action=PUBLIC),
}
