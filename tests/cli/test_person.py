"""`alongside person`: show, export, erase, as an operator runs them."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from alongside.cli.main import main
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation, Person, Restriction
from alongside.foundation import clock
from factories.people import MembershipFactory, PersonFactory
from factories.safety import look_after_safety
from journeys.worlds import service, somebody

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
Told = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _service() -> None:
    service()


def test_show_counts_and_names_nobody(capsys: Told) -> None:
    person = somebody("Wxqz")

    assert main(["person", "show", "WXQZ@example.org"]) == 0
    told = capsys.readouterr().out
    assert main(["person", "show", str(person.pk), "--json"]) == 0
    counted = json.loads(capsys.readouterr().out)

    assert "Wxqz" not in told
    assert "people.consents: 1" in told
    assert counted["person"] == str(person.pk)
    assert counted["rows"]["directory.listings_edited"] == 2


def test_export_writes_a_file_for_its_owner_alone(tmp_path: Path, capsys: Told) -> None:
    person = PersonFactory(name="Ada")
    out = tmp_path / "ada.zip"

    assert main(["person", "export", str(person.pk), "--out", str(out), "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["bytes"] == out.stat().st_size
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with zipfile.ZipFile(io.BytesIO(out.read_bytes())) as archive:
        assert json.loads(archive.read("data.json"))["name"] == "Ada"
    assert [path.name for path in tmp_path.iterdir()] == ["ada.zip"]


def test_export_that_cannot_be_written_says_so(tmp_path: Path, capsys: Told) -> None:
    person = PersonFactory()

    assert main(["person", "export", str(person.pk), "--out", str(tmp_path / "no" / "a.zip")]) == 2

    assert "cannot be written" in capsys.readouterr().err


def test_erase_wants_to_be_told_twice(capsys: Told) -> None:
    person = PersonFactory(name="Ada")

    assert main(["person", "erase", str(person.pk)]) == 1
    assert "--yes" in capsys.readouterr().err
    assert people.person_name(person.pk) == "Ada"
    assert main(["person", "erase", str(person.pk), "--yes", "--json"]) == 0

    assert json.loads(capsys.readouterr().out)["done"]["people.accounts_closed"] == 1
    assert people.person_name(person.pk) == "Name deleted"
    assert main(["person", "erase", str(person.pk), "--yes"]) == 0


def test_erase_keeps_the_last_administrator(capsys: Told) -> None:
    last = MembershipFactory(role="org_admin").person

    assert main(["person", "erase", str(last.pk), "--yes"]) == 1

    assert "last administrator" in capsys.readouterr().err
    assert Person.objects.get(pk=last.pk).erased_at is None


@pytest.mark.parametrize("who", ["nobody@example.org", "7" * 32, "", "x", "٣"])
@pytest.mark.parametrize("action", ["show", "erase"])
def test_nobody_of_that_name(who: str, action: str, capsys: Told) -> None:
    assert main(["person", action, who]) == 2
    assert "nobody here has" in capsys.readouterr().err


def test_erase_of_somebody_who_reads_worries_says_what_comes_first(capsys: Told) -> None:
    here = people.service()
    assert here is not None
    lead = look_after_safety(Organisation.objects.get(pk=here.organisation_id)).lead

    assert main(["person", "erase", str(lead.pk), "--yes"]) == 1

    assert "name another safeguarding lead or deputy" in capsys.readouterr().err
    assert not people.is_erased(lead.pk)


def test_restrict_and_lift_as_the_law_wants_it(capsys: Told) -> None:
    person = PersonFactory()
    key = str(person.pk)
    assert main(["person", "lift", key]) == 1
    assert "not restricted" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["person", "restrict", key, "--because", "fun"])
    assert main(["person", "restrict", key, "--because", "accuracy", "--about", "the road"]) == 0
    assert main(["person", "restrict", key, "--because", "claim", "--json"]) == 0
    assert '"restriction"' in capsys.readouterr().out
    assert people.restricted() == {person.pk}

    assert main(["person", "erase", key, "--yes"]) == 1
    assert "lift comes first" in capsys.readouterr().err
    assert main(["person", "lift", key]) == 1
    assert "Tell the person first" in capsys.readouterr().err
    assert main(["person", "lift", key, "--told", "message"]) == 1
    assert "tell them another way" in capsys.readouterr().err
    assert main(["person", "lift", key, "--told", "post"]) == 1
    assert "may be lifted from" in capsys.readouterr().err
    with time_machine.travel(clock.now() + timedelta(days=8)):
        assert main(["person", "lift", key, "--json"]) == 0
    assert people.restricted() == frozenset()
    assert Restriction.objects.get().about == "the road"


def test_restrict_and_lift_at_once_after_a_call(capsys: Told) -> None:
    person = PersonFactory()
    main(["person", "restrict", str(person.pk), "--because", "objection", "--how", "in_person"])

    assert main(["person", "lift", str(person.pk), "--told", "phone"]) == 0

    assert "used again" in capsys.readouterr().out
    assert main(["person", "restrict", "nobody@example.org", "--because", "claim"]) == 2
