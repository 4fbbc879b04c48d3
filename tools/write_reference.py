"""Writes the reference pages that are drawn from the code: the command line and the settings.

Run it after changing a command or a setting:  python tools/write_reference.py
A test compares the pages with what this would write.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from alongside.cli.main import COMMANDS, parser_of
from alongside.config.environment import SETTINGS

REFERENCE = Path(__file__).resolve().parent.parent / "docs" / "reference"


def cli_page() -> str:
    """The page about the command `alongside`."""
    os.environ["COLUMNS"] = "96"
    top = parser_of(list(COMMANDS))
    parts = [
        "# The command `alongside`",
        "",
        "Drawn from the code by `tools/write_reference.py`; do not edit by hand.",
        "",
        "Every command ends with 0 when it is done, 1 when something was refused (a row, a check, "
        "an archive that is not equal) and 2 when it could not be used at all. With `--json` there "
        "is JSON alone on standard output; everything meant for people goes to standard error.",
    ]
    for name, parser in _subparsers(top):
        parts += ["", f"## alongside {name}", "", "```", parser.format_help().rstrip(), "```"]
        for inner, subparser in _subparsers(parser):
            parts += ["", f"### alongside {name} {inner}", ""]
            parts += ["```", subparser.format_help().rstrip(), "```"]
    return "\n".join(parts) + "\n"


def settings_page() -> str:
    """The page about the settings."""
    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else '(empty)'} "
        f"| {setting.meaning} |"
        for setting in SETTINGS
    ]
    return (
        "# Settings\n\n"
        "Drawn from the code by `tools/write_reference.py`; do not edit by hand.\n\n"
        "Every setting is an environment variable. What the environment does not say is read from "
        "`alongside.env` in the var folder, which `alongside init` and `alongside demo` write. "
        "A real service does not start without a secret key, host names and HTTPS.\n\n"
        "| Setting | Default | What it decides |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


PAGES = {"cli.md": cli_page, "settings.md": settings_page}


def _subparsers(parser: argparse.ArgumentParser) -> list[tuple[str, argparse.ArgumentParser]]:
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return list(action.choices.items())
    return []


if __name__ == "__main__":
    for name, page in PAGES.items():
        (REFERENCE / name).write_text(page(), encoding="utf-8")
