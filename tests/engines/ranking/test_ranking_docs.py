"""The explanation of the ranking says what the engine does."""

from __future__ import annotations

import json
import re

from alongside.engines.ranking import parse_need, search
from engines.ranking import populations as p
from engines.ranking import reference
from support import ROOT

PAGE = (ROOT / "docs" / "explanation" / "how-ranking-works.md").read_text("utf-8")
NEED, LISTING = (json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL))


def test_worked_example_is_worked_out_again() -> None:
    result = search(p.index_of([LISTING]), parse_need(NEED)).results[0]

    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (\d+) \|$", PAGE, re.MULTILINE)
    assert dict(result.parts) == {name: int(points) for name, points in rows}
    assert f"| **score** | | **{result.score}** |" in PAGE
    assert f"Its reasons: {', '.join(f'*{reason}*' for reason in result.reasons)}." in PAGE
    metres = reference.great_circle_km(LISTING, NEED) * 1_000
    assert f"A group {metres:,.0f} metres away" in PAGE


def test_every_weight_in_the_table_is_the_one_used() -> None:
    """A group at the very place, checked that very day, with one of each."""
    need = {**NEED, "size": "small", "languages": ["en"]}
    record = {**LISTING, "interests": ["walking"], "assured_on": NEED["on"]}
    record |= {"lat": NEED["lat"], "lon": NEED["lon"]}
    ways = [record, {**record, "modes": ["online"]}, {**record, "modes": ["phone"], **NOWHERE}]

    used = [p.answer([way], need)["results"][0]["parts"] for way in ways]

    table = PAGE.split("## Then: the score")[1].split("So a language")[0]
    rows = re.findall(r"^\| `(\w+)`[^|]*\| (.+) \|$", table, re.MULTILINE)
    told = [(name, [number(text) for text in re.findall(r"[\d,]*\d", row)]) for name, row in rows]
    assert told[0] == ("distance", [used[0]["distance"], 10, 100])
    assert told[1] == ("distance", [used[1]["distance"], 1, 500, used[2]["distance"]])
    assert {name: numbers[0] for name, numbers in told[2:]} == {
        name: points for name, points in used[0].items() if name != "distance"
    }


NOWHERE = {"lat": None, "lon": None}


def number(text: str) -> int:
    return int(text.replace(",", ""))
