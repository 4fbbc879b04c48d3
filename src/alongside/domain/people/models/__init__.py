"""Tables of people, one noun a file."""

from alongside.domain.people.models.carer import CarerOffer, CarerPermission
from alongside.domain.people.models.complaint import Complaint
from alongside.domain.people.models.consent import Consent
from alongside.domain.people.models.deployment import Deployment
from alongside.domain.people.models.erasure import ErasureRequest
from alongside.domain.people.models.invitation import Invitation
from alongside.domain.people.models.membership import Membership
from alongside.domain.people.models.organisation import Organisation
from alongside.domain.people.models.person import Person
from alongside.domain.people.models.restriction import Restriction
from alongside.domain.people.models.team import NeighbourhoodTeam, Practice
from alongside.domain.people.models.user import User

__all__ = [
    "CarerOffer",
    "CarerPermission",
    "Complaint",
    "Consent",
    "Deployment",
    "ErasureRequest",
    "Invitation",
    "Membership",
    "NeighbourhoodTeam",
    "Organisation",
    "Person",
    "Practice",
    "Restriction",
    "User",
]
