"""`alongside bench WHAT`: one module for each thing that is measured.

A bench is a module with ``add_options(parser)`` and ``run(args)``, which returns the exit code;
``args.json`` asks for JSON alone on standard output.
"""

from __future__ import annotations

import argparse
import importlib
from typing import Any

BENCHES = {
    "matching": "everybody who waits matched with a mentor, beside OR-Tools",
    "ranking": "listings ranked for a need, beside a tuned PostgreSQL",
    "today": "a coordinator's Today with 5,000 open introductions, beside an empty Django view",
    "web": "public pages a second, beside an empty Django view",
}
"""What is measured, and beside what. Each has the module of its name."""


def add_parser(subparsers: Any) -> None:
    """Add `bench` to the commands."""
    parser = subparsers.add_parser(
        "bench",
        help="measure how fast Alongside is here",
        description="Measure how fast Alongside is on this machine.",
        epilog="example: alongside bench ranking --listings 10000",
    )
    benches = parser.add_subparsers(dest="bench", metavar="WHAT", required=True)
    for name, measured in BENCHES.items():
        module = importlib.import_module(f"alongside.cli.bench.{name}")
        bench = benches.add_parser(
            name,
            help=measured,
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_options(bench)
        bench.add_argument("--json", action="store_true", help="the table as JSON")
        bench.set_defaults(run=module.run)
