"""`alongside init`: a real service, with its first coordinator."""

from __future__ import annotations

import argparse
import json
import os
import secrets
import sys
from typing import Any

from alongside.cli import deployment, django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "init",
        help="set up a real service",
        description=(
            "Asks for the service's name, its web address and its first coordinator, writes one "
            "settings file and makes the database. What is given as an option is not asked."
        ),
        epilog='example: alongside init --name "Severn Peers" --host peers.example.org '
        "--email sam@example.org --person 'Sam Okoro'",
    )
    parser.add_argument("--name", help="the service's name, as it stands on every page")
    parser.add_argument("--host", help="its web address without https://")
    parser.add_argument("--person", help="the first coordinator's name")
    parser.add_argument("--email", help="the first coordinator's e-mail address")
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 done, 1 when something given cannot be taken, 2 when there is a service already."""
    try:
        name = args.name or _ask("What is the service called? ")
        host = args.host or _ask("At which web address, such as peers.example.org? ")
        person = args.person or _ask("Who is the first coordinator (name)? ")
        email = args.email or _ask("What is their e-mail address? ")
    except EOFError:
        return django.complain("nobody is there to answer; give --name, --host, --person, --email.")
    settings = {
        "ALONGSIDE_MODE": "service",
        "ALONGSIDE_SECRET_KEY": deployment.new_key(),
        "ALONGSIDE_HOSTS": host.removeprefix("https://").strip("/"),
        "ALONGSIDE_HTTPS": "on",
    }
    given = {key: value for key, value in settings.items() if key not in os.environ}
    try:
        path = deployment.write_settings(given)
    except FileExistsError as there:
        return django.complain(f"there is a service already: its settings are in {there}.")
    except OSError as fault:
        return django.complain(f"the settings cannot be written: {fault.strerror}.")
    try:
        password = _set_up(name, person, email)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if password is None:
        path.unlink(missing_ok=True)
        return 1
    if args.json:
        told = {"settings": str(path), "email": email, "password": password}
        print(json.dumps(told | {"missing": list(_missing())}))
        return 0
    print(f"{name} is set up. Its settings are in {path}: keep a copy of the key somewhere safe.")
    print(f"Sign in as {email} with this password, once, and change it: {password}")
    print("Then a second step is asked for: an app on your phone that shows a code.")
    print("Next: alongside check, then alongside serve.")
    print("People can find groups at once. Before they can ask to join or tell a worry:")
    for one in _missing():
        print(f"  - {one}")
    print("Give two people the role Safeguarding lead (People and roles), then see Safety.")
    return 0


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return input().strip()


def _missing() -> tuple[str, ...]:
    from alongside.domain.safety import public as safety
    from alongside.foundation import clock

    return safety.may_go_live(at=clock.now())


def _set_up(name: str, person: str, email: str) -> str | None:
    django.setup()
    from alongside.domain.people import public as people
    from alongside.foundation import clock
    from alongside.foundation.actor import system
    from alongside.foundation.errors import Invalid, Refused
    from alongside.foundation.unit import unit

    deployment.bring_up_to_date(lambda step: print(f"{step} …", file=sys.stderr))
    actor, at = system("init"), clock.now()
    password = secrets.token_urlsafe(15)
    try:
        with unit(actor=actor, at=at):
            service = people.create_deployment(kind="service", name=name, actor=actor, at=at)
            person_id = people.create_person(
                name=person, email=email, password=password, actor=actor, at=at
            )
            for role in (people.Role.COORDINATOR, people.Role.ORG_ADMIN):
                people.grant_role(
                    person_id=person_id,
                    organisation_id=service.organisation_id,
                    role=role,
                    actor=actor,
                    at=at,
                )
    except Invalid as fault:
        for sentence in fault.faults.values():
            django.complain(sentence)
        return None
    except Refused:
        django.complain("this database holds a service already.")
        return None
    return password
