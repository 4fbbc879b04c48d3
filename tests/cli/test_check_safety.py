"""`alongside check` says who is missing, what is overdue, and that the help page needs a review."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
import yaml

from alongside.cli.checks.safety import safety_lines
from alongside.domain.people.models import Membership
from alongside.domain.safety.models import SafetySetup
from alongside.web.shared import help_now as help_page
from factories.safety import MONDAY, Team, told

pytestmark = pytest.mark.django_db


def _lines() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in safety_lines():
        found.setdefault(line.subject, []).append(line.level)
        assert line.level == "PASS" or line.remedy
    return found


def test_a_service_that_is_whole_passes_but_for_the_review() -> None:
    with time_machine.travel(MONDAY, tick=False):
        Team()

        assert _lines() == {
            **{name: ["PASS"] for name in ("safety", "worries", "readers", "sealed")},
            "Need help now": ["WARN"],
        }


def test_a_role_that_ended_fails_an_open_service_and_warns_one_that_is_not() -> None:
    with time_machine.travel(MONDAY, tick=False):
        team = Team()
        Membership.objects.filter(person=team.deputy).update(ended_at=MONDAY)
        assert _lines()["safety"] == ["FAIL"]

        SafetySetup.objects.update(live_at=None)
        assert _lines()["safety"] == ["WARN"]


def test_a_worry_that_is_overdue_fails() -> None:
    with time_machine.travel(MONDAY, tick=False):
        Team()
        told(danger_now=True)
    with time_machine.travel(MONDAY + timedelta(hours=2), tick=False):
        assert _lines()["worries"] == ["FAIL"]


def test_a_worry_without_a_reader_fails() -> None:
    with time_machine.travel(MONDAY, tick=False):
        team = Team()
        told(kept_from=team.lead.pk)
        Membership.objects.filter(person=team.deputy).update(ended_at=MONDAY)

        assert _lines()["readers"] == ["FAIL"]


def test_worries_that_the_key_does_not_open_fail(settings: Any) -> None:
    with time_machine.travel(MONDAY, tick=False):
        Team()
        told()
        settings.SECRET_KEY = "another key, of another deployment altogether"

        assert _lines()["sealed"] == ["FAIL"]


def test_a_demo_is_not_asked_for_a_review() -> None:
    with time_machine.travel(MONDAY, tick=False):
        Team(kind="demo")

        assert "Need help now" not in _lines()


@pytest.mark.parametrize(
    ("review_by", "reviewed"), [(None, False), ("2026-11-22", False), ("2026-11-23", True)]
)
def test_a_review_counts_until_its_day(
    tmp_path: Path, review_by: str | None, reviewed: bool
) -> None:
    content = yaml.safe_load(help_page.FILE.read_text(encoding="utf-8"))
    content |= {
        "reviewed_by": review_by and "Dr A. N. Other, general practitioner",
        "reviewed_on": review_by and "2026-01-01",
        "review_by": review_by,
    }
    file = tmp_path / "help_now.yaml"
    file.write_text(yaml.safe_dump(content), encoding="utf-8")

    assert help_page.read_help(file).reviewed(date(2026, 11, 23)) is reviewed
