"""The door of people: organisations, neighbourhood teams, persons, roles and what this database is.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.people.actions.invitations import (
    invite,
    take_invitation,
    withdraw_invitation,
)
from alongside.domain.people.actions.organisations import (
    create_deployment,
    create_organisation,
    organisation_named,
)
from alongside.domain.people.actions.persons import AddressTaken, create_person, open_account
from alongside.domain.people.actions.roles import end_role, grant_role
from alongside.domain.people.actions.teams import add_team, end_team
from alongside.domain.people.queries import (
    actor_for_user,
    forget_service,
    invitation,
    invitations,
    is_demo,
    members,
    needs_second_factor,
    organisation,
    organisations,
    service,
    teams,
    try_people,
    user_for_try,
)
from alongside.domain.people.records import (
    InvitationRecord,
    MembershipRecord,
    OrganisationRecord,
    Role,
    ServiceRecord,
    TeamRecord,
    TryPerson,
)
from alongside.domain.people.rules import LISTING_CHECKER

__all__ = [
    "LISTING_CHECKER",
    "AddressTaken",
    "InvitationRecord",
    "MembershipRecord",
    "OrganisationRecord",
    "Role",
    "ServiceRecord",
    "TeamRecord",
    "TryPerson",
    "actor_for_user",
    "add_team",
    "create_deployment",
    "create_organisation",
    "create_person",
    "end_role",
    "end_team",
    "forget_service",
    "grant_role",
    "invitation",
    "invitations",
    "invite",
    "is_demo",
    "members",
    "needs_second_factor",
    "open_account",
    "organisation",
    "organisation_named",
    "organisations",
    "service",
    "take_invitation",
    "teams",
    "try_people",
    "user_for_try",
    "withdraw_invitation",
]
