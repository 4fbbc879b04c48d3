"""Forms of accounts, roles and invitations."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm as LibraryChangePassword
from allauth.account.forms import LoginForm
from allauth.account.forms import ReauthenticateForm as LibraryReauthenticate
from allauth.mfa.base.forms import AuthenticateForm as LibraryAuthenticate
from allauth.mfa.base.forms import ReauthenticateForm as LibraryConfirm
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm as LibraryGenerate
from allauth.mfa.totp.forms import ActivateTOTPForm as LibraryActivate
from allauth.mfa.totp.forms import DeactivateTOTPForm as LibraryDeactivate
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from alongside.web.people.pages import GIVEN_BY_ADMINISTRATORS, ROLES
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    EmailField,
    Form,
    Look,
    PasswordField,
)

_NEW_PASSWORD = _("At least 12 letters or numbers. Three words that you remember are good.")


def _email() -> EmailField:
    return EmailField(
        label=_("E-mail address"),
        called=_("an e-mail address"),
        look=Look(autocomplete="username"),
    )


def _password(label: Any, *, new: bool = False) -> PasswordField:
    return PasswordField(
        label=label,
        called=_("a password"),
        hint=_NEW_PASSWORD if new else "",
        strip=False,
        look=Look(autocomplete="new-password" if new else "current-password"),
    )


def _code() -> CharField:
    return CharField(
        label=_("Code"),
        called=_("the code"),
        hint=_("Six numbers from your app, or one of your recovery codes"),
        max_length=20,
        look=Look(autocomplete="one-time-code", width=10, spellcheck=False),
    )


class SignInForm(Form, LoginForm):
    """Sign in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email()
        self.fields["password"] = _password(_("Password"))


class SignUpForm(Form):
    """Make an account."""

    name = CharField(
        label=_("Your name"),
        called=_("your name"),
        hint=_("The people who check your group see it. The public does not."),
        max_length=200,
        look=Look(autocomplete="name"),
    )
    email = _email()
    password = _password(_("Choose a password"), new=True)


class AskResetForm(Form):
    """Where the link for a new password goes."""

    email = _email()


class NewPasswordForm(Form):
    """A new password, typed once and shown when asked."""

    password = _password(_("Choose a new password"), new=True)


class ConfirmPasswordForm(Form, LibraryReauthenticate):
    """The password once more, before something that matters."""

    password = _password(_("Password"))


class ChangePasswordForm(Form, LibraryChangePassword):
    """A new password: typed once, and shown when asked."""

    oldpassword = _password(_("Your password now"))
    password1 = _password(_("Your new password"), new=True)
    password2 = None

    def clean_password1(self) -> str:
        password = str(self.cleaned_data["password1"])
        validate_password(password, self.user)
        return password


class SecondStepForm(Form, LibraryAuthenticate):
    """The code at sign-in."""

    code = _code()


class ConfirmCodeForm(Form, LibraryConfirm):
    """The code once more, before something that matters."""

    code = _code()


class SetUpAppForm(Form, LibraryActivate):
    """The first code of a new app."""

    code = CharField(
        label=_("Code from your app"),
        called=_("the code from your app"),
        hint=_("Six numbers, such as 123456"),
        max_length=12,
        look=Look(autocomplete="one-time-code", inputmode="numeric", width=10),
    )


class RemoveAppForm(Form, LibraryDeactivate):
    """Remove the app."""


class NewCodesForm(Form, LibraryGenerate):
    """Make new recovery codes."""


class RoleForm(Form):
    """Which role, where, and whether its holder checks listings."""

    organisation = ChoiceField(label=_("At which organisation?"), called=_("an organisation"))
    role = ChoiceField(
        label=_("Which role?"),
        called=_("a role"),
        choices=[(role, ROLES[role].name) for role in GIVEN_BY_ADMINISTRATORS],
        look=Look(hints={role: ROLES[role].does for role in GIVEN_BY_ADMINISTRATORS}),
    )
    checks_listings = BooleanField(
        label=_("They also check the details of listings"),
        hint=_("For people with lived experience who help the coordinators"),
        required=False,
    )

    def __init__(self, *args: Any, organisations: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(organisations) == 1:
            del self.fields["organisation"]
        else:
            self.fields["organisation"].choices = organisations  # type: ignore[attr-defined]
        self._only = organisations[0][0]

    @property
    def organisation_id(self) -> str:
        """The organisation that was chosen, or the only one there is."""
        return str(self.cleaned_data.get("organisation") or self._only)
