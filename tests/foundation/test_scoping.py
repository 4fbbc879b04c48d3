"""What is out of sight does not exist, however it is asked for."""

from __future__ import annotations

from uuid import uuid4

import pytest

from alongside.domain.people.models import Organisation
from alongside.foundation.errors import NotFound
from alongside.foundation.models import AuditRow
from alongside.foundation.scoping import get_visible
from factories.people import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_get_visible_gives_what_is_seen() -> None:
    seen = OrganisationFactory()

    assert get_visible(Organisation.objects.all(), seen.pk) == seen
    assert get_visible(Organisation.objects.all(), str(seen.pk)) == seen


def test_get_visible_out_of_sight_is_as_missing() -> None:
    hidden = OrganisationFactory()
    seen = Organisation.objects.exclude(pk=hidden.pk)

    with pytest.raises(NotFound) as told_hidden:
        get_visible(seen, hidden.pk)
    with pytest.raises(NotFound) as told_missing:
        get_visible(seen, uuid4())

    assert str(told_hidden.value) == str(told_missing.value)


@pytest.mark.parametrize("key", ["", "nonsense", "../..", "a\x00b", "1" * 400])
def test_get_visible_malformed_key_is_not_found(key: str) -> None:
    with pytest.raises(NotFound):
        get_visible(Organisation.objects.all(), key)


@pytest.mark.parametrize("key", ["nonsense", 10**30, -(10**30), "9" * 40])
def test_get_visible_malformed_number_is_not_found(key: str | int) -> None:
    with pytest.raises(NotFound):
        get_visible(AuditRow.objects.all(), key)
