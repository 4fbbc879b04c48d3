"""Pages of members and their roles, of invitations, of oneself, and *Try each role*."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth import get_backends, login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.domain.people import public as people
from alongside.domain.safety import public as safety
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused
from alongside.journeys.leaving import end_role, leaving
from alongside.web.people.forms import RoleForm
from alongside.web.people.pages import (
    ROLES,
    STILL_NEEDED,
    invitation_row,
    member_rows,
    own_roles,
    try_rows,
)
from alongside.web.shared.second_factor import TRIED, is_trying, where_to_confirm
from alongside.web.shared.shell import home_of

_FORM = require_http_methods(["GET", "POST"])


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined]


@require_safe
def members(request: HttpRequest) -> HttpResponse:
    """The members of the administrator's organisation and the invitations that are open."""
    actor, at = _actor(request), clock.now()
    rows = member_rows(people.members(actor=actor), actor)
    context = {
        "rows": rows,
        "several": len({row.organisation for row in rows}) > 1,
        "invitations": [invitation_row(one) for one in people.invitations(actor=actor, at=at)],
        "done": request.GET.get("done", ""),
    }
    return render(request, "people/members.jinja", context)


def _role_form(request: HttpRequest, actor: Actor) -> RoleForm:
    own = actor.organisations(people.Role.ORG_ADMIN)
    if not own:
        raise Refused("only an organisation's administrator gives roles")
    named = people.organisations(own).values()
    choices = sorted(((str(one.id), one.name) for one in named), key=lambda each: each[1])
    return RoleForm(request.POST if request.method == "POST" else None, organisations=choices)


@_FORM
def invite(request: HttpRequest) -> HttpResponse:
    """Makes a link that gives a role to whoever takes it."""
    actor = _actor(request)
    form = _role_form(request, actor)
    if form.is_valid():
        made = people.invite(
            organisation_id=UUID(form.organisation_id),
            role=form.cleaned_data["role"],
            checks_listings=form.cleaned_data["checks_listings"],
            actor=actor,
            at=clock.now(),
        )
        return redirect("people:invitation", invitation_id=made)
    return render(request, "people/invite.jinja", {"form": form})


@never_cache
@require_safe
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """The link of an open invitation, to hand over."""
    found = people.invitations(actor=_actor(request), at=clock.now())
    row = next((one for one in found if one.id == invitation_id), None)
    if row is None:
        raise NotFound("people.invitation")
    link = request.build_absolute_uri(reverse("people:join", args=[row.token]))
    return render(request, "people/invitation.jinja", {"row": invitation_row(row), "link": link})


@require_POST
def withdraw(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """Makes an invitation's link worthless."""
    people.withdraw_invitation(invitation_id=invitation_id, actor=_actor(request), at=clock.now())
    return redirect(f"{reverse('people:members')}?done=withdrawn")


@never_cache
@_FORM
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What an invitation offers; taken with a press of the button by somebody signed in."""
    actor, at = _actor(request), clock.now()
    if request.method == "POST":
        people.take_invitation(token, actor=actor, at=at)
        return redirect(f"{reverse('people:me')}?done=joined")
    row = invitation_row(people.invitation(token, at=at))
    return render(request, "people/join.jinja", {"row": row, "here": request.path})


@_FORM
def give(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Gives another role to somebody who holds one there already."""
    actor = _actor(request)
    member = people.membership(membership_id, actor=actor)
    own = [(str(member.organisation_id), member.organisation_name)]
    form = RoleForm(request.POST if request.method == "POST" else None, organisations=own)
    if form.is_valid():
        people.grant_role(
            person_id=member.person_id,
            organisation_id=member.organisation_id,
            role=form.cleaned_data["role"],
            checks_listings=form.cleaned_data["checks_listings"],
            actor=actor,
            at=clock.now(),
        )
        return redirect(f"{reverse('people:members')}?done=given")
    return render(request, "people/give.jinja", {"form": form, "person": member.person_name})


@_FORM
def end(request: HttpRequest, membership_id: UUID) -> HttpResponse:
    """Ends a role, after asking once."""
    actor, at = _actor(request), clock.now()
    if request.method == "POST":
        try:
            end_role(membership_id, actor=actor, at=at)
        except safety.StillNeeded:
            # The page says as what, and where another one is named.
            return _end_page(request, membership_id, actor, status=409)
        return redirect(f"{reverse('people:members')}?done=ended")
    return _end_page(request, membership_id, actor)


def _end_page(
    request: HttpRequest, membership_id: UUID, actor: Actor, *, status: int = 200
) -> HttpResponse:
    found = leaving(membership_id, actor=actor, at=clock.now())
    context = {
        "person": found.role.person_name,
        "role": ROLES[found.role.role].name,
        "needed": STILL_NEEDED[found.needed_as] if found.needed_as else "",
    }
    return render(request, "people/end.jinja", context, status=status)


@never_cache
@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """Who is signed in, what they may do, and the way to their password and second step."""
    actor = _actor(request)
    if not actor.is_person:
        raise Refused("sign in first")
    context = {
        "actor": actor,
        "roles": own_roles(actor),
        "trying": is_trying(request),
        "set_up": where_to_confirm(request),
        "decides_deletions": people.may_decide_erasures(actor),
        "done": request.GET.get("done", ""),
    }
    return render(request, "people/me.jinja", context)


@never_cache
@_FORM
def try_each_role(request: HttpRequest) -> HttpResponse:
    """In a demo: its invented people; a press signs in as one of them. Elsewhere: nothing."""
    if not people.is_demo():
        raise NotFound("try")
    if request.method == "POST":
        return _try(request, request.POST.get("person", ""))
    return render(request, "people/try.jinja", {"rows": try_rows(people.try_people())})


def _try(request: HttpRequest, person: str) -> HttpResponse:
    try:
        user_id = people.user_for_try(UUID(person))
    except ValueError as malformed:
        raise NotFound("people.person") from malformed
    backend = get_backends()[0]
    user = backend.get_user(user_id)
    if user is None:
        raise NotFound("people.person")
    login(request, user, backend=f"{type(backend).__module__}.{type(backend).__qualname__}")
    request.session[TRIED] = True
    home = home_of(people.actor_for_user(user_id, second_factor=True, at=clock.now()))
    return redirect("people:me" if home == "/" else home)
