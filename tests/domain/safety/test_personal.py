"""What is kept about whoever told a worry, and what is taken out when they ask."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern
from alongside.foundation.actor import VISITOR, system
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Refused
from factories.safety import MONDAY, Team, decided, told

pytestmark = pytest.mark.django_db


def _named(team: Team) -> tuple[safety.Told, object]:
    person = team.holder("Ann Lane", "mentor")
    receipt = told(
        actor=team.acting(person, "mentor"),
        say_who=True,
        may_contact=True,
        contact_by="email",
        contact_at="ann@example.org",
        contact_name="Ann",
        contact_safely="mornings",
    )
    return receipt, person


def _close(team: Team, receipt: safety.Told) -> None:
    lead, deputy, at = team.acting(team.lead), team.acting(team.deputy), MONDAY
    safety.mark_read(receipt.concern_id, actor=lead, at=at)
    day = london_date(MONDAY + timedelta(days=1))
    safety.take_in_hand(receipt.concern_id, look_again_on=day, actor=lead, at=at)
    decided(receipt.concern_id, actor=lead, at=at)
    safety.suggest_closing(receipt.concern_id, words="Safe.", actor=lead, at=at)
    safety.close_worry(receipt.concern_id, actor=deputy, at=at)


def test_a_person_gets_what_they_told_and_not_what_others_wrote() -> None:
    team = Team()
    receipt, person = _named(team)
    _close(team, receipt)
    told()

    data = safety.personal_data(person.pk)  # type: ignore[attr-defined]
    of_lead = safety.personal_data(team.lead.pk)

    assert [row["reference"] for row in data["worries"]] == [receipt.reference]
    assert data["worries"][0]["contact_at"] == "ann@example.org"
    assert "Safe." not in str(data)
    assert [row["kind"] for row in of_lead["steps_taken"]] == [
        "read",
        "taken",
        "decided",
        "closing",
    ]
    assert "Safe." not in str(of_lead)


def test_the_name_goes_from_what_is_closed_and_what_was_told_stays() -> None:
    team = Team()
    receipt, person = _named(team)
    person_id = person.pk  # type: ignore[attr-defined]
    _close(team, receipt)

    done = safety.erase_person_data(person_id=person_id, actor=system("rights"), at=MONDAY)

    concern = Concern.objects.get()
    assert done == {"worries_without_name": 1, "worries_kept_open": 0}
    assert concern.what_happened
    assert (concern.reporter_id, concern.contact_at, concern.contact_name) == (None, "", "")
    assert safety.personal_data(person_id)["worries"] == []


def test_an_open_worry_is_kept_whole_until_it_is_closed() -> None:
    team = Team()
    _receipt, person = _named(team)
    person_id = person.pk  # type: ignore[attr-defined]

    done = safety.erase_person_data(person_id=person_id, actor=system("rights"), at=MONDAY)

    assert done == {"worries_without_name": 0, "worries_kept_open": 1}
    assert Concern.objects.get().contact_at == "ann@example.org"


def test_nobody_erases_for_somebody_else() -> None:
    team = Team()
    _receipt, person = _named(team)
    person_id = person.pk  # type: ignore[attr-defined]

    for actor in (VISITOR, team.acting(team.lead), team.acting(team.third, "coordinator")):
        with pytest.raises(Refused):
            safety.erase_person_data(person_id=person_id, actor=actor, at=MONDAY)
