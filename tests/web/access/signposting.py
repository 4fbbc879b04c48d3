"""Asking to join.

Asking needs no account; what is behind a link is open to whoever has the link, and does not exist
for anybody else. Requests are seen by the coordinators of the organisation that looks after the
group; to everybody else they do not exist. How much room a group has, its editors say too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Version
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import ToldOf, UnmetNeed
from alongside.foundation import clock
from alongside.foundation.actor import system
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from factories.asking import asked, group, group_link, offer_link
from factories.catalogue import fill
from factories.directory import content
from factories.people import AT
from web.access.rows import DONE, Row, World, everybody, only

ANSWERS = {"name": "Ruth", "channel": "text", "text": "07700 900123"}


def _catalogue(world: World) -> None:
    fill()


def _group(world: World) -> dict[str, Any]:
    """The world's listing, public."""
    version, _made = Version.objects.get_or_create(
        listing=world.listing,
        number=1,
        defaults={"content": content().to_json(), "state": "checked", "created_at": AT},
    )
    world.listing.current = version
    world.listing.state = "listed"
    world.listing.save()
    return {"listing_id": world.listing_id}


def _asked(world: World) -> signposting.AskedRecord:
    return asked(_group(world)["listing_id"], at=clock.now())


def _mine(world: World) -> dict[str, Any]:
    return {"token": _asked(world).token}


def _short(world: World) -> dict[str, Any]:
    return _mine(world) | {"purpose": "preferences"}


def _answers(world: World) -> dict[str, Any]:
    return {"token": group_link(_asked(world).request_id, at=clock.now())}


def _offered(world: World) -> dict[str, Any]:
    request_id = _asked(world).request_id
    group(world.organisation.pk, name="Evening Friends")
    directory.forget_search()  # what was undone looks the same to it
    now = clock.now()
    signposting.answer_request(group_link(request_id, at=now), answer="not_this_one", at=now)
    signposting.offer_next(request_id, actor=system("test"), at=now)
    return {"token": offer_link(request_id, at=now)}


def _news(world: World) -> dict[str, Any]:
    now, listing_id = clock.now(), _group(world)["listing_id"]
    need = UnmetNeed.objects.create(
        key=uuid4().hex, reason="tell_me", recorded_at=now, steward=world.organisation
    )
    ToldOf.objects.create(need=need, listing_id=listing_id, told_at=now)
    with unit(actor=system("test"), at=now) as work:
        until = now.replace(year=now.year + 1)
        return {"token": make_link("news", need, valid_until=until, work=work)}


def _request(world: World) -> dict[str, Any]:
    return {"request_id": _asked(world).request_id}


def _deed(world: World) -> dict[str, Any]:
    return _request(world) | {"act": "cancel"}


def _key(world: World) -> dict[str, Any]:
    return {"only": "count", "key": str(uuid4())}


def _seen(yes: int | str, **exceptions: int | str) -> Any:
    """The coordinators of the steward; to others there is no such request."""
    return only("coordinator", yes=yes, no=404, **exceptions)


_ROWS = {
    "signposting:ask": Row(
        get=everybody(),
        post=everybody(DONE),
        args=_group,
        data=lambda world: ANSWERS,
    ),
    "signposting:help": Row(get=everybody(DONE), post=everybody(DONE), args=_group),
    "signposting:check": Row(get=everybody(DONE), post=everybody(DONE), args=_group),
    "signposting:mine": Row(
        get=everybody(), post=everybody(), args=_mine, data=lambda world: {"what": "went"}
    ),
    "signposting:sent": Row(get=everybody(), args=_mine),
    "signposting:my_contact": Row(
        get=everybody(), post=everybody(DONE), args=_mine, data=lambda world: ANSWERS
    ),
    "signposting:my_help": Row(get=everybody(), post=everybody(DONE), args=_mine),
    "signposting:cancel": Row(get=everybody(), post=everybody(DONE), args=_mine),
    "signposting:tell_me": Row(post=everybody(DONE), args=_mine),
    "signposting:my_calendar": Row(get=everybody(), args=_mine),
    "signposting:short_link": Row(post=everybody(DONE), args=_short),
    "signposting:offer": Row(
        get=everybody(),
        post=everybody(DONE),
        args=_offered,
        data=lambda world: {"answer": "yes"},
    ),
    "signposting:answer": Row(
        get=everybody(),
        post=everybody(DONE),
        args=_answers,
        data=lambda world: {"answer": "waiting"},
    ),
    "signposting:came": Row(get=everybody(DONE), post=everybody(DONE), args=_answers),
    "signposting:news": Row(get=everybody(), post=everybody(DONE), args=_news),
    "signposting:none_of_these": Row(get=everybody(), post=everybody(DONE), data=_key),
    "signposting:none_done": Row(get=everybody()),
    "signposting:requests": Row(get=only("coordinator", "coordinator_elsewhere")),
    "signposting:unmet_needs": Row(get=only("coordinator", "coordinator_elsewhere")),
    "signposting:request": Row(get=_seen(200), args=_request),
    "signposting:act": Row(get=_seen(200), post=_seen(DONE, visitor=403), args=_deed),
    "signposting:places": Row(
        get=only("editor", "coordinator", no=404),
        post=only("editor", "coordinator", yes=DONE, no=404, visitor=403),
        args=_group,
        data=lambda world: {"limited": "no"},
    ),
}
ROWS = {name: replace(row, before=_catalogue) for name, row in _ROWS.items()}
