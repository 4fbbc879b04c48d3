"""Whom a password lets in."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class ConfirmedAccounts(AuthenticationBackend):
    """Only accounts whose address was confirmed. Any other gets the answer of a wrong password,
    after the same work: whoever made an account with another's address learns nothing by trying
    it, and nor does whoever tries a closed one."""

    def user_can_authenticate(self, user: Any) -> bool:
        """Open, and its address is known to be its owner's."""
        return bool(user.is_active and user.confirmed_at is not None)

    @classmethod
    def _stash_user(cls, user: Any) -> Any:
        # The library would remember a closed account, to tell whoever tried that it is closed.
        return super()._stash_user(None)
