"""`alongside demo`: an invented county to look around in."""

from __future__ import annotations

import argparse
from typing import Any

from alongside.cli import deployment, django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "demo",
        help="make the invented demo county",
        description=(
            "Makes a demo in the var folder: a key of its own, a database, and a county of "
            "invented groups and people. Run again, it brings an existing demo up to date. It "
            "never touches a real service."
        ),
        epilog="example: alongside demo, then alongside serve",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 made or up to date, 2 where a real service stands."""
    try:
        deployment.write_settings(
            {"ALONGSIDE_MODE": "demo", "ALONGSIDE_SECRET_KEY": deployment.new_key()}
        )
    except FileExistsError:
        pass
    except OSError as fault:
        return django.complain(f"the demo cannot be written here: {fault.strerror}.")
    django.setup()
    from django.conf import settings
    from django.db import OperationalError

    if not settings.DEMO:
        return django.complain(f"{settings.VAR} holds a real service; use another ALONGSIDE_VAR.")
    try:
        return _make()
    except OperationalError as fault:
        return django.complain(f"the database cannot be written ({fault}). Is the disk full?")


def _make() -> int:
    from alongside.demo import build
    from alongside.domain.people import public as people
    from alongside.foundation import clock

    deployment.bring_up_to_date(_say)
    here = people.service()
    if here is None:
        count = build(at=clock.now(), say=_say)
        _say(f"The demo county is ready, with {count} groups and resources")
    elif not here.is_demo:
        return django.complain("this database holds a real service.")
    print("\nPeople to try (at /try/, one click each):")
    for person in people.try_people():
        print(f"  {person.name:<16} {person.about}")
    return 0


def _say(step: str) -> None:
    print(f"{step} …", flush=True)
