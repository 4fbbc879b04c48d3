"""The feed for other systems: for everybody to read, and nobody to write."""

from __future__ import annotations

from uuid import UUID, uuid4

from alongside.domain.directory.models import ListedPlace
from factories.directory import listed
from web.access.rows import Row, World, everybody


def _listing(world: World) -> UUID:
    return listed(world.organisation.pk).listing_id


ROWS = {
    "oruk:openapi-json": Row(get=everybody()),
    "oruk:details": Row(get=everybody()),
    "oruk:services": Row(get=everybody()),
    "oruk:service": Row(get=everybody(), args=lambda world: {"id": _listing(world)}),
    "oruk:service_at_locations": Row(get=everybody()),
    "oruk:service_at_location": Row(
        get=everybody(),
        args=lambda world: {"id": ListedPlace.objects.get(listing_id=_listing(world)).pk},
    ),
    "oruk:taxonomies": Row(get=everybody()),
    "oruk:taxonomy": Row(get=everybody(404), args=lambda world: {"id": uuid4()}),
    "oruk:taxonomy_terms": Row(get=everybody()),
    "oruk:taxonomy_term": Row(get=everybody(404), args=lambda world: {"id": uuid4()}),
    "oruk:api-root": Row(get=everybody()),
}
