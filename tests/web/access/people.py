"""Accounts, people and roles, trying a role."""

from __future__ import annotations

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.foundation import clock
from alongside.foundation.actor import Actor, system
from factories.catalogue import fill
from factories.people import AT, MembershipFactory, PersonFactory
from web.access.rows import DONE, SECOND_FACTOR, SIGN_IN, Row, World, everybody, only, signed_in

ADMINISTER = "manage_accounts_and_roles"


def _own(world: World) -> dict[str, object]:
    return {"membership_id": world.membership("mentor").pk}


def _invitation(world: World) -> people.InvitationRecord:
    admin = world.people["org_admin"]
    actor = people.actor_for_user(admin.user_id, second_factor=True, at=AT)
    people.invite(organisation_id=world.organisation.pk, role="mentor", actor=actor, at=clock.now())
    return people.invitations(actor=actor, at=clock.now())[0]


def _token(world: World) -> dict[str, object]:
    # Made by a command, so that each actor is somebody who may take it.
    made = people.invite(
        organisation_id=world.organisation.pk, role="mentor", actor=system("test"), at=clock.now()
    )
    admin = people.actor_for_user(world.people["org_admin"].user_id, second_factor=True, at=AT)
    open_now = people.invitations(actor=admin, at=clock.now())
    return {"token": next(one.token for one in open_now if one.id == made)}


def _invented(world: World) -> dict[str, object]:
    person = PersonFactory(name="Priya", about="Coordinates")
    MembershipFactory(person=person, organisation=world.organisation)
    return {"person": person.pk}


def _confirm(world: World) -> dict[str, object]:
    person = PersonFactory()
    token = people.confirmation_link(person_id=person.pk, actor=system("test"), at=clock.now())
    return {"token": token}


def _email(world: World) -> dict[str, object]:
    if not catalogue.kinds():  # the words of messages
        fill()
    return {"email": "somebody@example.org"}


def _reset(world: World) -> dict[str, object]:
    email = PersonFactory().user.email
    token, _known = people.reset_link(email=email, actor=system("test"), at=clock.now())
    return {"token": token}


def _asked_for_themselves(world: World) -> dict[str, object]:
    """A referral that the actor `person` wrote about themselves."""
    fill()
    asks = Actor(kind="person", person_id=world.people["person"].pk)
    reach = referrals.Reach(channel="email", email="somebody@example.org")
    given = referrals.Given(
        name="Ruth", reach=reach, wants="mentor", agreed=True, how_agreed="page", practice=""
    )
    made = referrals.make_referral(
        given=given, made_by="self", key="asks", actor=asks, at=clock.now()
    )
    return {"referral_id": made.referral_id}


# Somebody who is signed in already goes on, by way of the second factor that is missing.
IN_ALREADY = everybody(DONE, visitor=200, coordinator_without_second_factor=SECOND_FACTOR)
NO_STEP_OPEN = {**IN_ALREADY, "visitor": SIGN_IN}
# Who signed in some time ago types the password once more.
WITH_PASSWORD = signed_in(coordinator_without_second_factor=DONE)

ROWS = {
    "account_login": Row(get=IN_ALREADY, post=IN_ALREADY),
    "account_signup": Row(get=everybody(DONE, visitor=200), post=everybody(DONE, visitor=200)),
    "account_logout": Row(get=signed_in(visitor=DONE), post=everybody(DONE)),
    "account_inactive": Row(get=everybody()),
    "account_sent": Row(get=everybody()),
    "account_confirm_email": Row(get=everybody(), post=everybody(SIGN_IN), args=_confirm),
    "account_reset_password": Row(get=everybody(), post=everybody(DONE), data=_email),
    "account_reset_password_from_key": Row(
        get=everybody(),
        post=everybody(SIGN_IN),
        args=_reset,
        data=lambda world: {"password": "seven green kettles"},
    ),
    "account_reauthenticate": Row(get=signed_in(), post=signed_in()),
    "account_change_password": Row(get=signed_in(), post=signed_in()),
    "mfa_index": Row(get=signed_in()),
    "mfa_authenticate": Row(get=NO_STEP_OPEN, post=NO_STEP_OPEN),
    "mfa_reauthenticate": Row(get=signed_in(DONE), post=signed_in(DONE)),
    "mfa_activate_totp": Row(get=WITH_PASSWORD, post=WITH_PASSWORD),
    "mfa_deactivate_totp": Row(get=signed_in(404), post=signed_in(404)),
    "mfa_view_recovery_codes": Row(get=signed_in(404)),
    "mfa_generate_recovery_codes": Row(get=WITH_PASSWORD, post=WITH_PASSWORD),
    "mfa_download_recovery_codes": Row(get=signed_in(404)),
    "people:my_support": Row(get=signed_in()),
    "people:open_mentor": Row(
        post=signed_in(404, visitor=403, coordinator_without_second_factor=SECOND_FACTOR)
    ),
    "people:open_request": Row(
        post=everybody(
            404, person=DONE, visitor=403, coordinator_without_second_factor=SECOND_FACTOR
        ),
        args=_asked_for_themselves,
    ),
    "people:me": Row(get=signed_in(), action="view_own_record"),
    "people:members": Row(get=only("org_admin", org_admin_elsewhere=200), action=ADMINISTER),
    "people:invite": Row(
        get=only("org_admin", org_admin_elsewhere=200),
        post=only("org_admin", yes=DONE, org_admin_elsewhere=DONE, visitor=403),
        data=lambda world: {"role": "mentor"},
        action=ADMINISTER,
    ),
    "people:invitation": Row(
        get=only("org_admin", org_admin_elsewhere=404),
        args=lambda world: {"invitation_id": _invitation(world).id},
        action=ADMINISTER,
    ),
    "people:withdraw": Row(
        post=only("org_admin", yes=DONE, no=404, visitor=404),
        args=lambda world: {"invitation_id": _invitation(world).id},
        action=ADMINISTER,
    ),
    "people:join": Row(get=everybody(), post=everybody(DONE, visitor=403), args=_token),
    "people:give": Row(
        get=only("org_admin", org_admin_elsewhere=404),
        post=only("org_admin", yes=DONE, org_admin_elsewhere=404, visitor=403),
        args=_own,
        data=lambda world: {"role": "coordinator"},
        action=ADMINISTER,
    ),
    "people:end": Row(
        get=only("org_admin", org_admin_elsewhere=404),
        post=only("org_admin", yes=DONE, org_admin_elsewhere=404, visitor=403),
        args=_own,
        action=ADMINISTER,
    ),
    "people:try": Row(get=everybody(), post=everybody(DONE), data=_invented, demo=True),
}
