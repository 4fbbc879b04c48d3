"""Tables of people, one noun a file."""

from alongside.domain.people.models.deployment import Deployment
from alongside.domain.people.models.invitation import Invitation
from alongside.domain.people.models.membership import Membership
from alongside.domain.people.models.organisation import Organisation
from alongside.domain.people.models.person import Person
from alongside.domain.people.models.team import NeighbourhoodTeam, Practice
from alongside.domain.people.models.user import User

__all__ = [
    "Deployment",
    "Invitation",
    "Membership",
    "NeighbourhoodTeam",
    "Organisation",
    "Person",
    "Practice",
    "User",
]
