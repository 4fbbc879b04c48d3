"""Accounts, people and roles, trying a role."""

from __future__ import annotations

from web.access.rows import DONE, SIGN_IN, Row, everybody, signed_in

ROWS = {
    "account_login": Row(get=everybody(DONE, visitor=200), post=everybody(DONE, visitor=200)),
    "account_logout": Row(get=signed_in(visitor=DONE), post=everybody(DONE)),
    "account_inactive": Row(get=everybody()),
    "account_reauthenticate": Row(get=signed_in(), post=signed_in()),
    "account_change_password": Row(get=signed_in(), post=signed_in()),
    "mfa_index": Row(get=signed_in()),
    "mfa_authenticate": Row(
        get=everybody(DONE, visitor=SIGN_IN), post=everybody(DONE, visitor=SIGN_IN)
    ),
    "mfa_reauthenticate": Row(get=signed_in(DONE), post=signed_in(DONE)),
    "mfa_activate_totp": Row(get=signed_in(DONE), post=signed_in(DONE)),
    "mfa_deactivate_totp": Row(get=signed_in(404), post=signed_in(404)),
    "mfa_view_recovery_codes": Row(get=signed_in(404)),
    "mfa_generate_recovery_codes": Row(get=signed_in(DONE), post=signed_in(DONE)),
    "mfa_download_recovery_codes": Row(get=signed_in(404)),
}
