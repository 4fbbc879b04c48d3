"""Pages of one's own data: by account, by link, for carers and for staff."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from markupsafe import escape

from alongside.domain.catalogue import public as catalogue
from alongside.domain.people import public as people
from alongside.domain.people.models import CarerPermission, Person
from alongside.foundation import clock
from alongside.foundation.actor import VISITOR, by_link, system
from alongside.foundation.links import make_link, revoke_links
from alongside.foundation.models import AuditRow
from alongside.foundation.unit import unit
from factories.catalogue import fill
from factories.people import PersonFactory
from web.conftest import AsRole, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SYSTEM = system("test")


@pytest.fixture(autouse=True)
def _service(service: people.ServiceRecord) -> None:
    fill()


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Ada", user=None)


def link(person: Person, minutes: int = 60) -> str:
    at = clock.now()
    with unit(actor=SYSTEM, at=at) as work:
        until = at + timedelta(minutes=minutes)
        return f"/d/{make_link('my_data', person, valid_until=until, work=work)}/"


def agree(person: Person, purpose: str = "share-with-group") -> None:
    people.give_consent(
        person_id=person.pk, purpose=purpose, how="page", actor=VISITOR, at=clock.now()
    )


def tomorrow() -> dict[str, str]:
    day = clock.london_date(clock.now()) + timedelta(days=1)
    return {"until_day": str(day.day), "until_month": str(day.month), "until_year": str(day.year)}


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_link_opens_ones_own_data_and_stays_unseen(person: Person) -> None:
    response = Client().get(link(person))

    assert response.status_code == 200
    assert "Ada" in response.content.decode()
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex"
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("page", ["", "everything/", "download/", "agreed/", "carers/", "delete/"])
def test_a_link_that_is_over_leads_to_one_kind_page(person: Person, page: str) -> None:
    old, revoked = link(person, minutes=-1), link(person)
    with unit(actor=SYSTEM, at=clock.now()) as work:
        revoke_links(person, work=work)
        other = make_link("answer", person, valid_until=clock.now() + timedelta(1), work=work)

    said = {
        (answer.status_code, answer.content)
        for address in (old, revoked, f"/d/{other}/", "/d/x/", f"/d/{'x' * 22}/")
        for answer in (Client().get(address + page), Client().post(address + page))
        if answer.status_code != 405
    }

    assert len(said) == 1
    assert next(iter(said))[0] == 404


def test_links_lead_on_by_the_same_way_in(person: Person, as_role: AsRole) -> None:
    way = link(person)
    client = as_role("person")

    assert f'href="{way}delete/"' in text(Client(), way)
    assert "/people/me/data/" not in text(Client(), way).split("<main")[1]
    assert 'href="/people/me/data/delete/"' in text(client, "/people/me/data/")


def test_everything_is_shown_whatever_the_script(as_role: AsRole) -> None:
    person = PersonFactory(name="عائشة 🌻 <b>", user__email="aisha@example.org")
    agree(person)

    page = text(sign_in(Client(), person), "/people/me/data/everything/")

    assert "عائشة 🌻 &lt;b&gt;" in page
    assert "aisha@example.org" in page
    assert people.consent_words("share-with-group").words in page.replace("&#39;", "'")


def test_a_copy_is_a_zip_under_a_name_that_says_nothing(person: Person) -> None:
    response = Client().post(link(person) + "download/")

    assert response["Content-Disposition"] == 'attachment; filename="details.zip"'
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist() == ["data.json", "index.html"]


def test_whoever_signed_in_long_ago_types_the_password_once_more(as_role: AsRole) -> None:
    client = as_role("person")
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 9999}]
    session.save()

    for page in ("everything/", "download/", "delete/"):
        response = client.get(f"/people/me/data/{page}")
        assert response["Location"].startswith("/accounts/confirm/")
    assert client.post("/people/me/data/delete/", {"sure": "on"}).status_code == 302
    assert Person.objects.get(pk=client.person.pk).erased_at is None  # type: ignore[attr-defined]


def test_stopped_with_one_press_and_pressed_twice(person: Person) -> None:
    agree(person)
    agree(person, "join-request")
    way = link(person) + "agreed/"
    assert people.consent_words("join-request").when_withdrawn in text(Client(), way)

    for _each in range(2):
        answer = Client().post(way, {"purpose": "share-with-group"}, follow=True)
        assert answer.status_code == 200

    assert not people.has_consent(person.pk, "share-with-group")
    assert people.has_consent(person.pk, "join-request")
    assert AuditRow.objects.filter(action="consent.withdrawn").count() == 1
    assert text(Client(), way).count('name="purpose"') == 1
    assert Client().post(way, {"purpose": "\x00" * 200}).status_code == 302


def test_deleting_asks_once_and_is_done_at_once(person: Person) -> None:
    way = link(person)
    answer = Client().post(way + "delete/", {})
    assert "Tick the box" in answer.content.decode()
    assert people.person_name(person.pk) == "Ada"

    answer = Client().post(way + "delete/", {"sure": "on"}, follow=True)

    assert "Your details are deleted" in answer.content.decode()
    assert people.person_name(person.pk) == "Name deleted"
    assert Client().get(way).status_code == 404
    assert Client().post(way + "delete/", {"sure": "on"}).status_code == 404


def test_deleting_ones_account_signs_out(as_role: AsRole) -> None:
    client = as_role("person")

    answer = client.post("/people/me/data/delete/", {"sure": "on"}, follow=True)

    assert answer.redirect_chain == [("/people/deleted/", 302)]
    assert "Sign in" in answer.content.decode()
    assert client.get("/people/me/").status_code == 302


def test_the_last_administrator_is_told_what_to_do_first(as_role: AsRole) -> None:
    client = as_role("org_admin")

    answer = client.post("/people/me/data/delete/", {"sure": "on"})

    assert answer.status_code == 409
    assert "last administrator" in answer.content.decode()


def test_a_carer_by_a_link_from_end_to_end(person: Person, as_role: AsRole) -> None:
    way, carer = link(person), as_role("person")
    made = Client().post(way + "carers/allow/", {"what": "download", **tomorrow()}, follow=True)
    offered = made.redirect_chain[0][0]
    token = offered.rstrip("/").rsplit("/", 1)[1]
    assert f"/people/care/{token}/" in made.content.decode()
    assert "Ada" in text(Client(), f"/people/care/{token}/")

    taken = carer.post(f"/people/care/{token}/", follow=True)

    assert "Ada" in taken.content.decode()
    assert "Download a copy" in taken.content.decode()
    assert carer.post(f"/people/care/{token}/").status_code == 404
    copy = carer.post(f"/people/caring/{person.pk}/copy/")
    assert copy["Content-Type"] == "application/zip"
    looks = people.who_looked(person.pk, actor=by_link(person.pk)).rows
    assert [look.role for look in looks] == ["carer"]
    ended = Client().post(
        f"{way}carers/{carer.person.pk}/end/",
        follow=True,  # type: ignore[attr-defined]
    )
    assert "nothing for you any more" in ended.content.decode()
    assert carer.post(f"/people/caring/{person.pk}/copy/").status_code == 404
    again = Client().post(f"{way}carers/{carer.person.pk}/end/")  # type: ignore[attr-defined]
    assert again.status_code == 302


def test_what_cannot_be_allowed_is_said_beside_the_question(person: Person) -> None:
    far = {"until_day": "1", "until_month": "1", "until_year": "2100"}

    nothing = Client().post(link(person) + "carers/allow/", tomorrow())
    too_far = Client().post(link(person) + "carers/allow/", {"what": "download", **far})
    unknown = Client().post(link(person) + "carers/allow/", {"what": "see_worries", **tomorrow()})

    assert "Select what they may do" in nothing.content.decode()
    assert "up to a year from now" in too_far.content.decode()
    assert "There is a problem" in unknown.content.decode()
    assert CarerPermission.objects.count() == 0


def test_anothers_offer_is_not_shown(person: Person) -> None:
    mine, theirs = link(person), PersonFactory(user=None)
    token = people.offer_carer(
        person_id=theirs.pk,
        what=["download"],
        until=clock.london_date(clock.now()),
        actor=by_link(theirs.pk),
        at=clock.now(),
    )

    assert Client().get(f"{mine}carers/link/{token}/").status_code == 404
    assert Client().post(f"{mine}carers/link/{token}/").status_code == 302
    assert people.carer_offer(token, at=clock.now()).person_id == theirs.pk


def test_a_coordinator_fulfils_and_the_person_sees_it(person: Person, as_role: AsRole) -> None:
    coordinator = as_role("coordinator")

    page = text(coordinator, f"/people/{person.pk}/record/")
    copy = coordinator.post(f"/people/{person.pk}/record/copy/")

    assert "Ada" in page
    assert copy["Content-Type"] == "application/zip"
    looked = text(Client(), link(person) + "looked/")
    assert looked.count("Coordinator") == 2
    for wrong in (uuid4(), UUID(int=0)):
        assert coordinator.get(f"/people/{wrong}/record/").status_code == 404


def test_deleting_takes_two_of_staff(person: Person, as_role: AsRole) -> None:
    first, second = as_role("coordinator"), as_role("org_admin")
    for _each in range(2):
        first.post(f"/people/{person.pk}/record/delete/")
    (waiting,) = people.erasures(
        actor=people.actor_for_user(
            second.person.user_id,
            second_factor=True,
            at=clock.now(),  # type: ignore[attr-defined]
        )
    )
    address = f"/people/deletions/{waiting.id}/confirm/"
    assert "somebody else confirms it" in text(first, "/people/deletions/")
    assert first.post(address).status_code == 403
    assert "Ada" in text(second, address)

    done = second.post(address, follow=True)

    assert "They are deleted" in done.content.decode()
    assert people.person_name(person.pk) == "Name deleted"
    assert second.get(address).status_code == 404


def test_pages_have_as_many_queries_for_thirty_as_for_one(person: Person, as_role: AsRole) -> None:
    way, clerk = link(person), as_role("coordinator")

    def queries() -> list[int]:
        counts = []
        for page in ("agreed/", "looked/", "carers/"):
            with CaptureQueriesContext(connection) as seen:
                assert Client().get(way + page).status_code == 200
            counts.append(len(seen))
        return counts

    def more() -> None:
        agree(person)
        people.withdraw_consent(
            person_id=person.pk,
            purpose="share-with-group",
            actor=by_link(person.pk),
            at=clock.now(),
        )
        clerk.get(f"/people/{person.pk}/record/")
        people.allow_carer(
            person_id=person.pk,
            carer_id=PersonFactory().pk,
            what=["download"],
            until=clock.london_date(clock.now()),
            actor=by_link(person.pk),
            at=clock.now(),
        )

    more()
    one = queries()
    for _each in range(29):
        more()

    assert queries() == one


def test_how_long_is_told_from_the_files() -> None:
    page = text(Client(), "/privacy/how-long/")

    for term in catalogue.terms("retention"):
        assert escape(term.label) in page
    assert "8 years</strong>, counted from the day on which two people closed it" in page
    assert "12 months</strong>" in page
