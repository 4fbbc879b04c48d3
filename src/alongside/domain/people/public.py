"""The door of people: organisations, neighbourhood teams, persons, roles and what this database is.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.people.actions import (
    add_team,
    create_deployment,
    create_organisation,
    create_person,
    end_role,
    end_team,
    grant_role,
    open_account,
    organisation_named,
)
from alongside.domain.people.queries import (
    actor_for_user,
    forget_service,
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
    "is_demo",
    "members",
    "needs_second_factor",
    "open_account",
    "organisation",
    "organisation_named",
    "organisations",
    "service",
    "teams",
    "try_people",
    "user_for_try",
]
