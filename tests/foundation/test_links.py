"""Links for people without an account."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alongside.domain.people.models import Organisation
from alongside.foundation.actor import system
from alongside.foundation.errors import NotFound
from alongside.foundation.links import make_link, open_link, revoke_links
from alongside.foundation.models import Link
from alongside.foundation.unit import unit
from factories.directory import organisation

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 25, 12, tzinfo=UTC)


def _made(purpose: str = "see") -> tuple[Organisation, str]:
    thing = Organisation.objects.get(pk=organisation())
    with unit(actor=system("test"), at=AT) as work:
        return thing, make_link(purpose, thing, valid_until=AT + timedelta(days=7), work=work)


def test_link_opens_its_thing_for_its_purpose() -> None:
    thing, token = _made()

    assert open_link(token, "see", at=AT) == str(thing.pk)


@pytest.mark.parametrize("fault", ["purpose", "late", "false", "long", "empty", "nul", "emoji"])
def test_link_opens_nothing_else(fault: str) -> None:
    _thing, token = _made()
    tokens = {"false": "a" * 22, "long": token * 1000, "empty": "", "nul": "\0" * 22}
    tokens["emoji"] = "😀" * 22

    with pytest.raises(NotFound):
        open_link(
            tokens.get(fault, token),
            "cancel" if fault == "purpose" else "see",
            at=AT + timedelta(days=7 if fault == "late" else 0),
        )


def test_revoked_links_are_worthless_and_others_are_not() -> None:
    thing, token = _made()
    with unit(actor=system("test"), at=AT) as work:
        other = make_link("cancel", thing, valid_until=AT + timedelta(days=7), work=work)
        assert revoke_links(thing, purpose="see", work=work) == 1

    assert open_link(other, "cancel", at=AT) == str(thing.pk)
    with pytest.raises(NotFound):
        open_link(token, "see", at=AT)


def test_database_does_not_know_the_token() -> None:
    _thing, token = _made()

    row = Link.objects.get()

    assert token not in str(vars(row))
    assert len(row.digest) == 64
