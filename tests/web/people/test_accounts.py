"""Making an account, signing in with two steps, limits, and what is never told."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from alongside.domain.people import public as people
from alongside.domain.people.models import Membership, User
from alongside.foundation import clock
from alongside.foundation.actor import system
from factories.people import PASSWORD, MembershipFactory, PersonFactory
from web.conftest import AsRole, sign_in

pytestmark = pytest.mark.django_db
NEW = {"name": "Noor Ali", "email": "noor@example.org", "password": "three quiet herons"}


@pytest.fixture(autouse=True)
def _no_tries_left_over() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def _sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


def _code(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def _secret(page: str) -> str:
    found = re.search(r'<strong class="app-key">([A-Z2-7]+)</strong>', page)
    assert found
    return found[1]


def _set_up_app(client: Client, going: str = "/people/me/") -> str:
    secret = _secret(client.get(f"/accounts/2fa/app/?next={going}").content.decode())
    response = client.post("/accounts/2fa/app/", {"code": _code(secret)})
    assert response["Location"] == "/accounts/2fa/codes/"
    return secret


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password", "short"),
        ("password", "password1234"),
        ("email", "nonsense"),
        ("email", ""),
        ("name", ""),
        ("name", "a\x00b"),
        ("email", "a\x00b@example.org"),
        ("password", "three quiet\x00herons"),
    ],
)
def test_account_with_a_fault_is_not_made_and_the_field_is_named(field: str, value: str) -> None:
    response = Client().post("/accounts/signup/", {**NEW, field: value})

    page = response.content.decode()
    assert response.status_code == 200
    assert "There is a problem" in page
    assert f'href="#id_{field}"' in page
    assert not User.objects.exists()


def test_sign_in_wrong_password_and_unknown_address_get_the_same_words() -> None:
    person = PersonFactory()

    wrong = _sign_in(Client(), person.user.email, "wrong").content.decode()
    unknown = _sign_in(Client(), "nobody@example.org", "wrong").content.decode()

    sentence = "The e-mail address or the password is wrong"
    assert sentence in wrong
    assert sentence in unknown


@pytest.mark.parametrize("email", ["a\x00b", "x" * 5000, "’; DROP", "a@b", "a\nb@example.org"])
def test_sign_in_with_anything_is_never_an_error_of_ours(email: str) -> None:
    assert _sign_in(Client(), email, "wrong\x00").status_code == 200


def test_sign_in_after_ten_wrong_tries_waits_even_for_the_right_password() -> None:
    person = PersonFactory()
    for _ in range(10):
        _sign_in(Client(), person.user.email, "wrong")

    response = _sign_in(Client(), person.user.email)

    assert response.status_code == 200
    assert "Too many wrong tries" in response.content.decode()


def test_sign_in_never_goes_to_another_host() -> None:
    person = PersonFactory()

    response = _sign_in(Client(), person.user.email, next="https://evil.example/")

    assert response["Location"] == "/"


def test_sign_in_stands_for_twelve_hours_and_signing_out_says_nothing() -> None:
    person = PersonFactory()
    client = Client()
    _sign_in(client, person.user.email)
    assert client.session.get_expiry_age() in range(12 * 3600 - 60, 12 * 3600 + 1)

    response = client.post("/accounts/logout/", follow=True)

    assert person.name not in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert client.cookies["alongside_session"].value == ""


def test_role_that_sees_others_is_sent_to_set_up_its_second_step_and_then_works() -> None:
    held = MembershipFactory(role="org_admin")
    client = Client()

    assert _sign_in(client, held.person.user.email)["Location"].startswith("/accounts/2fa/app/")
    assert client.get("/people/").status_code == 302
    _set_up_app(client, "/people/")

    codes = client.get("/accounts/2fa/codes/").content.decode()
    assert len(re.findall(r"<li><code>", codes)) == 10
    assert 'href="/people/"' in codes
    assert client.get("/people/").status_code == 200


def test_second_step_is_asked_at_the_next_sign_in_and_a_recovery_code_works_once() -> None:
    held = MembershipFactory(role="org_admin")
    first = Client()
    _sign_in(first, held.person.user.email)
    secret = _set_up_app(first)
    codes = re.findall(r"<code>(\w+)</code>", first.get("/accounts/2fa/codes/").content.decode())

    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)

    def entered(code: str) -> bool:
        client = Client()
        asked = _sign_in(client, held.person.user.email)
        assert asked["Location"].startswith("/accounts/2fa/code/")
        assert client.get("/people/").status_code == 302
        client.post("/accounts/2fa/code/", {"code": code})
        return client.get("/people/").status_code == 200

    assert not entered("000000")
    assert entered(codes[0])
    assert not entered(codes[0])
    cache.clear()  # the code of this half-minute was used to set the app up
    assert entered(_code(secret))


def test_second_step_stays_as_long_as_a_role_needs_it() -> None:
    held = MembershipFactory(role="coordinator")
    client = Client()
    _sign_in(client, held.person.user.email)
    _set_up_app(client)

    refused = client.post("/accounts/2fa/app/remove/")
    assert "so they need this second step" in refused.content.decode()

    people.end_role(membership_id=Membership.objects.get().pk, actor=system("test"), at=clock.now())
    assert client.post("/accounts/2fa/app/remove/")["Location"] == "/accounts/2fa/"


def test_second_step_that_was_removed_does_not_count_for_a_role_given_afterwards() -> None:
    person = PersonFactory()
    client = Client()
    _sign_in(client, person.user.email)
    _set_up_app(client)
    client.post("/accounts/2fa/app/remove/")

    MembershipFactory(role="org_admin", person=person)

    assert client.get("/people/")["Location"].startswith("/accounts/2fa/app/")


def test_role_taken_away_ends_at_the_next_request(as_role: AsRole) -> None:
    client = as_role("org_admin")
    assert client.get("/people/").status_code == 200

    people.end_role(membership_id=Membership.objects.get().pk, actor=system("test"), at=clock.now())

    assert client.get("/people/").status_code == 403


def test_account_closed_is_out_at_the_next_request(as_role: AsRole) -> None:
    client = as_role("org_admin")

    User.objects.update(is_active=False)

    assert client.get("/people/").status_code == 302
    assert client.get("/people/me/")["Location"].startswith("/accounts/login/")


def test_password_is_changed_and_ends_the_other_sessions() -> None:
    person = PersonFactory()
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        _sign_in(client, person.user.email)

    response = here.post(
        "/accounts/password/change/",
        {"oldpassword": PASSWORD, "password1": "three quiet herons"},
    )

    assert response["Location"] == "/people/me/?done=password"
    assert here.get("/people/me/").status_code == 200
    assert elsewhere.get("/people/me/").status_code == 302


@pytest.mark.parametrize(
    ("old", "new"), [("wrong", "three quiet herons"), (PASSWORD, "short"), (PASSWORD, "")]
)
def test_password_with_a_fault_is_not_changed(old: str, new: str) -> None:
    person = PersonFactory()
    client = sign_in(Client(), person)

    response = client.post("/accounts/password/change/", {"oldpassword": old, "password1": new})

    assert response.status_code == 200
    assert User.objects.get().check_password(PASSWORD)


def test_password_again_is_asked_before_the_second_step_changes_and_counts_tries() -> None:
    person = PersonFactory()
    client = sign_in(Client(), person, second_factor=False)
    assert client.get("/accounts/2fa/app/")["Location"].startswith("/accounts/confirm/")

    wrong = client.post("/accounts/confirm/", {"password": "wrong"})
    right = client.post("/accounts/confirm/?next=/accounts/2fa/app/", {"password": PASSWORD})

    assert "The password is wrong" in wrong.content.decode()
    assert right["Location"] == "/accounts/2fa/app/"


def test_too_many_accounts_from_one_place_get_the_page_that_says_so() -> None:
    for number in range(20):
        Client().post("/accounts/signup/", {**NEW, "email": f"noor{number}@example.org"})

    response = Client().post("/accounts/signup/", NEW)

    assert response.status_code == 429
    assert "Too many tries" in response.content.decode()
