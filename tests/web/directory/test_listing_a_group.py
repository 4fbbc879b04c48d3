"""Journey 12 through the client: a group is listed, question by question."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, Version
from alongside.web.directory.listing.steps import STEPS
from web.conftest import AsRole
from web.directory.steps import PLACE, draft, filled, key, published, send, sent, started, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]


def test_start_page_is_for_everybody_and_saving_needs_a_sign_in() -> None:
    visitor = Client()

    page = text(visitor.get("/listings/start/"))

    assert "The 6 things that we need" in page
    assert "10 minutes" in page
    answer = visitor.get("/listings/new/")
    assert answer["Location"].endswith("?next=/listings/new/")


def test_six_answers_are_enough_to_send(as_role: AsRole) -> None:
    client = as_role("person")

    home = filled(client)

    assert draft(client, home).missing == ()
    assert len(directory.REQUIRED) == 6
    assert send(client, f"{home}answers/", home)["Location"] == f"{home}sent/"
    page = text(client.get(f"{home}sent/"))
    assert "checked within 3 working days" in page
    assert "Nobody checks quality" in page


def test_sending_too_early_names_what_is_missing_with_a_link_to_each(as_role: AsRole) -> None:
    client = as_role("person")
    home = started(client)

    answer = send(client, f"{home}answers/", home)

    assert answer.status_code == 422
    assert draft(client, home).state == "draft"
    for page in ("questions/summary", "questions/modes", "meetings", "questions/contact"):
        assert f'href="{home}{page}/?after=answers"' in text(answer)


def test_continue_walks_through_a_task_and_ends_at_the_list(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    first = send(client, f"{home}questions/modes/", home, modes=["in_person"])
    online = send(client, f"{home}questions/modes/", home, modes=["online"])
    last = send(client, f"{home}questions/contact/", home, phone="01632 960001")

    assert first["Location"] == f"{home}places/"
    assert online["Location"] == f"{home}questions/summary/"
    assert last["Location"] == home


def test_change_on_check_answers_comes_back_to_them(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    page = text(client.get(f"{home}answers/"))

    answer = send(client, f"{home}questions/room/?after=answers", home, full="full")

    assert f'href="{home}questions/room/?after=answers"' in page
    assert answer["Location"] == f"{home}answers/"
    assert "No, the group is full" in text(client.get(f"{home}answers/"))


@pytest.mark.parametrize("after", ["https://evil.example/", "//evil.example", "nowhere"])
def test_after_leads_nowhere_but_to_our_own_pages(as_role: AsRole, after: str) -> None:
    client = as_role("person")
    home = filled(client)

    answer = send(client, f"{home}questions/contact/?after={after}", home, phone="01632 960001")

    assert answer["Location"] == home


def test_new_sent_twice_begins_one_listing(as_role: AsRole) -> None:
    client = as_role("person")

    assert started(client) == started(client)

    assert Listing.objects.count() == 1


def test_the_same_page_sent_twice_has_one_effect(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    edition = draft(client, home).edition
    said = {"summary": "Tea and talk.", "edition": edition}

    first = client.post(f"{home}questions/summary/", said)
    again = client.post(f"{home}questions/summary/", said)

    assert first["Location"] == again["Location"]
    assert draft(client, home).edition == edition + 1


def test_a_place_sent_twice_is_added_once(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    said = PLACE | {"name": "Library", "edition": draft(client, home).edition}

    for _ in range(2):
        assert client.post(f"{home}places/new/", said)["Location"] == f"{home}places/"

    assert [place.name for place in draft(client, home).content.places] == ["", "Library"]


def test_without_a_place_the_list_is_the_question_and_back_leads_before_it(
    as_role: AsRole,
) -> None:
    client = as_role("person")
    home = started(client)
    send(client, f"{home}questions/modes/", home, modes=["in_person"])

    asked = client.get(f"{home}places/")

    assert asked["Location"] == f"{home}places/new/"
    assert f'href="{home}questions/modes/"' in text(client.get(asked["Location"]))


def test_a_removal_sent_twice_removes_one(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    send(client, f"{home}places/new/", home, **PLACE, name="Library")
    said = {"edition": draft(client, home).edition}

    for _ in range(2):
        assert client.post(f"{home}places/1/remove/", said)["Location"] == f"{home}places/"

    assert [place.name for place in draft(client, home).content.places] == ["Library"]


def test_send_sent_twice_is_one(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    edition = draft(client, home).edition

    for _ in range(2):
        answer = client.post(f"{home}answers/", {"edition": edition})
        assert answer["Location"] == f"{home}sent/"

    assert Version.objects.filter(listing_id=key(home)).count() == 1


def test_two_editors_the_second_sees_both_versions_and_loses_nothing(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    edition = draft(client, home).edition
    client.post(f"{home}questions/summary/", {"summary": "The first.", "edition": edition})

    answer = client.post(
        f"{home}questions/summary/",
        {"summary": "The second <b>.", "description": "More.", "edition": edition},
    )

    page = text(answer)
    assert answer.status_code == 409
    assert "The first." in page
    assert "The second &lt;b&gt;." in page
    assert 'name="description" value="More."' in page
    assert draft(client, home).content.summary == "The first."
    kept = send(client, f"{home}questions/summary/", home, summary="The second <b>.")
    assert kept.status_code == 302
    assert draft(client, home).content.summary == "The second <b>."


def test_two_editors_of_a_place_the_second_sees_both(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    edition = draft(client, home).edition
    client.post(f"{home}questions/summary/", {"summary": "Another.", "edition": edition})

    answer = client.post(f"{home}places/1/", PLACE | {"name": "Hall", "edition": edition})

    assert answer.status_code == 409
    assert "Hall, Worcester, WR1 2AB" in text(answer)
    assert 'name="name" value="Hall"' in text(answer)


@pytest.mark.parametrize("edition", ["", "x", "-1", "9" * 400, "\u0663", "1.0"])
def test_a_garbled_edition_is_a_conflict_and_no_fault(as_role: AsRole, edition: str) -> None:
    client = as_role("person")
    home = filled(client)

    answer = client.post(
        f"{home}questions/summary/", {"summary": "Something else.", "edition": edition}
    )

    assert answer.status_code == 409


def test_while_it_is_checked_questions_lead_to_the_task_list(as_role: AsRole) -> None:
    client = as_role("person")
    home = sent(client)

    assert client.get(f"{home}questions/summary/")["Location"] == home
    assert "Somebody is checking the contact details" in text(client.get(home))
    conflict = send(client, f"{home}questions/summary/", home, summary="Changed.")
    assert conflict.status_code == 409
    client.post(f"{home}take-back/")
    client.post(f"{home}take-back/")
    assert draft(client, home).state == "draft"
    assert client.get(f"{home}questions/summary/").status_code == 200


def test_every_step_shows_its_question_and_its_saved_answer(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    for step in STEPS.steps:
        where = step.key if step.form is None else f"questions/{step.key}"
        page = client.get(f"{home}{where}/")
        assert page.status_code == 200, step.key
        assert text(page).count("<h1") == 1, step.key
        assert "no-store" in page["Cache-Control"]


def test_a_page_that_is_none_is_not_found(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    for where in ("questions/nothing/", "questions/places/", "places/9/", "places/x/remove/"):
        assert client.get(f"{home}{where}").status_code == 404, where
    assert client.post(f"{home}places/").status_code == 405


def test_throwing_a_draft_away_asks_first_and_is_done_once(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    edition = draft(client, home).edition
    assert "Throw these changes away?" in text(client.get(f"{home}discard/"))

    for _ in range(2):
        client.post(f"{home}discard/", {"edition": edition})

    assert Listing.objects.get().state == "closed"


def test_preview_is_the_page_of_the_public_with_a_banner(as_role: AsRole) -> None:
    client, checker = as_role("person"), as_role("coordinator")
    home = sent(client)
    preview = text(client.get(f"{home}preview/"))
    send(checker, f"{home}check/", home)

    public = text(Client().get(f"/groups/{key(home)}/"))

    assert "Preview" in preview
    assert "Preview" not in public
    assert "<p>Not checked yet.</p>" in preview
    assert "Checked today: contact details checked, quality not checked." in public
    assert _told(preview) == _told(public)
    assert "calendar" not in preview


def _told(page: str) -> list[str]:
    """Every heading of the page's own part, but for what only works in public."""
    inside = page[page.index("<main") : page.index("</main>")]
    found = re.findall(r"<h[1-3][^>]*>([^<]+)", inside)
    return [one for one in found if one not in {"Keep or share this page", "Contact them yourself"}]


def test_full_is_public_at_once_and_opens_no_version(as_role: AsRole) -> None:
    client, checker = as_role("person"), as_role("coordinator")
    home = published(client, checker)

    for _ in range(2):
        send(client, f"{home}questions/room/", home, full="full")

    assert directory.public_listing(key(home)).full
    assert draft(client, home).state == "checked"
    assert Version.objects.count() == 1


def test_my_groups_tells_where_each_stands(as_role: AsRole) -> None:
    client = as_role("person")
    filled(client, "One")
    sent(client, "Two")

    page = text(client.get("/listings/"))

    assert page.index("One") < page.index("Not sent yet") < page.index("Two")
    assert "Being checked" in page
