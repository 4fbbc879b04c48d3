"""Pages of one's own account: making one, its address, a lost password, the second step."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.decorators import rate_limit
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, Refused
from alongside.journeys import accounts
from alongside.web.people.forms import AskResetForm, NewPasswordForm, SignUpForm
from alongside.web.shared.links import LinkPage
from alongside.web.shared.second_factor import confirm, forget, is_trying

_ONWARD = "alongside_onward"


def actor_of(request: HttpRequest) -> Actor:
    """Who asks."""
    return request.actor  # type: ignore[attr-defined]


def own_account(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Only for real accounts: nobody changes the way in to an invented person."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_trying(request):
            raise Refused("an invented person's account is not changed")
        return view(request, *args, **kwargs)

    return guarded


def _next(request: HttpRequest) -> str:
    """The page of this service to which the person was going, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@rate_limit(action="signup")
def sign_up(request: HttpRequest) -> HttpResponse:
    """Makes an account. Whether the address had one already is told to that address alone."""
    if request.user.is_authenticated:
        return redirect(_next(request) or "/")
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            accounts.sign_up(**form.cleaned_data, actor=actor_of(request), at=clock.now())
        except Invalid as refused:
            form.add_faults(refused.faults)
        else:
            if _next(request):
                request.session[_ONWARD] = _next(request)
            return redirect("account_sent")
    context = {"form": form, "next": _next(request)}
    return render(request, "account/signup.jinja", context)


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What to do now: look into one's e-mail. Whether anything was sent is not told."""
    return render(request, "account/sent.jinja")


@never_cache
@require_http_methods(["GET", "POST"])
@rate_limit(action="reset_password")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Asks for a link by which a lost password is replaced. The answer is the same for all."""
    form = AskResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        accounts.ask_reset(
            email=form.cleaned_data["email"], actor=actor_of(request), at=clock.now()
        )
        return redirect("account_sent")
    return render(request, "account/forgotten.jinja", {"form": form})


class ConfirmAddress(LinkPage):
    """Confirms an address with a press: programs that look at links in e-mail press nothing."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        people.refuse_dead_link(token, purpose="confirm_address", at=clock.now())
        return render(request, "account/confirm_address.jinja")

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        people.confirm_address(token, actor=actor_of(request), at=clock.now())
        onward = request.session.pop(_ONWARD, "")
        query = {"confirmed": "1"} | ({"next": onward} if onward else {})
        return redirect(f"{reverse('account_login')}?{urlencode(query)}")


@method_decorator(sensitive_post_parameters("password"), name="dispatch")
class NewPassword(LinkPage):
    """A new password for whoever lost theirs; every sign-in of the account ends."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        people.refuse_dead_link(token, purpose="reset_password", at=clock.now())
        return render(request, "account/new_password.jinja", {"form": NewPasswordForm()})

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        people.refuse_dead_link(token, purpose="reset_password", at=clock.now())
        form = NewPasswordForm(request.POST)
        if form.is_valid():
            try:
                people.reset_password(
                    token,
                    password=form.cleaned_data["password"],
                    actor=actor_of(request),
                    at=clock.now(),
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            else:
                return redirect(f"{reverse('account_login')}?renewed=1")
        return render(request, "account/new_password.jinja", {"form": form})


class SetUpApp(ActivateTOTPView):
    """Sets the app up; its first code counts as given at this sign-in."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Remembers where the person was going."""
        request.session[_ONWARD] = _next(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """The app is set up."""
        response = super().form_valid(form)
        confirm(self.request)
        return response


class RemoveApp(DeactivateTOTPView):
    """Removes the app; its codes count no longer, whatever role is given at this sign-in."""

    def form_valid(self, form: Any) -> HttpResponse:
        """The app is removed."""
        response = super().form_valid(form)
        forget(self.request)
        return response


class RecoveryCodes(ViewRecoveryCodesView):
    """The recovery codes, and the way on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """As the library's, with `onward`."""
        onward = self.request.session.get(_ONWARD) or reverse("people:me")
        return super().get_context_data(**kwargs) | {"onward": onward}
