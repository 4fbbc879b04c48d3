"""Addresses of accounts, of people and roles, and of *Try each role*.

The sign-in library finds its own pages by these names, so they stand in no namespace.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from django.urls import URLPattern, URLResolver, include, path

from alongside.web.people import views
from alongside.web.people.accounts import (
    RecoveryCodes,
    RemoveApp,
    SetUpApp,
    forgotten,
    own_account,
    sign_up,
)

Addresses = list[URLPattern | URLResolver]

_accounts: Addresses = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", sign_up, name="account_signup"),
    path("confirm/", own_account(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", own_account(account.password_change), name="account_change_password"),
    path("password/reset/", forgotten, name="account_reset_password"),
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

_people: Addresses = [
    path("people/", views.members, name="members"),
    path("people/me/", views.me, name="me"),
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
    path("", include((_people, "people"))),
]
