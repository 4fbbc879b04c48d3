"""Confirming an address, a lost password, a second account: by message, and never told here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Person, User
from alongside.foundation.models import Link
from factories.catalogue import fill
from factories.people import PASSWORD, PersonFactory
from web.conftest import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
NEW = {"name": "Noor Ali", "email": "noor@example.org", "password": "three quiet herons"}
SENT = "/accounts/signup/sent/"


@pytest.fixture(autouse=True)
def _service(service: people.ServiceRecord) -> Iterator[None]:
    fill()
    cache.clear()
    yield
    cache.clear()


def sign_up(client: Client | None = None, **changes: str) -> str:
    response = (client or Client()).post("/accounts/signup/", NEW | changes)
    return response["Location"]


def enter(email: str, password: str = NEW["password"], client: Client | None = None) -> bool:
    answer = (client or Client()).post("/accounts/login/", {"login": email, "password": password})
    return answer.status_code == 302


def ask_reset(email: str) -> str:
    return Client().post("/accounts/password/reset/", {"email": email})["Location"]


def last(template: str) -> Message:
    return Message.objects.filter(template=template).latest("created_at")


def token(template: str) -> str:
    return str(last(template).values["link"])


def test_an_account_is_confirmed_by_its_link_and_then_lets_in() -> None:
    client = Client()
    assert sign_up(client, next="/listings/") == SENT
    assert last("account_confirm").contact["email"] == "noor@example.org"
    assert not enter("noor@example.org")
    address = f"/accounts/confirm-address/{token('account_confirm')}/"

    assert "Confirm your address" in client.get(address).content.decode()
    assert not enter("noor@example.org")  # looking alone confirms nothing
    confirmed = client.post(address)

    assert confirmed["Location"] == "/accounts/login/?confirmed=1&next=%2Flistings%2F"
    assert enter("noor@example.org", client=client)
    assert client.get("/people/me/").status_code == 200
    assert client.post(address).status_code == 404


def test_an_address_with_an_account_is_told_at_the_address_alone() -> None:
    owner = PersonFactory(user__email="noor@example.org")
    before = Person.objects.count(), User.objects.count()

    assert sign_up() == sign_up(email="NOOR@example.org") == SENT

    assert (Person.objects.count(), User.objects.count()) == before
    assert Message.objects.filter(template="account_confirm").count() == 0
    assert last("account_known").contact["email"] == "noor@example.org"
    assert enter("noor@example.org", PASSWORD)
    assert not enter("noor@example.org")
    owner.refresh_from_db()
    assert owner.name != "Noor Ali"


def test_trying_the_account_just_made_tells_nothing_either() -> None:
    PersonFactory(user__email="known@example.org")
    sign_up(email="known@example.org")
    sign_up(email="fresh@example.org")

    pages = {
        Client()
        .post("/accounts/login/", {"login": email, "password": NEW["password"]})
        .content.decode()
        .replace(email, "…")
        for email in ("known@example.org", "fresh@example.org", "nobody@example.org")
    }

    without_tokens = {page.split("<main")[1].split("csrfmiddlewaretoken")[0] for page in pages}
    assert len(without_tokens) == 1
    assert "The e-mail address or the password is wrong" in without_tokens.pop()


def test_a_lost_password_is_replaced_and_every_sign_in_ends() -> None:
    person = PersonFactory(user__email="ada@example.org")
    elsewhere = sign_in(Client(), person)
    assert ask_reset("ADA@example.org") == SENT
    address = f"/accounts/password/reset/{token('account_reset')}/"

    short = Client().post(address, {"password": "short"})
    assert "There is a problem" in short.content.decode()
    done = Client().post(address, {"password": "seven green kettles"})

    assert done["Location"] == "/accounts/login/?renewed=1"
    assert elsewhere.get("/people/me/").status_code == 302
    assert enter("ada@example.org", "seven green kettles")
    assert not enter("ada@example.org", PASSWORD)
    assert Client().get(address).status_code == 404
    assert Client().post(address, {"password": "seven blue kettles"}).status_code == 404


def test_a_new_password_confirms_the_address_too() -> None:
    sign_up()
    ask_reset("noor@example.org")

    Client().post(
        f"/accounts/password/reset/{token('account_reset')}/", {"password": "seven green kettles"}
    )

    assert enter("noor@example.org", "seven green kettles")


def test_an_address_without_an_account_gets_nothing_and_leaves_nothing() -> None:
    closed = PersonFactory(user__email="closed@example.org")
    User.objects.filter(pk=closed.user_id).update(is_active=False)

    for email in ("nobody@example.org", "closed@example.org"):
        assert ask_reset(email) == SENT

    assert Message.objects.count() == Link.objects.count() == 0


@pytest.mark.parametrize("page", ["/accounts/password/reset/", "/accounts/signup/"])
def test_known_and_unknown_addresses_take_the_same_work(page: str) -> None:
    PersonFactory(user__email="known@example.org")

    def statements(email: str) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            Client().post(page, NEW | {"email": email})
        return [one["sql"].split()[0] for one in seen if "SAVEPOINT" not in one["sql"]]

    statements("first@example.org")
    known, unknown = statements("known@example.org"), statements("unknown@example.org")

    assert abs(len(known) - len(unknown)) <= 3
    assert known.count("INSERT") >= 2


def test_nobodys_letterbox_is_filled_by_strangers() -> None:
    PersonFactory(user__email="ada@example.org")
    with time_machine.travel("2026-11-22T10:01:00Z", tick=False) as now:
        for _each in range(5):
            ask_reset("ada@example.org")
        assert Message.objects.count() == 1
        first = token("account_reset")
        now.shift(timedelta(minutes=10))
        ask_reset("ada@example.org")
        assert Message.objects.count() == 2
        assert Client().get(f"/accounts/password/reset/{first}/").status_code == 200


@pytest.mark.parametrize(
    ("page", "template", "lasts"),
    [
        ("confirm-address", "account_confirm", timedelta(days=3)),
        ("password/reset", "account_reset", timedelta(hours=1)),
    ],
)
def test_links_end_on_the_second(page: str, template: str, lasts: timedelta) -> None:
    with time_machine.travel("2026-11-22T10:01:00Z", tick=False) as now:
        sign_up()
        ask_reset("noor@example.org")
        address = f"/accounts/{page}/{token(template)}/"
        now.shift(lasts - timedelta(seconds=1))
        assert Client().get(address).status_code == 200
        now.shift(timedelta(seconds=1))
        gone = Client().get(address)
        assert gone.status_code == Client().post(address).status_code == 404
        assert gone["Referrer-Policy"] == "no-referrer"


def test_a_link_is_for_one_thing_only() -> None:
    sign_up()
    ask_reset("noor@example.org")
    confirm, reset = token("account_confirm"), token("account_reset")

    assert Client().get(f"/accounts/confirm-address/{reset}/").status_code == 404
    assert Client().get(f"/accounts/password/reset/{confirm}/").status_code == 404
    assert Client().get("/accounts/confirm-address/x/").status_code == 404


@pytest.mark.parametrize(
    "going", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_sign_up_never_leads_to_another_host(going: str) -> None:
    client = Client()
    sign_up(client, next=going)

    confirmed = client.post(f"/accounts/confirm-address/{token('account_confirm')}/")

    assert confirmed["Location"] == "/accounts/login/?confirmed=1"


def test_what_is_kept_of_a_message_names_no_address() -> None:
    sign_up()

    message = last("account_confirm")
    assert "noor" not in message.key
    assert token("account_confirm") not in message.key
