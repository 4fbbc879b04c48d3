"""How to say who may use a page.

Each area has a module here with `ROWS: dict[str, Row]`, keyed by the route's full name
(`people:members`, `account_login`). A row says what every actor gets:

    ROWS = {
        "directory:to_check": Row(get=only("coordinator", "listing_checker")),
        "directory:check": Row(
            get=only("coordinator", coordinator_elsewhere=404),
            post=only("coordinator", yes=DONE, coordinator_elsewhere=404),
            action="",                                 # an action of access_matrix.csv, if one fits
            args=lambda world: {"listing_id": world.listing_id},
            data=lambda world: {"edition": "1"},
        ),
        "home:start": Row(get=everybody()),
    }

An answer is a status, or a word for a redirect: `DONE` (any other redirect), `SIGN_IN`,
`SECOND_FACTOR`. `everybody(200, person=403)` gives all actors one answer, with exceptions;
`only("coordinator", yes=200, no=403)` gives it to some, sends visitors to sign in and those
who lack their second factor to set it up, and answers `no` to the rest. A method that a row
leaves out must be refused to everybody, or do no more than show the page (a POST to a page that
only reads). `demo=True` puts the world into a demo database.

The world (`World`) has the service's organisation, another one, and somebody for every actor;
what else a route needs, `before`, `args` and `data` make (with factories), in this order and once
for all actors. Each request is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from alongside.domain.directory.models import Editor, Listing
from alongside.domain.people.models import Deployment, Membership, Organisation, Person
from alongside.domain.people.records import Role
from factories.people import AT, MembershipFactory, OrganisationFactory, PersonFactory
from factories.safety import look_after_safety

DONE = "done"
SIGN_IN = "sign in"
SECOND_FACTOR = "second factor"
Answer = int | str
Answers = Mapping[str, Answer]

NOBODY = "visitor"
ROLES = tuple(role.value for role in Role)
ACTORS = (
    NOBODY,
    "person",  # signed in, without a role
    "editor",  # edits `world.listing`, without a role
    *ROLES,  # at the service's own organisation, with a second factor
    "listing_checker",  # a guidance editor there who may check listings
    "coordinator_elsewhere",
    "org_admin_elsewhere",
    "coordinator_without_second_factor",
)


@dataclass
class World:
    """What every row can start from."""

    organisation: Organisation
    elsewhere: Organisation
    people: dict[str, Person] = field(default_factory=dict)

    @cached_property
    def listing(self) -> Listing:
        """A listing that the service's organisation looks after; the actor `editor` edits it."""
        listing = Listing.objects.create(
            name="Severn Circle", steward=self.organisation, created_at=AT, changed_at=AT
        )
        Editor.objects.create(listing=listing, person=self.people["editor"], since=AT)
        return listing

    @property
    def listing_id(self) -> UUID:
        """The listing's id."""
        return self.listing.pk

    def membership(self, actor: str) -> Membership:
        """The role of that actor."""
        return Membership.objects.get(person=self.people[actor])


def build_world(*, demo: bool = False) -> World:
    """The service, another organisation, and a person for every actor but the visitor."""
    world = World(
        OrganisationFactory(name="Severn Peers"), OrganisationFactory(name="Another place")
    )
    Deployment.objects.create(
        kind="demo" if demo else "service", organisation=world.organisation, created_at=AT
    )
    for actor in ACTORS[1:]:
        world.people[actor] = PersonFactory(name=actor.replace("_", " ").capitalize())
        role, organisation, checks = _role_of(actor, world)
        if role:
            MembershipFactory(
                person=world.people[actor],
                organisation=organisation,
                role=role,
                checks_listings=checks,
            )
    # The service is open: the actor `safeguarding_lead` is its lead, with a deputy beside them.
    look_after_safety(world.organisation, lead=world.people["safeguarding_lead"])
    return world


def _role_of(actor: str, world: World) -> tuple[str, Organisation, bool]:
    if actor.endswith("_elsewhere"):
        return actor.removesuffix("_elsewhere"), world.elsewhere, False
    if actor == "listing_checker":
        return "guidance_editor", world.organisation, True
    role = actor.removesuffix("_without_second_factor")
    return (role if role in ROLES else ""), world.organisation, False


def _nothing(world: World) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """What each actor gets from one route."""

    get: Answers | None = None
    post: Answers | None = None
    action: str = ""
    args: Callable[[World], Mapping[str, Any]] = _nothing
    data: Callable[[World], Mapping[str, Any]] = _nothing
    demo: bool = False
    before: Callable[[World], Any] = _nothing


def everybody(answer: Answer = 200, **exceptions: Answer) -> Answers:
    """The same for all, but for the exceptions."""
    return _checked({actor: answer for actor in ACTORS} | exceptions)


def only(
    *actors: str,
    yes: Answer = 200,
    no: Answer = 403,
    visitor: Answer = SIGN_IN,
    **exceptions: Answer,
) -> Answers:
    """`yes` for these actors, `no` for the rest; see the module."""
    answers: dict[str, Answer] = {actor: yes if actor in actors else no for actor in ACTORS}
    answers[NOBODY] = visitor
    answers["coordinator_without_second_factor"] = SECOND_FACTOR
    return _checked(answers | {actor: yes for actor in actors} | exceptions)


def signed_in(answer: Answer = 200, **exceptions: Answer) -> Answers:
    """The same for everybody who signed in; visitors are sent to sign in."""
    return everybody(answer, **{NOBODY: SIGN_IN, **exceptions})


def _checked(answers: dict[str, Answer]) -> Answers:
    unknown = set(answers) - set(ACTORS)
    assert not unknown, f"no such actor: {sorted(unknown)}"
    return answers
