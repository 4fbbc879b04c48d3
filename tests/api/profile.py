"""The official test profile of Open Referral UK, interpreted: its tests are data.

Each test asks an address, checks the answer against a JSON schema, and, for lists, the rules of
pagination: five a page; the first page, up to three in the middle, the last; the flags and sizes
right; every page full but the last. An identifier out of a list is then asked for by itself.
"""

from __future__ import annotations

import json
import random
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

PER_PAGE = 5


@dataclass
class Outcome:
    """One test of the profile and what was wrong."""

    name: str
    faults: list[str] = field(default_factory=list)


class Profile:
    """The profile in `folder`, run against the feed at `base`."""

    def __init__(self, folder: Path, base: str, seed: int = 1) -> None:
        self.base = base.rstrip("/")
        self.profile = json.loads((folder / "HSDS-UK-3.0.json").read_text())
        self.folder = folder
        self.random = random.Random(seed)
        self.saved: dict[str, list[str]] = {}
        schemas = (folder / "V3.0-UK").glob("*.json")
        self.registry: Registry = Registry().with_resources(
            [
                (name, Resource.from_contents(content, default_specification=DRAFT202012))
                for path in schemas
                for content in [json.loads(path.read_text())]
                for name in (path.name, f"V3.0-UK/{path.name}")
            ]
        )

    def run(self) -> list[Outcome]:
        """Every test of the profile, in its order."""
        return [self._test(test) for group in self.profile["testGroups"] for test in group["tests"]]

    def _test(self, test: dict[str, Any]) -> Outcome:
        outcome = Outcome(test["name"] + " " + test["endpoint"])
        address = test["endpoint"]
        if "useIdFrom" in test:
            known = self.saved.get(test["useIdFrom"], [])
            if not known:
                outcome.faults.append("no identifier to ask for")
                return outcome
            address += self.random.choice(known)
        elif test.get("pagination"):
            outcome.faults += self._pages(test)
            return outcome
        outcome.faults += self._checked(address, test["schema"])[1]
        return outcome

    def _pages(self, test: dict[str, Any]) -> Iterator[str]:
        endpoint = test["endpoint"]
        first, faults = self._checked(f"{endpoint}?page=1&per_page={PER_PAGE}", test["schema"])
        yield from faults
        if not isinstance(first, dict):
            return
        pages = first.get("total_pages", 0)
        middle = range(2, pages)
        chosen = sorted(self.random.sample(middle, min(3, len(middle))))
        yield from _page_faults(first, 1, pages)
        for number in [*chosen, *([pages] if pages > 1 else [])]:
            page, faults = self._checked(
                f"{endpoint}?page={number}&per_page={PER_PAGE}", test["schema"]
            )
            yield from faults
            yield from _page_faults(page, number, pages)
        if test.get("saveIds"):
            found = [item["id"] for item in first.get(test["saveIdField"], []) if "id" in item]
            self.saved[f"{endpoint}-id"] = found

    def _checked(self, address: str, schema: str) -> tuple[Any, list[str]]:
        try:
            with urllib.request.urlopen(self.base + address, timeout=20) as answer:
                body, headers = json.load(answer), answer.headers
        except (urllib.error.HTTPError, ValueError) as fault:
            return None, [f"{address}: {fault}"]
        faults = []
        if headers.get("Access-Control-Allow-Origin") != "*":
            faults.append(f"{address}: no open origin")
        validator = Draft202012Validator(
            {"$ref": schema}, registry=self.registry, format_checker=FormatChecker()
        )
        faults += [
            f"{address}: {error.json_path} {error.message}" for error in validator.iter_errors(body)
        ]
        return body, faults


def _page_faults(page: Any, number: int, pages: int) -> Iterator[str]:
    contents = page.get("contents") if isinstance(page, dict) else None
    if not isinstance(contents, list):
        yield f"page {number} has no contents"
        return
    wanted = {
        "page_number": number,
        "total_pages": pages,
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": not contents,
        "size": len(contents),
    }
    for name, value in wanted.items():
        if page.get(name) != value or isinstance(page.get(name), bool) != isinstance(value, bool):
            yield f"page {number}: {name} is {page.get(name)!r}, not {value!r}"
    if number != pages and len(contents) != PER_PAGE:
        yield f"page {number} holds {len(contents)}"
    if -(-page.get("total_items", -1) // PER_PAGE) != pages:
        yield f"page {number}: total_items does not fit total_pages"
