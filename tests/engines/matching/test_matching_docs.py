"""The explanation of the matching says what the engine does."""

from __future__ import annotations

import json
import re

from alongside.engines.geo import distance_km
from alongside.engines.matching import match, parse_problem
from alongside.engines.matching._rules import RULES
from engines.matching import populations as p
from support import ROOT

PAGE = (ROOT / "docs" / "explanation" / "how-matching-works.md").read_text("utf-8")
(PROBLEM,) = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


def test_worked_example_is_worked_out_again() -> None:
    answer = match(parse_problem(PROBLEM))

    (pair,) = answer.pairs
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (\d+) \|$", PAGE, re.MULTILINE)
    assert dict(pair.parts) == {name: int(points) for name, points in rows}
    assert f"| **score** | | **{pair.score}** |" in PAGE
    assert f"Its reasons: {', '.join(f'*{reason}*' for reason in pair.reasons)}." in PAGE
    assert f"The difference: *{pair.difference}*." in PAGE
    mentee, mentor = PROBLEM["mentees"][0], PROBLEM["mentors"][0]
    metres = 1_000 * distance_km(mentee["lat"], mentee["lon"], mentor["lat"], mentor["lon"])
    assert f"{metres:,.0f} metres apart" in PAGE


def test_every_weight_in_the_table_is_the_one_used() -> None:
    """One of each at the very place; then more than count."""
    told = dict(
        re.findall(r"^\| `(\w+)` \| (.+) \|$", PAGE.split("## Then")[1].split("## Who")[0], re.M)
    )
    many = [f"name_{n}" for n in range(6)]
    lists = ("conditions", "treatments", "times", "languages", "interests")
    place = {"lat": 52.2, "lon": -2.2, "age": 40}

    def parts(count: int) -> dict[str, int]:
        some = {name: many[:count] for name in lists} | place
        mentee = p.mentee(**some, help_with=many[:count])
        mentor = p.mentor(**some, can_share=many[:count])
        return p.answer(p.problem([mentee], [mentor]))["pairs"][0]["parts"]

    one, six = parts(1), parts(6)

    assert list(told) == list(one)
    for name, row in told.items():
        numbers = [int(text) for text in re.findall(r"\d+", row)]
        assert numbers[0] == one[name]
        if "at most" in row:
            each, most = (numbers[1], numbers[2]) if len(numbers) == 3 else numbers
            assert six[name] == one[name] + each * (most - 1)
    away = p.mentor(lat=52.2 + 1.05 / 111.195, lon=-2.2, age=42)
    less = p.answer(p.problem([p.mentee()], [away]))["pairs"][0]["parts"]
    assert "less 2 for each whole 100 metres" in told["distance"]
    assert less["distance"] == 300 - 2 * 10
    assert "less 5 for each year" in told["life_stage"]
    assert less["life_stage"] == 100 - 5 * 2


def test_every_rule_is_in_the_table() -> None:
    table = PAGE.split("## First")[1].split("## Then")[0]

    assert set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)) == set(RULES)
