"""What a visitor of the demo reads does not contradict itself."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def ask(county: Path) -> Any:
    """Asks the county's database, which is not written to."""
    with sqlite3.connect(f"file:{county / 'alongside.sqlite3'}?mode=ro", uri=True) as database:
        yield lambda query: database.execute(query).fetchall()


def test_nobody_has_the_name_of_another(ask: Any) -> None:
    names = Counter(name for (name,) in ask("SELECT name FROM people_person"))

    # One is introduced twice, to be found as perhaps the same person.
    assert {name for name, times in names.items() if times > 1} <= {"Gareth Pugh"}


def test_practices_have_codes_that_no_real_one_has(ask: Any) -> None:
    codes = [code for (code,) in ask("SELECT code FROM people_practice")]

    assert len(codes) == 28
    assert all(code.startswith("Z9D") and len(code) <= 6 for code in codes)


def test_not_everybody_got_what_they_wanted(ask: Any) -> None:
    ends = Counter(
        end for (end,) in ask("SELECT outcome FROM referrals_referral WHERE outcome<>''")
    )

    assert len(ends) >= 5
    assert ends["supported"] > 5


def test_nobody_spoke_with_who_told_a_worry_without_a_name(ask: Any) -> None:
    spoken = ask(
        "SELECT may_contact FROM safety_concern WHERE id IN"
        " (SELECT concern_id FROM safety_step WHERE kind='spoke')"
    )

    assert spoken
    assert all(may for (may,) in spoken)


def test_two_stories_may_be_shown_and_one_was_taken_back(ask: Any) -> None:
    shown = ask("SELECT words FROM outcomes_story WHERE read_at IS NOT NULL")
    taken = ask("SELECT count(*) FROM foundation_auditrow WHERE action='story.taken_back'")

    assert len(shown) == 2
    assert all(words for (words,) in shown)
    assert taken == [(1,)]
