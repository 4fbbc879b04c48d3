"""The door of people: organisations, neighbourhood teams, persons, roles and what this database is.

Persons: add_person (without an account), create_person, open_account, person_name, names.
Consent: give_consent, give_consents, withdraw_consent, has_consent, consenting, consents,
consent_words.

Restriction (kept and not used): restrict, tell_of_lifting, lift_restriction, take_back_restriction,
restricted, restriction, restrictions; IsRestricted.

Second steps that were lost: forget_second_step, second_steps_unopened.

Errors are those of `alongside.foundation.errors`.
"""

from alongside.domain.people.actions.accounts import (
    confirm_address,
    confirmation_link,
    reset_link,
    reset_password,
)
from alongside.domain.people.actions.carers import (
    allow_carer,
    end_carer,
    offer_carer,
    take_carer_offer,
    withdraw_carer_offer,
)
from alongside.domain.people.actions.complaints import answer_complaint, complain, take_complaint
from alongside.domain.people.actions.consents import (
    give_consent,
    give_consents,
    withdraw_consent,
)
from alongside.domain.people.actions.erasing import (
    ask_erasure,
    confirm_erasure,
    erase_person_data,
    refuse_restricted,
    turn_down_erasure,
)
from alongside.domain.people.actions.forgetting import (
    forget_carers,
    forget_complaints,
    forget_consents,
    forget_invitations,
    forget_restrictions,
)
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
from alongside.domain.people.actions.persons import (
    AddressTaken,
    add_person,
    create_person,
    open_account,
)
from alongside.domain.people.actions.restricting import (
    lift_restriction,
    restrict,
    take_back_restriction,
    tell_of_lifting,
)
from alongside.domain.people.actions.roles import end_role, grant_role
from alongside.domain.people.actions.second_steps import forget_second_step
from alongside.domain.people.actions.seeing import note_exported, note_seen
from alongside.domain.people.actions.teams import add_team, end_team
from alongside.domain.people.queries.accounts import refuse_dead_link
from alongside.domain.people.queries.carers import cared_for, carer_may, carer_offer, carers
from alongside.domain.people.queries.complaints import (
    complaint,
    complaint_counts,
    complaint_sent,
    complaints,
)
from alongside.domain.people.queries.consents import (
    consent_words,
    consenting,
    consents,
    has_consent,
)
from alongside.domain.people.queries.erasures import (
    erasure,
    erasures,
    may_decide_erasures,
    may_see_record,
)
from alongside.domain.people.queries.organisations import organisation, organisations, teams
from alongside.domain.people.queries.personal import personal_data
from alongside.domain.people.queries.persons import (
    is_erased,
    names,
    not_used,
    person_name,
    person_of,
    shown_names,
    without_account,
)
from alongside.domain.people.queries.restrictions import (
    restricted,
    restriction,
    restrictions,
)
from alongside.domain.people.queries.roles import (
    actor_for_user,
    invitation,
    invitations,
    members,
    membership,
    needs_second_factor,
    role_holders,
)
from alongside.domain.people.queries.second_steps import second_steps_unopened
from alongside.domain.people.queries.seeing import opened_lately, who_looked
from alongside.domain.people.queries.service import (
    forget_service,
    is_demo,
    service,
    try_people,
    user_for_try,
)
from alongside.domain.people.records import (
    CareRecord,
    CarerMay,
    CarerOfferRecord,
    ComplaintAcknowledged,
    ComplaintCounts,
    ComplaintGiven,
    ComplaintRecord,
    ConsentRecord,
    ConsentWords,
    ErasureRecord,
    How,
    InvitationRecord,
    IsRestricted,
    LookRecord,
    MembershipRecord,
    OrganisationRecord,
    ReplyBy,
    RestrictBecause,
    RestrictionRecord,
    Role,
    ServiceRecord,
    TeamRecord,
    ToldHow,
    TryPerson,
    Wanted,
)
from alongside.domain.people.rules import LISTING_CHECKER, may_read_figures

__all__ = [
    "LISTING_CHECKER",
    "AddressTaken",
    "CareRecord",
    "CarerMay",
    "CarerOfferRecord",
    "ComplaintAcknowledged",
    "ComplaintCounts",
    "ComplaintGiven",
    "ComplaintRecord",
    "ConsentRecord",
    "ConsentWords",
    "ErasureRecord",
    "How",
    "InvitationRecord",
    "IsRestricted",
    "LookRecord",
    "MembershipRecord",
    "OrganisationRecord",
    "ReplyBy",
    "RestrictBecause",
    "RestrictionRecord",
    "Role",
    "ServiceRecord",
    "TeamRecord",
    "ToldHow",
    "TryPerson",
    "Wanted",
    "actor_for_user",
    "add_person",
    "add_team",
    "allow_carer",
    "answer_complaint",
    "ask_erasure",
    "cared_for",
    "carer_may",
    "carer_offer",
    "carers",
    "complain",
    "confirm_address",
    "confirmation_link",
    "refuse_dead_link",
    "reset_link",
    "reset_password",
    "complaint",
    "complaint_counts",
    "complaint_sent",
    "complaints",
    "confirm_erasure",
    "consent_words",
    "consenting",
    "consents",
    "create_deployment",
    "create_organisation",
    "create_person",
    "end_carer",
    "end_role",
    "end_team",
    "erase_person_data",
    "erasure",
    "erasures",
    "forget_service",
    "give_consent",
    "give_consents",
    "grant_role",
    "has_consent",
    "invitation",
    "invitations",
    "invite",
    "is_demo",
    "is_erased",
    "may_decide_erasures",
    "may_read_figures",
    "may_see_record",
    "members",
    "membership",
    "forget_carers",
    "forget_complaints",
    "forget_consents",
    "forget_invitations",
    "forget_restrictions",
    "forget_second_step",
    "names",
    "not_used",
    "shown_names",
    "without_account",
    "needs_second_factor",
    "note_exported",
    "note_seen",
    "opened_lately",
    "offer_carer",
    "open_account",
    "organisation",
    "organisation_named",
    "organisations",
    "person_name",
    "role_holders",
    "person_of",
    "personal_data",
    "lift_restriction",
    "refuse_restricted",
    "restrict",
    "restricted",
    "restriction",
    "restrictions",
    "second_steps_unopened",
    "service",
    "take_back_restriction",
    "tell_of_lifting",
    "take_carer_offer",
    "take_complaint",
    "take_invitation",
    "teams",
    "try_people",
    "turn_down_erasure",
    "user_for_try",
    "who_looked",
    "withdraw_carer_offer",
    "withdraw_consent",
    "withdraw_invitation",
]
