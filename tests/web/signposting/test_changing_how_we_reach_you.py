"""*Change* on my request: every answer is shown as it stands, and only what was changed changes."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import time
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.foundation.actor import VISITOR
from alongside.foundation.models import AuditRow
from factories.asking import TEXT, County, asked, group
from factories.directory import AT
from web.browsed import as_sent
from web.conftest import AsRole
from web.signposting.conftest import Asker, only_request

EVERY_DAY = tuple(range(7))
# Everything that somebody can have chosen, each otherwise than usual.
CHOSEN: dict[str, Any] = {
    "channels": ("text", "phone"),
    "forbidden": ("letter",),
    "text_number": "07700 900123",
    "phone_number": "01632 960 001",
    "email": "ruth@example.org",
    "post": ("Ruth A", "Flat 2", "1 Mill Lane", "Lower Town", "Worcester", "WR1 2AB"),
    "may_leave_message": True,
    "safe_times": (messaging.SafeTime(EVERY_DAY, time(9, 30), time(15)),),
    "quiet_from": time(20),
    "quiet_to": time(9),
    "signed_as": "first_name",
    "signature_name": "Jo",
    "may_name": True,
    "language": "pl",
    "formats": ("large_print", "hearing_aid_loop", "language_interpreter"),
    "interpreter_language": "pl",
    "share_needs": True,
}
FINER = (
    messaging.SafeTime((0, 2), time(9), time(12)),
    messaging.SafeTime((4,), time(13), time(0)),
)


def _asked(here: County, **chosen: Any) -> signposting.AskedRecord:
    record = asked(here.group, contact=TEXT)
    messaging.set_profile(
        person_id=only_request().person_id, changes=CHOSEN | chosen, actor=VISITOR, at=AT
    )
    return record


def _person() -> UUID:
    return only_request().person_id


def _profile() -> dict[str, Any]:
    return _plain(asdict(messaging.own_profile(_person())))


def _plain(value: Any) -> Any:
    """The same with every list as a tuple."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return tuple(_plain(each) for each in value) if isinstance(value, (list, tuple)) else value


def _shown(token: str) -> dict[str, Any]:
    return as_sent(Client().get(f"/r/{token}/reach/"))


def test_saving_at_once_changes_nothing(here: County) -> None:
    record = _asked(here)
    before, entries = _profile(), AuditRow.objects.count()

    answer = Client().post(f"/r/{record.token}/reach/", _shown(record.token))

    assert answer["Location"] == f"/r/{record.token}/?done=changed"
    assert _profile() == before
    assert people.has_consent(_person(), "share-with-group")
    assert AuditRow.objects.count() == entries


@pytest.mark.parametrize(
    ("sent", "changed"),
    [
        ({"text": "07700 900456"}, {"text_number": "+447700900456"}),
        ({"channel": "phone"}, {"channels": ("phone",)}),
        ({"channel": "phone", "phone": "01632 960 002"},
         {"channels": ("phone",), "phone_number": "+441632960002"}),
        ({"channel": "email"}, {"channels": ("email",)}),
        ({"channel": "email", "email": "r@example.org"},
         {"channels": ("email",), "email": "r@example.org"}),
        ({"channel": "letter"}, {"channels": ("letter",), "forbidden": ()}),
        ({"channel": "letter", "town": "Malvern", "street_more": "", "postcode": "wr141aa"},
         {"channels": ("letter",), "forbidden": (),
          "post": ("Ruth A", "Flat 2", "Malvern", "WR14 1AA")}),
        ({"may_leave_message": None}, {"may_leave_message": False}),
        ({"share_with_group": None}, {}),
        ({"may_name": "no"}, {"may_name": False}),
        ({"signed_as": "neutral"}, {"signed_as": "neutral"}),
        ({"signature_name": "Sam"}, {"signature_name": "Sam"}),
        ({"safe": "any"}, {"safe_times": ()}),
        ({"safe_to": "4pm"},
         {"safe_times": ({"days": EVERY_DAY, "since": time(9, 30), "until": time(16)},)}),
    ],
)  # fmt: skip
def test_one_change_leaves_the_rest(
    here: County, sent: dict[str, str | None], changed: dict[str, Any]
) -> None:
    record = _asked(here)
    before = _profile()

    form = {name: value for name, value in (_shown(record.token) | sent).items() if value}
    answer = Client().post(f"/r/{record.token}/reach/", form)

    assert answer.status_code == 302
    assert _profile() == _plain(before | changed)
    assert people.has_consent(_person(), "share-with-group") is ("share_with_group" not in sent)


def test_finer_times_are_kept_until_others_are_chosen(here: County) -> None:
    record = _asked(here, safe_times=FINER)

    page = Client().get(f"/r/{record.token}/reach/").content.decode()
    form = _shown(record.token)
    Client().post(f"/r/{record.token}/reach/", form | {"may_name": "no"})

    assert "Monday and Wednesday between 9am and midday; Friday between 1pm and midnight" in page
    assert form["safe"] == ["kept"]
    assert messaging.own_profile(_person()).safe_times == FINER

    Client().post(f"/r/{record.token}/reach/", form | {"safe": "any"})

    assert messaging.own_profile(_person()).safe_times == ()


def test_nobody_keeps_times_that_they_never_chose(here: County) -> None:
    record = _asked(here, safe_times=())

    page = Client().get(f"/r/{record.token}/reach/").content.decode()
    form = _shown(record.token) | {"safe": "kept"}
    answer = Client().post(f"/r/{record.token}/reach/", form)

    assert "that I chose before" not in page
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()


def test_a_way_that_was_forbidden_and_is_chosen_is_forbidden_no_longer(here: County) -> None:
    record = _asked(here, channels=("text",), forbidden=("email", "letter"))

    Client().post(f"/r/{record.token}/reach/", _shown(record.token) | {"channel": "email"})

    profile = messaging.own_profile(_person())
    assert profile.channels == ("email",)
    assert profile.forbidden == ("letter",)


def test_only_another_address_makes_older_links_worthless(here: County) -> None:
    record = _asked(here)

    same = Client().post(
        f"/r/{record.token}/reach/", _shown(record.token) | {"signature_name": "Sam"}
    )
    other = Client().post(
        f"/r/{record.token}/reach/", _shown(record.token) | {"text": "07700 900456"}
    )

    assert same["Location"] == f"/r/{record.token}/?done=changed"
    assert record.token not in other["Location"]
    assert Client().get(f"/r/{record.token}/").status_code == 404
    assert Client().get(other["Location"]).status_code == 200


def test_who_signed_in_and_asks_keeps_what_they_chose(here: County, as_role: AsRole) -> None:
    client = as_role("person")
    person = client.person.pk  # type: ignore[attr-defined]
    messaging.set_profile(
        person_id=person, changes=CHOSEN | {"safe_times": FINER}, actor=VISITOR, at=AT
    )
    before = _plain(asdict(messaging.own_profile(person)))
    asker = Asker(here, client)

    first = as_sent(client.get(asker.start))
    del first["may_leave_message"]
    client.post(asker.start, first)
    checked = asker.check()
    asker.send()

    assert "at the times that you chose before" in checked
    assert only_request().person_id == person
    after = _plain(asdict(messaging.own_profile(person)))
    assert after == before | {"may_leave_message": False}


def test_times_that_somebody_chose_are_not_promised_once_they_signed_out(
    here: County, as_role: AsRole
) -> None:
    client = as_role("person")
    person = client.person.pk  # type: ignore[attr-defined]
    messaging.set_profile(
        person_id=person, changes=CHOSEN | {"safe_times": FINER}, actor=VISITOR, at=AT
    )
    asker = Asker(here, client)
    asker.client.post(asker.start, as_sent(client.get(asker.start)))

    client.logout()

    assert client.get(f"{asker.start}check/")["Location"].endswith("?again=1")


def test_not_sharing_again_takes_the_word_back(here: County, as_role: AsRole) -> None:
    client = as_role("person")
    asker = Asker(here, client)
    asker.reach(share_with_group="on")
    asker.help()
    asker.send()
    person = only_request().person_id
    shared = people.has_consent(person, "share-with-group")

    other = Asker(replace(here, group=group(here.steward, name="Evening Friends")), client)
    other.reach()
    other.help()
    other.send()

    assert shared
    assert not people.has_consent(person, "share-with-group")
