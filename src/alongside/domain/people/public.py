"""The door of people."""

from alongside.domain.people.queries import (
    LISTING_CHECKER,
    actor_for_user,
    forget_service,
    is_demo,
    service,
)
from alongside.domain.people.records import (
    MembershipRecord,
    OrganisationRecord,
    Role,
    ServiceRecord,
    TeamRecord,
    TryPerson,
)

__all__ = [
    "LISTING_CHECKER",
    "MembershipRecord",
    "OrganisationRecord",
    "Role",
    "ServiceRecord",
    "TeamRecord",
    "TryPerson",
    "actor_for_user",
    "forget_service",
    "is_demo",
    "service",
]
