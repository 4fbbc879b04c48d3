"""Listing a group, checking it, *still running?*.

An editor edits their own listing without a second factor; so does a coordinator of its steward. A
reviewer checks it and does not edit it. What a group thinks of the principles is for its editors
alone. To everybody else a listing that is not theirs does not exist.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alongside.domain.catalogue.models import Entry
from alongside.domain.directory.models import RunningCheck, Version
from alongside.domain.directory.public import Content, running_row
from alongside.foundation.actor import system
from factories.directory import content
from factories.people import AT
from web.access.rows import DONE, SECOND_FACTOR, Row, World, everybody, only, signed_in

SET = "six"
PRINCIPLE = {"id": "one", "title": "One", "plain": "One.", "question": "How?"}
TOLD = {"member": "m", "host": "h", "clinician": "c"}


def _draft(world: World, state: str = "draft", said: Content | None = None) -> dict[str, Any]:
    """A version of the world's listing in that state; the arguments of its pages."""
    Version.objects.get_or_create(
        listing=world.listing,
        number=1,
        defaults={
            "content": (said or content()).to_json(),
            "state": state,
            "created_at": AT,
            "submitted_at": AT,
        },
    )
    return {"listing_id": world.listing_id}


def _sent(world: World) -> dict[str, Any]:
    return _draft(world, "submitted")


def _public(world: World) -> dict[str, Any]:
    args = _draft(world, "checked")
    world.listing.current = Version.objects.get(listing=world.listing)
    world.listing.state = "listed"
    world.listing.save()
    return args


def _closed(world: World) -> dict[str, Any]:
    args = _public(world)
    world.listing.state = "closed"
    world.listing.save()
    return args


def _principles(world: World) -> dict[str, Any]:
    Entry.objects.get_or_create(
        kind="principle_set",
        slug=SET,
        defaults={
            "label": "Six",
            "content": {
                "disclaimer": "Not an endorsement.",
                "conditions": [],
                "principles": [PRINCIPLE | TOLD],
            },
            "valid_from": AT.date(),
        },
    )
    return _draft(world)


def _asked(world: World) -> RunningCheck:
    _public(world)
    day = AT.date()
    found, _new = RunningCheck.objects.get_or_create(
        listing=world.listing,
        defaults={
            "asked_on": day,
            "ring_from": day + timedelta(days=14),
            "tag_on": day + timedelta(days=28),
            "hide_on": day + timedelta(days=56),
            "nonce": "0" * 16,
        },
    )
    return found


def _token(world: World) -> dict[str, Any]:
    check = _asked(world)
    return {"token": running_row(check.pk, actor=system("test"), at=AT).token}


def _edits(yes: int | str, **exceptions: int | str) -> Any:
    """Editors of the listing and coordinators of its steward."""
    return signed_in(
        404,
        **{
            "editor": yes,
            "coordinator": yes,
            "listing_checker": 403,
            "coordinator_without_second_factor": SECOND_FACTOR,
            **exceptions,
        },
    )


def _group(yes: int | str) -> Any:
    """The group itself; not even its coordinators."""
    return _edits(yes, coordinator=403)


def _checks(yes: int | str) -> Any:
    return only("coordinator", "listing_checker", yes=yes, coordinator_elsewhere=404)


def _edition(world: World) -> dict[str, Any]:
    return {"edition": "1"}


def _with(**more: Any) -> Any:
    return lambda world: _draft(world) | more


ROWS = {
    "directory:my_listings": Row(get=everybody()),
    "directory:start_listing": Row(get=everybody()),
    "directory:new_listing": Row(
        get=signed_in(), post=signed_in(DONE), data=lambda world: {"name": "A new group"}
    ),
    "directory:tasks": Row(get=_edits(200), args=_draft),
    "directory:question": Row(
        get=_edits(200),
        post=_edits(DONE),
        args=_with(key="name"),
        data=lambda world: {"edition": "1", "name": "Another name"},
    ),
    "directory:places": Row(get=_edits(200), args=_draft),
    "directory:places_item": Row(get=_edits(200), post=_edits(200), args=_with(item="1")),
    "directory:places_remove": Row(
        get=_edits(200), post=_edits(DONE), args=_with(item="1"), data=_edition
    ),
    "directory:meetings": Row(get=_edits(200), args=_draft),
    "directory:meetings_item": Row(get=_edits(200), post=_edits(200), args=_with(item="1")),
    "directory:meetings_remove": Row(
        get=_edits(200), post=_edits(DONE), args=_with(item="1"), data=_edition
    ),
    "directory:preview": Row(get=_edits(200), args=_draft),
    "directory:answers": Row(get=_edits(200), post=_edits(DONE), args=_draft, data=_edition),
    "directory:sent": Row(get=_edits(200), args=_sent),
    "directory:take_back": Row(get=_edits(200), post=_edits(DONE), args=_sent),
    "directory:discard": Row(get=_edits(200), post=_edits(DONE), args=_draft, data=_edition),
    "directory:close": Row(get=_edits(200), post=_edits(DONE), args=_public),
    "directory:confirm": Row(get=_edits(200), post=_edits(DONE), args=_public),
    "directory:reopen": Row(get=_edits(200), post=_edits(DONE), args=_closed),
    "directory:principles": Row(get=_group(200), args=_principles),
    "directory:principle": Row(
        get=_group(200),
        post=_group(DONE),
        args=lambda world: _principles(world) | {"set": SET, "principle": "one"},
        data=lambda world: {"answer": "working", "own_words": "We take turns."},
    ),
    "directory:sign": Row(
        get=_group(200),
        post=_group(DONE),
        args=lambda world: _principles(world) | {"set": SET},
        data=lambda world: {"signatory": "Ada Lane", "agreed": "on"},
    ),
    "directory:withdraw": Row(
        get=_group(DONE),
        post=_group(DONE),
        args=lambda world: _principles(world) | {"set": SET},
    ),
    "directory:to_check": Row(get=only("coordinator", "coordinator_elsewhere", "listing_checker")),
    "directory:check": Row(get=_checks(200), post=_checks(DONE), args=_sent, data=_edition),
    "directory:send_back": Row(
        get=_checks(200),
        post=_checks(DONE),
        args=_sent,
        data=lambda world: {"edition": "1", "phone": "Nobody answers."},
    ),
    "directory:history": Row(get=_checks(200), args=_sent),
    "directory:running_checks": Row(
        get=only("coordinator", "coordinator_elsewhere"),
        post=only("coordinator", "coordinator_elsewhere", yes=DONE),
    ),
    "directory:rang": Row(
        get=signed_in(404, coordinator=200, coordinator_without_second_factor=SECOND_FACTOR),
        post=signed_in(
            404,
            coordinator=DONE,
            editor=403,
            listing_checker=403,
            coordinator_without_second_factor=SECOND_FACTOR,
        ),
        args=lambda world: {"check_id": _asked(world).pk},
        data=lambda world: {"answer": "running"},
    ),
    "directory:still_running": Row(
        get=everybody(),
        post=everybody(),
        args=_token,
        data=lambda world: {"answer": "running"},
    ),
}
