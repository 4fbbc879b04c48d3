"""What the pages of people show, from records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from alongside.domain.people.public import (
    LISTING_CHECKER,
    InvitationRecord,
    MembershipRecord,
    Role,
    TryPerson,
)
from alongside.domain.safety.public import NeededAs
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.web.shared.words import Words


@dataclass(frozen=True)
class RoleWords:
    """A role in words: its name, and what its holder does here."""

    name: Words
    does: Words


ROLES: dict[str, RoleWords] = {
    Role.COORDINATOR: RoleWords(
        _("Coordinator"), _("Checks listings, rings groups, takes in files of groups")
    ),
    Role.FACILITATOR: RoleWords(_("Facilitator"), _("Leads a group, a clinic or a course")),
    Role.MENTOR: RoleWords(_("Mentor"), _("A trained volunteer who meets people one to one")),
    Role.REFERRER: RoleWords(
        _("Clinician or link worker"), _("Tells the people they see about peer support")
    ),
    Role.SAFEGUARDING_LEAD: RoleWords(
        _("Safeguarding lead"), _("Looks after every worry about somebody's safety")
    ),
    Role.COMMISSIONER: RoleWords(
        _("Commissioner"), _("Pays for services, and sees what is there and what is missing")
    ),
    Role.IMPROVER: RoleWords(_("Improver"), _("Turns what people tell into lessons")),
    Role.GUIDANCE_EDITOR: RoleWords(_("Guidance editor"), _("Writes and publishes guidance")),
    Role.ORG_ADMIN: RoleWords(_("Administrator"), _("Gives and ends roles at the organisation")),
    Role.PLATFORM_OPERATOR: RoleWords(_("Operator"), _("Runs the machine; sees nobody's details")),
    LISTING_CHECKER: RoleWords(
        _("Listing checker"), _("With lived experience, checks the details of listings")
    ),
}
GIVEN_BY_ADMINISTRATORS = tuple(
    role for role in ROLES if role not in {Role.PLATFORM_OPERATOR, LISTING_CHECKER}
)
# Why the role, or the person, of somebody who reads worries stays for now.
STILL_NEEDED: dict[str, Words] = {
    NeededAs.LEAD: _("They are the safeguarding lead of this service. Name another lead first."),
    NeededAs.DEPUTY: _("They are the deputy who reads worries here. Name another deputy first."),
    NeededAs.ONLY_READER: _(
        "Nobody else can read a worry that was told here. Let somebody else read it, or name "
        "another lead or deputy first."
    ),
}
_NO_ROLE = RoleWords(_("No role"), _("Finds support, and may list a group"))


@dataclass(frozen=True)
class MemberRow:
    """One role of one member."""

    id: UUID
    name: str
    role: Words
    checks_listings: bool
    organisation: str
    own: bool


def member_rows(members: Iterable[MembershipRecord], actor: Actor) -> list[MemberRow]:
    """The members' roles in words, in the order given; `own` are the actor's."""
    return [
        MemberRow(
            id=each.id,
            name=each.person_name,
            role=ROLES[each.role].name,
            checks_listings=each.checks_listings,
            organisation=each.organisation_name,
            own=each.person_id == actor.person_id,
        )
        for each in members
    ]


@dataclass(frozen=True)
class InvitationRow:
    """An open invitation; `link` is what is handed over."""

    id: UUID
    role: Words
    does: Words
    checks_listings: bool
    organisation: str
    until: Any
    token: str


def invitation_row(each: InvitationRecord) -> InvitationRow:
    """The invitation in words."""
    return InvitationRow(
        id=each.id,
        role=ROLES[each.role].name,
        does=ROLES[each.role].does,
        checks_listings=each.checks_listings,
        organisation=each.organisation_name,
        until=clock.london_date(each.valid_until),
        token=each.token,
    )


def own_roles(actor: Actor) -> list[RoleWords]:
    """What the actor may do now, in the order of the list of roles."""
    held = {grant.role for grant in actor.grants}
    return [words for role, words in ROLES.items() if role in held]


@dataclass(frozen=True)
class TryRow:
    """An invented person whom a visitor may be for a while."""

    id: UUID
    name: str
    about: str
    roles: str
    does: tuple[Words, ...]


def try_rows(invented: Iterable[TryPerson]) -> list[TryRow]:
    """The invented people with what they can do."""
    rows = []
    for each in invented:
        words = [ROLES[role] for role in ROLES if role in each.roles] or [_NO_ROLE]
        rows.append(
            TryRow(
                id=each.person_id,
                name=each.name,
                about=each.about,
                roles=__(", ").join(str(word.name) for word in words),
                does=tuple(word.does for word in words),
            )
        )
    return rows
