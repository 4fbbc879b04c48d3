"""The command `alongside`.

Each command is a module with ``add_parser(subparsers)``, which makes its parser and sets ``run``
to a function that takes the parsed arguments and returns the exit code: 0 done, 1 something
refused, 2 unusable. A module is imported only when its command is asked for (all of them for the
help), and imports Django, if it needs it, inside ``run``.
"""

from __future__ import annotations

import argparse
import importlib
import os
import signal
import sys
from collections.abc import Callable, Sequence

from alongside.cli.django import Unusable, complain

COMMANDS = {
    "demo": "alongside.cli.demo",
    "init": "alongside.cli.init",
    "serve": "alongside.cli.serve",
    "worker": "alongside.cli.worker",
    "check": "alongside.cli.check",
    "backup": "alongside.cli.backup",
    "restore": "alongside.cli.restore",
    "upgrade": "alongside.cli.upgrade",
    "audit": "alongside.cli.audit",
    "import": "alongside.cli.imports",
    "export": "alongside.cli.exports",
    "person": "alongside.cli.person",
    "rank": "alongside.cli.engines.rank",
    "match": "alongside.cli.engines.match",
    "score": "alongside.cli.engines.score",
    "bench": "alongside.cli.bench.command",
}
"""Which module holds which command. A new command is a line here."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    asked = [arguments[0]] if arguments and arguments[0] in COMMANDS else list(COMMANDS)
    parsed = parser_of(asked).parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    try:
        code = run(parsed)
        sys.stdout.flush()
    except Unusable as fault:
        return complain(str(fault))
    except BrokenPipeError:
        # Whoever read us has had enough (`| head`). Python would complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 128 + signal.SIGINT
    return code


def parser_of(commands: Sequence[str]) -> argparse.ArgumentParser:
    """The parser of these commands; their modules are imported."""
    parser = argparse.ArgumentParser(
        prog="alongside",
        description="Software for peer support.",
        epilog="`alongside COMMAND --help` tells more of each, with an example.",
    )
    subparsers = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in commands:
        importlib.import_module(COMMANDS[name]).add_parser(subparsers)
    return parser


if __name__ == "__main__":
    sys.exit(main())
