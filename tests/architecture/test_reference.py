"""The reference pages say what the code does, and every command has an example."""

from __future__ import annotations

import pytest
import write_reference

from alongside.cli.main import COMMANDS, parser_of


@pytest.mark.parametrize("name", sorted(write_reference.PAGES))
def test_reference_page_is_what_the_code_says(name: str) -> None:
    written = (write_reference.REFERENCE / name).read_text(encoding="utf-8")

    assert written == write_reference.PAGES[name](), "run: python tools/write_reference.py"


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_command_help_has_an_example(name: str) -> None:
    (_, parser), *_ = write_reference._subparsers(parser_of([name]))

    assert "alongside" in (parser.epilog or "")
