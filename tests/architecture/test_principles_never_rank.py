"""Nothing ranks, scores or filters groups by principle: a signature is shown, never counted.

Read in the source: what finds and orders names no principle at all, and outside the principles' own
files no query looks at signatures or answers. Seen from outside: signing changes no result.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from alongside.domain.directory import public as directory
from factories.catalogue import fill
from factories.directory import AT, SYSTEM, content, listed, organisation
from support import ROOT

SOURCE = ROOT / "src/alongside"
DIRECTORY = SOURCE / "domain/directory"
FINDS = sorted(
    [
        *SOURCE.glob("engines/**/*.py"),
        *SOURCE.glob("cli/engines/**/*.py"),
        *DIRECTORY.glob("search*.py"),
        *DIRECTORY.glob("finding*.py"),
        *DIRECTORY.glob("queries/finding*.py"),
        *DIRECTORY.glob("queries/feed*.py"),
        DIRECTORY / "publication.py",
    ]
)
NAMES_A_PRINCIPLE = re.compile(r"principle|sign_?up|signator|signature", re.IGNORECASE)
# Where signatures are read, one listing at a time, to be shown, signed or withdrawn.
MAY_ASK = {
    "actions/principles.py",
    "queries/principles.py",
    "queries/listings.py",  # the signatures that a page shows
    "queries/drafts.py",  # the task list of one listing
    "queries/personal.py",  # a person's own copy of what they signed
    "actions/erasing.py",  # and taking their name out of it
}
QUERIES = {"filter", "exclude", "order_by", "annotate", "alias", "aggregate", "get", "values"}


def words_of(source: str) -> Iterator[str]:
    """Every name and every text of a module but its descriptions: comments may speak freely."""
    tree = ast.parse(source)
    described = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if id(node) in described:
            continue
        for value in vars(node).values():
            if isinstance(value, str):
                yield value


def queries_on_signatures(source: str) -> list[int]:
    """The lines on which a query or a sort names a principle or a signature."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if name in QUERIES | {"sorted", "sort", "min", "max"}:
            said = ast.unparse(ast.Tuple([*node.args, *(key.value for key in node.keywords)]))
            said += " ".join(key.arg or "" for key in node.keywords)
            said += ast.unparse(node.func)
            if re.search(r"sign_?ups?\b|SignUp|PrincipleAnswer|principle_answers|sign_ups__", said):
                found.append(node.lineno)
    return found


@pytest.mark.parametrize("path", FINDS, ids=lambda path: str(path.relative_to(SOURCE)))
def test_what_finds_and_orders_names_no_principle(path: Path) -> None:
    named = {word for word in words_of(path.read_text()) if NAMES_A_PRINCIPLE.search(word)}

    assert named == set()


def test_there_is_something_that_finds() -> None:
    assert {"search.py", "finding.py", "publication.py"} <= {path.name for path in FINDS}


def test_no_query_elsewhere_looks_at_signatures() -> None:
    asked = {
        str(path.relative_to(SOURCE)): lines
        for path in SOURCE.rglob("*.py")
        if not (path.is_relative_to(DIRECTORY) and str(path.relative_to(DIRECTORY)) in MAY_ASK)
        and (lines := queries_on_signatures(path.read_text()))
    }

    assert asked == {}


@pytest.mark.parametrize(
    "source",
    [
        "Listing.objects.filter(sign_ups__withdrawn_on=None)",
        "Listing.objects.order_by('-sign_ups')",
        "sorted(found, key=lambda one: len(one.sign_ups))",
        "rows.annotate(signed=Count('sign_ups'))",
        "SignUp.objects.values('listing')",
    ],
)
def test_a_query_on_signatures_would_be_found(source: str) -> None:
    assert queries_on_signatures(source)


@pytest.mark.django_db
def test_signing_changes_no_result() -> None:
    fill()
    steward = organisation()
    keys = [listed(steward, content(name=f"Circle {number}")).listing_id for number in range(4)]
    need = directory.parse_need({"lat": 52.2, "lon": -2.2, "max_km": 50, "on": "2026-11-23"})

    def results() -> list[tuple[object, ...]]:
        found = directory.find(need, at=AT).results
        return [(one.listing.id, one.score, one.parts, one.reasons) for one in found]

    before = results()
    for number, key in enumerate(keys[2:]):
        directory.sign_up(
            key,
            principle_set="six-for-type-1-diabetes",
            signatory=f"Host {number}",
            actor=SYSTEM,
            at=AT,
        )

    assert results() == before
    assert len(before) == 4
