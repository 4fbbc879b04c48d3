"""What would help somebody come: asked once, kept with them, and told to those who need it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import VISITOR
from factories.asking import County, asked, group_link
from factories.directory import AT
from web.browsed import as_sent
from web.conftest import AsRole
from web.signposting.conftest import Asker, only_request


def _profile() -> messaging.ProfileRecord:
    return messaging.own_profile(only_request().person_id)


def _page(asker: Asker) -> str:
    return str(asker.client.get(f"{asker.start}help/").content.decode())


def test_every_recorded_need_is_asked_for_exactly_once(asker: Asker) -> None:
    asker.reach()
    page = _page(asker)

    offered = set(re.findall(r'name="(help_to_come|formats)"[^>]*value="([^"]+)"', page))
    helps = {term.slug: term.content["need"] for term in catalogue.terms("help_to_come")}
    needs = [helps[slug] if name == "help_to_come" else slug for name, slug in offered]
    assert Counter(need for need in needs if need) == Counter(
        term.slug for term in catalogue.terms("format")
    )
    labels = [label.strip() for label in re.findall(r"<label[^>]*>([^<]+)</label>", page)]
    assert len(labels) == len(set(labels))


def test_the_common_few_come_first_and_the_rest_without_a_script(asker: Asker) -> None:
    asker.reach()
    page = _page(asker)

    before, *folded = page.split("<details")
    assert [name for name in ("step_free", "interpreter", "quiet_space") if name in before] != []
    assert 'value="lipspeaker"' not in before
    assert 'value="lipspeaker"' in folded[0]
    assert 'value="large_print"' in folded[1]
    assert not re.search(r"<details[^>]* open", page)


@pytest.mark.parametrize(
    ("ticked", "which"),
    [({"help_to_come": ["lipspeaker"]}, "lipspeaker"), ({"formats": ["braille"]}, "braille")],
)
def test_what_is_folded_stays_open_once_something_in_it_is_chosen(
    asker: Asker, ticked: dict[str, Any], which: str
) -> None:
    asker.reach()
    asker.help(**ticked)
    page = _page(asker)

    (opened,) = re.findall(r"<details[^>]* open.*?</details>", page, flags=re.DOTALL)
    assert re.search(rf'value="{which}"\s+checked', opened)


def test_an_interpreter_has_a_language_of_its_own(asker: Asker) -> None:
    asker.reach()
    asker.help(help_to_come=["interpreter", "step_free"], interpreter_language="pl", note="Hello.")
    checked = asker.check()
    asker.send()

    request = only_request()
    assert "An interpreter: Polish" in checked
    assert (request.note, _profile().interpreter_language) == ("Hello.", "pl")
    assert _profile().formats == ("language_interpreter",)
    page = Client().get(f"/a/{group_link(request.pk)}/").content.decode()
    assert "An interpreter: Polish" in page


def test_a_language_without_an_interpreter_is_nothing(asker: Asker) -> None:
    asker.reach()
    asker.help(help_to_come=["step_free"], interpreter_language="pl")
    asker.send()

    assert _profile().interpreter_language == ""


def test_what_was_asked_once_is_known_the_next_time(here: County, as_role: AsRole) -> None:
    asker = Asker(here, as_role("person"))
    asker.reach()
    asker.help(
        help_to_come=["interpreter", "lipspeaker", "bring_someone"],
        interpreter_language="pl",
        formats=["large_print"],
    )
    asker.send()
    assert set(_profile().formats) == {"language_interpreter", "lipspeaker", "large_print"}
    signposting.cancel_for(only_request().pk, actor=here.coordinator, at=AT)
    messaging.set_profile(
        person_id=only_request().person_id,
        changes={"formats": (*_profile().formats, "longer_time")},
        actor=VISITOR,
        at=AT,
    )

    del asker.client.cookies["alongside_form"]
    asker.reach()
    known = as_sent(asker.client.get(f"{asker.start}help/"))

    assert set(known["help_to_come"]) == {"interpreter", "lipspeaker", "longer_time"}
    assert known["interpreter_language"] == ["pl"]
    assert known["formats"] == ["large_print"]


def test_left_out_once_is_not_forgotten(here: County, as_role: AsRole) -> None:
    client = as_role("person")
    messaging.set_profile(
        person_id=client.person.pk,  # type: ignore[attr-defined]
        changes={"formats": ("large_print", "hearing_aid_loop")},
        actor=VISITOR,
        at=AT,
    )
    asker = Asker(here, client)
    asker.reach()
    asker.help(help_to_come=["step_free"])
    asker.send()

    # A group that meets online needs no loop; letters of our own are another thing.
    assert _profile().formats == ("hearing_aid_loop",)


def test_changed_on_my_request_it_is_kept_too(here: County) -> None:
    record = asked(here.group, help_to_come=("step_free",))

    Client().post(
        f"/r/{record.token}/help/",
        {"help_to_come": ["interpreter", "hearing_loop"], "interpreter_language": "ur"},
    )

    mine = Client().get(f"/r/{record.token}/").content.decode()
    assert "An interpreter: Urdu" in mine
    assert set(_profile().formats) == {"language_interpreter", "hearing_aid_loop"}
    assert as_sent(Client().get(f"/r/{record.token}/help/"))["interpreter_language"] == ["ur"]


@pytest.mark.parametrize("lets", [True, False])
def test_a_group_hears_of_other_needs_only_where_the_person_lets_it(
    here: County, lets: bool
) -> None:
    record = asked(here.group, help_to_come=("hearing_loop",))
    messaging.set_profile(
        person_id=only_request().person_id,
        changes={"formats": ("hearing_aid_loop", "easy_read"), "share_needs": lets},
        actor=VISITOR,
        at=AT,
    )

    page = Client().get(f"/a/{group_link(record.request_id)}/").content.decode()

    assert page.count("earing loop") == 1
    assert ("<li>Easy read</li>" in page) is lets
