"""Who is acting: worked out afresh for each request, so a role taken away ends at once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Grant:
    """One role held at one organisation (`None`: at no organisation in particular)."""

    role: str
    organisation_id: UUID | None = None


@dataclass(frozen=True)
class Actor:
    """Somebody, or the system itself, doing something.

    `kind` is visitor, link, person or system. `grants` are the roles held now. `second_factor` says
    whether this sign-in was confirmed with a second factor; a role that sees other people's data
    counts only when it was (`holds` does not look at it: the page that opens the door does).
    """

    kind: str = "visitor"
    person_id: UUID | None = None
    name: str = ""
    grants: frozenset[Grant] = frozenset()
    second_factor: bool = False

    @property
    def is_person(self) -> bool:
        """True for somebody who signed in."""
        return self.kind == "person"

    @property
    def is_system(self) -> bool:
        """True for the service's own scheduled work and for the operator's commands."""
        return self.kind == "system"

    def holds(self, role: str, organisation_id: UUID | None = None) -> bool:
        """Whether the role is held: at that organisation, or at any when none is named."""
        return any(
            grant.role == role
            and (organisation_id is None or grant.organisation_id == organisation_id)
            for grant in self.grants
        )

    def organisations(self, *roles: str) -> frozenset[UUID]:
        """The organisations at which one of the roles is held."""
        return frozenset(
            grant.organisation_id
            for grant in self.grants
            if grant.role in roles and grant.organisation_id is not None
        )


VISITOR = Actor()


def by_link(person_id: UUID) -> Actor:
    """The actor behind a link that is this person's own: no account, no role, nobody else's data.

    Only for whoever just opened such a link with `foundation.links`."""
    return Actor(kind="link", person_id=person_id)


def system(name: str) -> Actor:
    """The actor for scheduled work and commands; `name` is shown in the audit, such as `import`."""
    return Actor(kind="system", name=name)
