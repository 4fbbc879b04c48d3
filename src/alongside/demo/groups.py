"""The invented groups and resources, as content: the same ones each time."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from alongside.demo.source import read
from alongside.domain.directory.public import Content, Meeting, Place

NEEDS = (
    "step_free",
    "hearing_loop",
    "accessible_toilet",
    "parking",
    "public_transport",
    "quiet_space",
)
# Every second week is counted from here.
FIRST_MEETING = date(2026, 1, 1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
PLAIN = (
    "name", "summary", "description", "first_visit", "greeter", "not_for", "gender", "min_age",
    "max_age", "size", "cost_pence", "cost_notes", "joining",
)  # fmt: skip


def contents() -> Iterator[Content]:
    """Every invented group and resource, in an order that does not change."""
    source = read("groups")
    for kind_number, kind in enumerate(source["kinds"]):
        for hall_number, hall in enumerate(read("county")["halls"]):
            # About seven of the seventeen kinds in each town, a different seven in the next.
            if (hall_number * 5 + kind_number * 3) % 17 < 7:
                yield _group(kind, hall, hall_number)
    for group in source["online"]:
        yield _remote(group)
    for resource in source["resources"]:
        yield _resource(resource)


def waiting() -> Iterator[Content]:
    """Two groups that are not public yet: one to be checked, and one to be sent back."""
    for told in read("groups")["waiting"]:
        yield Content(
            **{field: told[field] for field in PLAIN if field in told},
            phone=told["phone"],
            email=told["email"],
            contact_name=told["contact_name"],
            modes=("in_person",),
            conditions=tuple(told["conditions"]),
            audiences=("people",),
            languages=("en",),
            access=told["access"],
            interests=("cooking",),
            places=(Place(**told["hall"]),),
            meetings=(_meeting(told["meeting"], 0),),
        )


def _group(kind: dict[str, Any], hall: dict[str, Any], shift: int) -> Content:
    name = kind["name"].format(town=hall["town"])
    if "side" in hall:
        # These towns have two teams, so a kind can be there twice: say on which side of the town.
        name = f"{name} ({hall['side']})"
    key = _number(name)
    said = {field: kind[field] for field in PLAIN if field in kind} | {"name": name}
    return Content(
        **said,
        organisation_name=_organisation(key),
        phone=f"01632 960{key % 1000:03d}",
        email=f"hello@{kind['key']}-{hall['team']}.example",
        contact_name=kind["greeter"].split(",")[0].split(" or ")[0].split(" and ")[0],
        modes=tuple(kind.get("modes", ["in_person"])),
        conditions=tuple(kind["conditions"]) if "conditions" in kind else (),
        any_condition=kind.get("any_condition", False),
        audiences=tuple(kind.get("audiences", ["people"])),
        languages=tuple(kind.get("languages", ["en"])),
        access=_access(key) | kind.get("access", {}),
        interests=tuple(kind.get("interests", [])),
        places=(
            Place(
                name=hall["name"],
                address=hall["address"],
                town=hall["town"],
                postcode=hall["postcode"],
                lat=hall["lat"],
                lon=hall["lon"],
                directions="The bus stops outside." if key % 2 else "",
            ),
        ),
        meetings=(_meeting(kind["meeting"], shift),),
    )


def _meeting(told: dict[str, Any], shift: int) -> Meeting:
    day = DAYS[(DAYS.index(told["byday"][0]) + shift % 3) % 7]
    interval = told.get("interval", 1)
    return Meeting(
        freq=told["freq"],
        interval=interval,
        valid_from=FIRST_MEETING if interval > 1 else None,
        byday=(day,),
        nth=told.get("nth"),
        opens_at=time.fromisoformat(told["opens_at"]),
        closes_at=time.fromisoformat(told["closes_at"]),
    )


def _remote(group: dict[str, Any]) -> Content:
    low, high = group.get("ages", [None, None])
    key = _number(group["name"])
    return Content(
        name=group["name"],
        summary=group["summary"],
        description="Everybody who takes part lives with it. You can listen before you speak.",
        first_visit="Leave your number or address and somebody will send you the way in.",
        not_for="We do not give medical advice.",
        organisation_name=_organisation(key),
        phone=f"01632 960{key % 1000:03d}",
        email=f"hello@{group['key']}-online.example",
        modes=(group["mode"],),
        conditions=tuple(group.get("conditions", [])),
        any_condition=group.get("any", False),
        audiences=tuple(group.get("audiences", ["people"])),
        languages=tuple(group.get("languages", ["en"])),
        min_age=low,
        max_age=high,
        cost_pence=0,
        joining="ask_first",
        meetings=(
            Meeting(
                freq="WEEKLY",
                byday=tuple(group["byday"]),
                opens_at=time.fromisoformat(group["at"]),
                closes_at=time.fromisoformat(group["until"]),
            ),
        ),
    )


def _resource(resource: dict[str, Any]) -> Content:
    return Content(
        kind="resource",
        resource_type=resource["type"],
        name=resource["name"],
        summary=resource["summary"],
        website=resource.get("website", ""),
        phone=resource.get("phone", ""),
        modes=("phone",) if resource["type"] == "helpline" else ("online",),
        conditions=tuple(resource.get("conditions", [])),
        any_condition=resource.get("any", False),
        audiences=tuple(resource.get("audiences", ["people", "carers"])),
        languages=("en",),
        cost_pence=0,
        joining_notes="There whenever you want it.",
    )


def _access(key: int) -> dict[str, str]:
    """Yes, no or nothing for each need, by the group's own number."""
    said = {need: ("yes", "yes", "no", "")[(key >> (2 * at)) & 3] for at, need in enumerate(NEEDS)}
    return {need: answer for need, answer in said.items() if answer}


def _organisation(key: int) -> str:
    return ("Severn Friends", "Hop Pole Trust", "Teme Valley Voices", "")[key % 4]


def _number(name: str) -> int:
    """A number that belongs to the name, whatever the machine."""
    return zlib.crc32(name.encode())
