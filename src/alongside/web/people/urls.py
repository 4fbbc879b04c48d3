"""Addresses of accounts, of people and roles, and of *Try each role*.

The sign-in library finds its own pages by these names, so they stand in no namespace.
"""

from __future__ import annotations

from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from django.urls import URLPattern, URLResolver, include, path

from alongside.web.people import caring, complaints, restricting, staff, support, views
from alongside.web.people.accounts import (
    ConfirmAddress,
    NewPassword,
    RecoveryCodes,
    RemoveApp,
    SetUpApp,
    forgotten,
    own_account,
    sent,
    sign_up,
)
from alongside.web.people.my_data import views as data
from alongside.web.people.my_data.base import MyDataPage
from alongside.web.shared.leaving import forgetting
from alongside.web.shared.links import LinkPage

Addresses = list[URLPattern | URLResolver]

_accounts: Addresses = [
    path("login/", account.login, name="account_login"),
    path("logout/", forgetting(account.logout), name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", sign_up, name="account_signup"),
    path("confirm/", own_account(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own_account(account.password_change), name="account_change_password"),
    path("signup/sent/", sent, name="account_sent"),
    path("confirm-address/<str:token>/", ConfirmAddress.as_view(), name="account_confirm_email"),
    path("password/reset/", forgotten, name="account_reset_password"),
    path(
        "password/reset/<str:token>/",
        NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
    path("2fa/", own_account(second.index), name="mfa_index"),
    path("2fa/code/", second.authenticate, name="mfa_authenticate"),
    path("2fa/confirm/", own_account(second.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/", own_account(SetUpApp.as_view()), name="mfa_activate_totp"),
    path("2fa/app/remove/", own_account(RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("2fa/codes/", own_account(RecoveryCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        own_account(codes.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/codes/recovery-codes.txt",
        own_account(codes.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]


def _pages_of_data(space: str) -> tuple[Addresses, str]:
    """The same pages twice: for somebody signed in, and behind a link of their own."""

    def page(kind: type[MyDataPage]) -> Any:
        if space == "my_data":
            return kind.as_view()
        behind: Any = type(f"Link{kind.__name__}", (LinkPage, kind), {"by_link": True})
        return behind.as_view()

    addresses: Addresses = [
        path("", page(data.Overview), name="overview"),
        path("everything/", page(data.Everything), name="everything"),
        path("download/", page(data.Download), name="download"),
        path("agreed/", page(data.AgreedTo), name="agreed"),
        path("looked/", page(data.WhoLooked), name="looked"),
        path("carers/", page(data.Carers), name="carers"),
        path("carers/allow/", page(data.AllowCarer), name="allow"),
        path("carers/link/<str:offer>/", page(data.Offered), name="offered"),
        path("carers/<uuid:carer_id>/end/", page(data.EndCarer), name="end_carer"),
        path("restrict/", page(data.Restrict), name="restrict"),
        path("restrict/end/", page(data.UseAgain), name="use_again"),
        path("delete/", page(data.Delete), name="delete"),
    ]
    return addresses, space


_rights: Addresses = [
    path("privacy/complain/", complaints.complain, name="complain"),
    path("privacy/complain/<uuid:key>/", complaints.complained, name="complained"),
    path("privacy/how-long/", data.how_long, name="how_long"),
    path("people/complaints/", complaints.complaints, name="complaints"),
    path("people/complaints/<uuid:complaint_id>/", complaints.complaint, name="complaint"),
    path(
        "people/complaints/<uuid:complaint_id>/take/",
        complaints.take_complaint,
        name="take_complaint",
    ),
    path("people/deleted/", data.deleted, name="deleted"),
    path("people/caring/", caring.caring, name="caring"),
    path("people/caring/<uuid:person_id>/stop/", caring.stop_caring, name="stop_caring"),
    path("people/caring/<uuid:person_id>/copy/", caring.copy_for, name="copy_for"),
    path("people/care/<str:token>/", caring.care, name="care"),
    path("people/deletions/", staff.deletions, name="deletions"),
    path(
        "people/deletions/<uuid:request_id>/confirm/",
        staff.confirm_deletion,
        name="confirm_deletion",
    ),
    path(
        "people/deletions/<uuid:request_id>/turn-down/",
        staff.turn_down_deletion,
        name="turn_down_deletion",
    ),
    path("people/<uuid:person_id>/record/", staff.record, name="record"),
    path("people/restricted/", restricting.restricted, name="restricted"),
    path("people/<uuid:person_id>/record/restrict/", restricting.restrict, name="restrict"),
    path("people/<uuid:person_id>/record/restrict/tell/", restricting.tell, name="tell"),
    path("people/<uuid:person_id>/record/restrict/lift/", restricting.lift, name="lift"),
    path("people/<uuid:person_id>/record/copy/", staff.copy_of, name="copy_of"),
    path("people/<uuid:person_id>/record/delete/", staff.ask_deletion, name="ask_deletion"),
]

_people: Addresses = [
    path("people/", views.members, name="members"),
    path("people/me/", views.me, name="me"),
    path("people/me/support/", support.my_support, name="my_support"),
    path("people/me/support/mentor/", support.open_mentor, name="open_mentor"),
    path("people/me/support/<uuid:referral_id>/", support.open_request, name="open_request"),
    path("people/invite/", views.invite, name="invite"),
    path("people/invitations/<uuid:invitation_id>/", views.invitation, name="invitation"),
    path("people/invitations/<uuid:invitation_id>/withdraw/", views.withdraw, name="withdraw"),
    path("people/join/<str:token>/", views.join, name="join"),
    path("people/roles/<uuid:membership_id>/give/", views.give, name="give"),
    path("people/roles/<uuid:membership_id>/end/", views.end, name="end"),
    path("try/", views.try_each_role, name="try"),
]

urlpatterns: Addresses = [
    path("accounts/", include(_accounts)),
    path("", include(([*_people, *_rights], "people"))),
    path("people/me/data/", include(_pages_of_data("my_data"))),
    path("d/<str:token>/", include(_pages_of_data("link_data"))),
]
