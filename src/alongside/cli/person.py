"""`alongside person …`: what somebody may ask about their data and their account."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from alongside.cli import django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "person",
        help="what somebody may ask: see, copy, delete, keep and not use; a lost second step",
        description=(
            "For what somebody asks about their own data or account. PERSON is the person's id, or "
            "the e-mail address with which they sign in."
        ),
        epilog="example: alongside person export jo@example.org --out jo.zip",
    )
    actions = parser.add_subparsers(dest="action", required=True)
    show = _action(actions, "show", "count what is held, by app and table", _show)
    show.epilog = "example: alongside person show jo@example.org --json"
    export = _action(
        actions, "export", "write the person's copy: a zip of data and a page", _export
    )
    export.add_argument("--out", type=Path, required=True, help="the file to write")
    export.epilog = "example: alongside person export jo@example.org --out jo.zip"
    erase = _action(actions, "erase", "delete the person; docs/how-to tells what stays", _erase)
    erase.add_argument("--yes", action="store_true", help="do it, without asking again")
    erase.epilog = "example: alongside person erase jo@example.org --yes"
    _add_restricting(actions)
    _add_second_step(actions)


def _add_second_step(actions: Any) -> None:
    forget = _action(
        actions,
        "forget-second-step",
        "take a lost second step away; the person sets up a new one",
        _forget_second_step,
        one_person="?",
    )
    forget.add_argument(
        "--all-unopened",
        action="store_true",
        help="of everybody whose second step was sealed with a secret key that is lost",
    )
    forget.epilog = (
        "Make sure first that it is they who ask: ring a number that you know. They are signed out "
        "everywhere and told by e-mail. "
        "example: alongside person forget-second-step jo@example.org"
    )


def _add_restricting(actions: Any) -> None:
    keep = _action(actions, "restrict", "keep the person's details and do not use them", _restrict)
    keep.add_argument(
        "--because",
        required=True,
        choices=("accuracy", "unlawful", "claim", "objection"),
        help=(
            "accuracy: something is wrong and has to be checked; unlawful: it should not be here, "
            "and must not be deleted; claim: they need it for a legal claim; objection: they "
            "objected to a use and wait for the answer"
        ),
    )
    keep.add_argument("--about", default="", help="what it is about, in their words")
    keep.add_argument(
        "--how",
        default="phone",
        choices=("phone", "paper", "in_person"),
        help="how they asked (default: phone)",
    )
    keep.epilog = "example: alongside person restrict jo@example.org --because accuracy"
    lift = _action(
        actions, "lift", "use the person's details again, after the person was told", _lift
    )
    lift.add_argument(
        "--told",
        choices=("message", "post", "phone", "in_person"),
        help="first note that they were told, and how; message sends one now",
    )
    lift.epilog = "example: alongside person lift jo@example.org --told phone"


def _action(
    actions: Any, name: str, help_: str, run: Any, *, one_person: str | None = None
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = actions.add_parser(name, help=help_)
    parser.add_argument(
        "person", metavar="PERSON", nargs=one_person, help="an id or an e-mail address"
    )
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")
    parser.set_defaults(run=run)
    return parser


def _found(text: str) -> UUID:
    django.setup()
    from alongside.domain.people import public as people
    from alongside.foundation.actor import system
    from alongside.foundation.errors import NotFound

    try:
        return people.person_of(text, actor=system("person"))
    except NotFound:
        raise django.Unusable("nobody here has this id or e-mail address.") from None


def _show(args: argparse.Namespace) -> int:
    """0 told, 2 when there is no such person."""
    person_id = _found(args.person)
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.journeys import rights

    held = rights.held(person_id, actor=system("person"), at=clock.now())
    counts = {
        f"{app}.{table}": len(rows)
        for app, parts in held.tables.items()
        for table, rows in parts.items()
    }
    if args.json:
        print(json.dumps({"person": str(person_id), "rows": counts}))
    else:
        print(f"{person_id}: {sum(counts.values())} rows.")
        for name, count in counts.items():
            if count:
                print(f"  {name}: {count}")
    return 0


def _export(args: argparse.Namespace) -> int:
    """0 written, 2 when there is no such person or the file cannot be written."""
    person_id = _found(args.person)
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.journeys import rights

    body = rights.export_person(person_id, actor=system("person"), at=clock.now())
    part = args.out.with_name(args.out.name + ".part")
    try:
        # For the owner alone, from the first byte: it is all that is known about somebody.
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(body)
        os.replace(part, args.out)
    except OSError as fault:
        part.unlink(missing_ok=True)
        raise django.Unusable(f"{args.out} cannot be written: {fault.strerror}.") from fault
    if args.json:
        print(json.dumps({"person": str(person_id), "file": str(args.out), "bytes": len(body)}))
    else:
        print(f"Written to {args.out}. Hand it over safely, then delete it here.")
    return 0


def _erase(args: argparse.Namespace) -> int:
    """0 deleted, 1 refused (last administrator, reader of worries, not confirmed), 2 nobody."""
    person_id = _found(args.person)
    from alongside.domain.people import public as people
    from alongside.domain.safety import public as safety
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.errors import Conflict
    from alongside.journeys import rights

    if not args.yes:
        print("This cannot be undone. Give --yes to delete.", file=sys.stderr)
        return 1
    try:
        done = rights.erase_person(person_id, actor=system("person"), at=clock.now())
    except people.IsRestricted:
        print(
            "This person asked that their details are kept: alongside person lift comes first.",
            file=sys.stderr,
        )
        return 1
    except safety.StillNeeded:
        print(
            "This person reads worries: name another safeguarding lead or deputy at /safety/, or "
            "let somebody else read the worry, first.",
            file=sys.stderr,
        )
        return 1
    except Conflict:
        print(
            "This is an organisation's last administrator: give the role to another first.",
            file=sys.stderr,
        )
        return 1
    if args.json:
        print(json.dumps({"person": str(person_id), "done": done}))
    else:
        print(f"{person_id} is deleted.")
        for name, count in done.items():
            if count:
                print(f"  {name}: {count}")
    return 0


def _restrict(args: argparse.Namespace) -> int:
    """0 kept and not used from now on, 1 refused, 2 nobody."""
    person_id = _found(args.person)
    from alongside.domain.people import public as people
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.errors import Invalid, NotFound

    try:
        made = people.restrict(
            person_id=person_id,
            because=args.because,
            about=args.about,
            how=args.how,
            actor=system("person"),
            at=clock.now(),
        )
    except (Invalid, NotFound) as refused:
        print(str(refused), file=sys.stderr)
        return 1
    if args.json:
        print(json.dumps({"person": str(person_id), "restriction": str(made)}))
    else:
        print(f"{person_id}: the details are kept and not used.")
    return 0


def _lift(args: argparse.Namespace) -> int:
    """0 used again, 1 not yet (the person is told first, and has a week to answer what was sent),
    2 nobody."""
    person_id = _found(args.person)
    from alongside.domain.people import public as people
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.errors import Conflict, NotFound
    from alongside.journeys import restricting

    actor, at = system("person"), clock.now()
    try:
        if args.told:
            restricting.tell_of_lifting(person_id, how=args.told, actor=actor, at=at)
        people.lift_restriction(person_id=person_id, actor=actor, at=at)
    except restricting.NotReached:
        print("No message reaches this person: tell them another way.", file=sys.stderr)
        return 1
    except NotFound:
        print("This person's details are not restricted.", file=sys.stderr)
        return 1
    except Conflict:
        found = people.restriction(person_id, actor=actor)
        told = found.lift_from if found else None
        print(
            f"Not yet: it may be lifted from {told:%Y-%m-%d %H:%M} UTC, unless they say no."
            if told
            else "Tell the person first: give --told and how.",
            file=sys.stderr,
        )
        return 1
    if args.json:
        print(json.dumps({"person": str(person_id), "restricted": False}))
    else:
        print(f"{person_id}: the details are used again.")
    return 0


def _forget_second_step(args: argparse.Namespace) -> int:
    """0 taken away (of nobody, too, with --all-unopened), 1 there was none, 2 nobody or not named
    which."""
    if bool(args.person) == args.all_unopened:
        raise django.Unusable("name one person, or give --all-unopened.")
    django.setup()
    from alongside.domain.people import public as people
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.errors import NotFound
    from alongside.journeys import accounts

    chosen = people.second_steps_unopened() if args.all_unopened else (_found(args.person),)
    gone = []
    for person_id in chosen:
        try:
            done = accounts.forget_second_step(person_id, actor=system("person"), at=clock.now())
        except NotFound:
            done = False
        gone += [str(person_id)] if done else []
    if args.json:
        print(json.dumps({"forgotten": gone}))
    elif gone:
        print(f"Taken away, and told by e-mail: {', '.join(gone)}")
    else:
        print("There is no second step to take away.", file=sys.stderr)
    return 0 if gone or args.all_unopened else 1
