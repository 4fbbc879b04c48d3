"""Pages of one's own account: making one, and the second step."""

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
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from alongside.domain.people import public as people
from alongside.foundation import clock
from alongside.foundation.errors import Invalid, Refused
from alongside.web.people.forms import SignUpForm
from alongside.web.shared.second_factor import confirm, forget, is_trying

_ONWARD = "alongside_onward"


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
    """Makes an account. Whether the address had one already is not told: the answer is the same."""
    if request.user.is_authenticated:
        return redirect(_next(request) or "/")
    form = SignUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            people.open_account(**form.cleaned_data, actor=request.actor, at=clock.now())  # type: ignore[attr-defined]
        except Invalid as refused:
            form.add_faults(refused.faults)
        except people.AddressTaken:
            return _made(request)
        else:
            return _made(request)
    context = {"form": form, "next": _next(request)}
    return render(request, "account/signup.jinja", context)


def _made(request: HttpRequest) -> HttpResponse:
    query = {"made": "1"} | ({"next": _next(request)} if _next(request) else {})
    return redirect(f"{reverse('account_login')}?{urlencode(query)}")


@require_safe
def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do without a password, as long as the service cannot send messages."""
    service = people.service()
    home = people.organisation(service.organisation_id) if service else None
    return render(request, "account/forgotten.jinja", {"home": home})


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
