"""Vendored files are what they were, and nothing that a page loads calls another host."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "src/alongside/web/shared/static"
VENDORED = [STATIC / "vendor", ROOT / "tests/browser/vendor"]

REMOTE = re.compile(
    r"""(?:url\(\s*|@import\s+|\bsrc\s*=\s*|\bfetch\(\s*|\bimport\s*\(?\s*|sourceMappingURL=)"""
    r"""["']?\s*(?:https?:)?//""",
    re.IGNORECASE,
)


def served_files() -> list[Path]:
    return sorted(p for p in STATIC.rglob("*") if p.suffix in {".css", ".js", ".svg"})


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("folder", VENDORED, ids=name_of)
def test_vendored_files_match_their_checksums(folder: Path) -> None:
    listed = dict(
        reversed(line.split("  ", 1))
        for line in (folder / "CHECKSUMS.sha256").read_text().splitlines()
    )

    found = {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in folder.rglob("*")
        if p.is_file() and p.name != "CHECKSUMS.sha256"
    }

    assert found == listed


@pytest.mark.parametrize("path", served_files(), ids=name_of)
def test_served_file_names_no_other_host(path: Path) -> None:
    text = path.read_text()

    assert not REMOTE.search(text)
    assert "nhs.uk" not in text
    assert "Frutiger" not in text


@pytest.mark.parametrize(
    "bad",
    [
        "a{background:url(https://example.org/a.png)}",
        "@import '//example.org/a.css';",
        'fetch("https://example.org")',
        "//# sourceMappingURL=//example.org/a.map",
    ],
)
def test_remote_addresses_would_be_found(bad: str) -> None:
    assert REMOTE.search(bad)


@pytest.mark.parametrize(
    "path", [p for p in served_files() if p.suffix in {".css", ".js"}], ids=name_of
)
def test_addresses_in_served_file_lead_to_a_file(path: Path) -> None:
    text = path.read_text()

    assert "sourceMappingURL" not in text
    for address in re.findall(r"url\(([^)]+)\)", text):
        target = address.strip("\"'")
        if not target.startswith(("data:", "#")):
            assert (path.parent / target).is_file(), address


def test_every_direct_requirement_is_named_with_its_version() -> None:
    table = (ROOT / "THIRD_PARTY.md").read_text()
    pins = re.findall(
        r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==(\S+)",
        (ROOT / "requirements/dev.txt").read_text(),
        re.MULTILINE,
    )
    asked = {
        match[1].lower()
        for kind in ("core", "dev")
        for line in (ROOT / f"requirements/{kind}.in").read_text().splitlines()
        if (match := re.match(r"([A-Za-z0-9_.-]+)", line)) and not line.startswith("-")
    }

    # A package may be pinned once for each version of Python.
    unnamed = {
        f"{name} {version}"
        for name, version in pins
        if name in asked and f"| {name} | {version} |" not in table.lower()
    }

    assert asked <= {name for name, _ in pins}
    assert unnamed == set()
