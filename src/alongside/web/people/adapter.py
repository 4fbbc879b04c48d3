"""How the sign-in library behaves here: quiet, sending nothing, and in our own words."""

from __future__ import annotations

import time
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.sealed import NotOpened, seal, unseal
from alongside.web.shared.second_factor import has_second_factor, where_to_confirm
from alongside.web.shared.shell import home_of

RECENTLY = 300  # seconds
_WRONG = _("The e-mail address or the password is wrong")
_TOO_MANY = _("Too many wrong tries. Wait five minutes, then try again")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts. Signing in and out says nothing on the next page: others may be looking."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _WRONG,
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
        "enter_current_password": _("This is not your password now"),
        "incorrect_password": _("The password is wrong"),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends nothing: what is sent about accounts, journeys/accounts.py sends (ADR 0041)."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Says nothing: the pages tell what they did."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """What waits for them, or first to the second factor that the person's roles need."""
        elsewhere = where_to_confirm(request)
        if elsewhere:
            return elsewhere
        # Worked out afresh: the request began as a visitor's.
        actor = people.actor_for_user(
            request.user.pk, second_factor=has_second_factor(request), at=clock.now()
        )
        return home_of(actor)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Their own page, which says that the password is new."""
        return f"{reverse('people:me')}?done=password"

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Not within five minutes of signing in: nobody types a password twice in a row."""
        request = context.request
        records = get_authentication_records(request, request.user)
        age = time.time() - records[-1]["at"] if records else RECENTLY
        return age >= RECENTLY and super().is_reauthentication_required(app=app)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether this is the account's password; tries count like those of signing in."""
        found = self.authenticate(context.request, email=user.get_username(), password=password)
        return found is not None and found.pk == user.pk


class SecondFactorAdapter(DefaultMFAAdapter):
    """The second factor: whoever needs one keeps it."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Your roles let you see other people's details, so they need this second step"
        ),
        "incorrect_code": _("The code is wrong. Look at your app for the newest one"),
    }

    def encrypt(self, text: str) -> str:
        """The secret as the database keeps it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; one that no code fits, where the key that sealed it is gone."""
        try:
            return unseal(encrypted_text)
        except NotOpened:
            return ""

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Not while the account holds a role that needs a second factor."""
        return not people.needs_second_factor(authenticator.user_id, clock.now())

    def get_totp_issuer(self) -> str:
        """The service's own name, as the person's app will show it."""
        service = people.service()
        return service.name if service else super().get_totp_issuer()
