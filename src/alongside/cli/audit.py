"""`alongside audit verify`: does the log hold together?"""

from __future__ import annotations

import argparse
import json
from typing import Any

from alongside.cli import django


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "audit",
        help="check that the audit log is whole",
        description="Walks every organisation's chain and names a changed, missing or added row.",
        epilog="example: alongside audit verify",
    )
    actions = parser.add_subparsers(dest="action", required=True)
    verify = actions.add_parser("verify", help="walk the chains", epilog="alongside audit verify")
    verify.add_argument("--json", action="store_true", help="tell the result as JSON")
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """0 when every chain holds, 1 when one does not."""
    django.setup()
    from alongside.foundation import audit
    from alongside.foundation.models import AuditRow

    rows = AuditRow.objects.count()
    faults = list(audit.verify())
    if args.json:
        told = [{"chain": item.chain, "row": item.sequence, "what": item.what} for item in faults]
        print(json.dumps({"rows": rows, "faults": told}))
    elif faults:
        for item in faults:
            print(f"FAIL  chain {item.chain}, row {item.sequence}: {item.what}")
    else:
        print(f"PASS  {rows} rows, every chain holds.")
    return 1 if faults else 0
