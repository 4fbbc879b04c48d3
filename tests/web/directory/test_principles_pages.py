"""The principles: private answers, a named signature, a year, withdrawing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.domain.directory.models import SignUp
from alongside.foundation import clock
from web.conftest import AsRole
from web.directory.steps import actor, draft, filled, key, published, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here")]
SET = "six-for-type-1-diabetes"


def _answer(client: Client, home: str, principle: str, answer: str, words: str = "") -> str:
    sent = client.post(
        f"{home}principles/{SET}/{principle}/", {"answer": answer, "own_words": words}
    )
    assert sent.status_code == 302
    return str(sent["Location"])


def _sign(client: Client, home: str, name: str = "Ada Lane") -> None:
    answer = client.post(f"{home}sign/{SET}/", {"signatory": name, "agreed": "on"})
    assert answer["Location"] == f"{home}principles/"


def test_each_principle_is_one_page_and_leads_to_the_next(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    slugs = [one.slug for one in catalogue.principle_set(SET).principles]

    followed = [_answer(client, home, slug, "yes") for slug in slugs]

    assert followed[:-1] == [f"{home}principles/{SET}/{slug}/" for slug in slugs[1:]]
    assert followed[-1] == f"{home}principles/"
    page = text(client.get(f"{home}principles/{SET}/{slugs[0]}/"))
    assert "Principle 1 of 6" in page
    for reader in ("For members", "For whoever leads the group", "For health and care staff"):
        assert reader in page


def test_an_answer_is_needed_and_words_are_not(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    page = client.post(f"{home}principles/{SET}/reciprocal/", {"own_words": "We take turns."})

    assert page.status_code == 200
    assert "There is a problem" in text(page)
    assert "We take turns." in text(page)


def test_answers_are_private_and_only_the_signature_and_its_words_are_public(
    as_role: AsRole,
) -> None:
    leader, coordinator = as_role("person"), as_role("coordinator")
    home = published(leader, coordinator)
    _answer(leader, home, "reciprocal", "working", "We take turns.")
    _answer(leader, home, "safe-and-encouraging", "no", "Not ready for this.")

    _sign(leader, home)

    (signed,) = directory.public_listing(key(home)).sign_ups
    assert signed.signatory == "Ada Lane"
    assert dict(signed.words) == {"reciprocal": "We take turns."}
    for address in (f"{home}principles/", f"{home}principles/{SET}/reciprocal/"):
        assert coordinator.get(address).status_code == 403
    assert "Not ready" not in text(coordinator.get(home))
    assert f'href="{home}principles/"' not in text(coordinator.get(home))


def test_signing_shows_what_everybody_will_read_and_that_it_is_no_endorsement(
    as_role: AsRole,
) -> None:
    client = as_role("person")
    home = filled(client)
    _answer(client, home, "reciprocal", "yes", "We take turns.")

    page = text(client.get(f"{home}sign/{SET}/"))

    assert "We take turns." in page
    assert "not endorsement, monitoring or a guarantee" in page


@pytest.mark.parametrize("said", [{"signatory": "Ada Lane"}, {"agreed": "on"}])
def test_signing_needs_a_name_and_the_word(as_role: AsRole, said: dict[str, str]) -> None:
    client = as_role("person")
    home = filled(client)

    page = client.post(f"{home}sign/{SET}/", said)

    assert page.status_code == 200
    assert "There is a problem" in text(page)
    assert not SignUp.objects.exists()


def test_signing_twice_is_one_signature(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)

    _sign(client, home)
    _sign(client, home)

    standing = directory.signatures(key(home), actor=actor(client))
    assert len([one for one in standing if one.withdrawn_on is None]) == 1


def test_after_a_year_the_page_asks_to_sign_again(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    _sign(client, home)
    over = clock.london_date(clock.now()) - timedelta(days=1)
    SignUp.objects.update(renew_by=over)
    assert "The year is over" in text(client.get(f"{home}principles/"))

    _sign(client, home, "Bea Lane")

    page = text(client.get(f"{home}principles/"))
    assert "Bea Lane signed on" in page
    assert "The year is over" not in page


def test_withdrawing_asks_first_and_is_done_once(as_role: AsRole) -> None:
    client = as_role("person")
    home = filled(client)
    _answer(client, home, "reciprocal", "yes", "We take turns.")
    _sign(client, home)
    assert "Withdraw your signature?" in text(client.get(f"{home}withdraw/{SET}/"))
    assert directory.signatures(key(home), actor=actor(client))[0].withdrawn_on is None

    for _ in range(2):
        client.post(f"{home}withdraw/{SET}/")

    assert directory.signatures(key(home), actor=actor(client))[0].withdrawn_on is not None
    assert "We take turns." in text(client.get(f"{home}principles/{SET}/reciprocal/"))
    assert draft(client, home).state == "draft"


@pytest.mark.parametrize("where", ["principles/none/x/", f"principles/{SET}/none/", "sign/none/"])
def test_a_principle_that_is_none_is_not_found(as_role: AsRole, where: str) -> None:
    client = as_role("person")
    home = filled(client)

    assert client.get(f"{home}{where}").status_code == 404
