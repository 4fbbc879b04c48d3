"""The pages of public groups and resources: open to everybody."""

from __future__ import annotations

from typing import Any

from factories.directory import content, listed
from web.access.rows import Row, World, everybody

PUBLIC = "view_public_directory"


def _group(world: World) -> dict[str, Any]:
    return {"listing_id": listed(world.organisation.pk).listing_id}


def _resource(world: World) -> dict[str, Any]:
    said = content(kind="resource", resource_type="helpline", modes=("phone",), places=())
    return {"listing_id": listed(world.organisation.pk, said).listing_id}


ROWS = {
    "directory:group": Row(get=everybody(), action=PUBLIC, args=_group),
    "directory:calendar": Row(get=everybody(), action=PUBLIC, args=_group),
    "directory:resource": Row(get=everybody(), action=PUBLIC, args=_resource),
}
