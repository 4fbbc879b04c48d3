"""`alongside import`: brings listings, postcodes and a mentoring service in, and takes a whole
import back."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from alongside.cli import django
from alongside.cli.conformance import came_as_json, came_as_lines

_FEW = 20


def add_parser(subparsers: Any) -> None:
    """Adds the command."""
    parser = subparsers.add_parser(
        "import",
        help="bring in groups, a mentoring service, an Open Referral UK file, or postcodes",
        description="Brings data in. Groups, a mentoring service and Open Referral UK files are "
        "only tried unless --apply is given: every row is read, and nothing is changed.",
        epilog="example: alongside import groups groups.csv --map map.yaml --apply",
    )
    kinds = parser.add_subparsers(dest="kind", required=True)
    oruk = _file_parser(kinds, "oruk", "an Open Referral UK v3 file", "feed.json")
    oruk.add_argument("--source", help="where it comes from (default: the file's name)")
    groups = _file_parser(kinds, "groups", "a table of groups", "groups.csv --map map.yaml")
    groups.add_argument(
        "--map", type=Path, help="what the columns mean (default: as `export groups` writes them)"
    )
    service = _file_parser(
        kinds, "mentoring", "the spreadsheet that runs a mentoring service", "service.xlsx"
    )
    service.add_argument(
        "--map", type=Path, help="what the columns mean (default: as the example is laid out)"
    )
    service.add_argument("--example", action="store_true", help="write the example to FILE instead")
    for one in (oruk, groups, service):
        one.add_argument("--apply", action="store_true", help="do it, not only try it")
        one.add_argument("--rejected", type=Path, help="write every rejected row to this CSV file")
        one.set_defaults(run=run_listings)
    _file_parser(kinds, "postcodes", "where postcodes are", "ONSPD.csv").set_defaults(
        run=run_postcodes
    )
    spis = _file_parser(
        kinds, "spis", "referrals by the Social Prescribing Information Standard 1.1", "r.json"
    )
    spis.add_argument("--apply", action="store_true", help="do it, not only try it")
    spis.set_defaults(run=run_spis)
    undo = kinds.add_parser(
        "undo", help="take a whole import back", epilog="example: alongside import undo ID"
    )
    undo.add_argument("id", help="the import's id, as it was printed")
    undo.add_argument("--json", action="store_true", help="tell the result as JSON")
    undo.set_defaults(run=run_undo)


def _file_parser(kinds: Any, name: str, what: str, example: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(
        name, help=f"bring in {what}", epilog=f"example: alongside import {name} {example}"
    )
    parser.add_argument("file", type=Path, help=what)
    parser.add_argument("--json", action="store_true", help="tell the result as JSON")
    return parser


def run_spis(args: argparse.Namespace) -> int:
    """0 when every referral was taken, 1 when one was rejected."""
    django.setup()
    from alongside.domain.referrals import public as referrals
    from alongside.foundation import clock
    from alongside.foundation.errors import Invalid

    try:
        done = referrals.import_spis(
            args.file.read_bytes(), apply=args.apply, actor=operator(), at=clock.now()
        )
    except Invalid as refused:
        raise django.Unusable(" ".join(refused.faults.values())) from refused
    except OSError as fault:
        raise django.Unusable(f"{args.file} cannot be read: {fault.strerror}.") from fault
    if args.json:
        rejected = [{"number": one.number, "why": one.why} for one in done.rejected]
        taken = [came_as_json(one) for one in done.taken]
        told = {"created": done.created, "known": done.known, "rejected": rejected, "taken": taken}
        print(json.dumps({"applied": args.apply, **told}, ensure_ascii=False))
    else:
        for line in (line for one in done.taken for line in came_as_lines(one)):
            print(line)
        for one in done.rejected:
            print(f"Referral {one.number} is rejected. {one.why}")
        verb = "brought in" if args.apply else "could be brought in (use --apply)"
        print(f"{done.created} {verb}, {done.known} here already, {len(done.rejected)} rejected.")
    return 1 if done.rejected else 0


def run_listings(args: argparse.Namespace) -> int:
    """0 when every row was taken, 1 when one was rejected or the file is no such file."""
    django.setup()
    from alongside.domain.interop import public as interop

    if getattr(args, "example", False):
        args.file.write_bytes(interop.example_workbook())
        print(f"Written: {args.file}. Nobody in it is real.")
        return 0
    from alongside.foundation import clock
    from alongside.foundation.errors import Invalid

    try:
        with args.file.open("rb") as body:
            run_id = interop.start_import(
                kind=args.kind,
                file_name=args.file.name,
                body=body,
                mapping=_mapping(args),
                dry=not args.apply,
                steward_id=steward(),
                actor=operator(),
                at=clock.now(),
                by_worker=False,
            )
    except Invalid as refused:
        raise django.Unusable(" ".join(refused.faults.values())) from refused
    except OSError as fault:
        raise django.Unusable(f"{args.file} cannot be read: {fault.strerror}.") from fault
    interop.carry_out(run_id, now=clock.now, told=_progress)
    _end_progress()
    return _tell(args, run_id, clock.now())


def run_postcodes(args: argparse.Namespace) -> int:
    """0 when every row was understood, 1 when one was refused."""
    django.setup()
    from dataclasses import asdict

    from alongside.domain.catalogue import public as catalogue
    from alongside.foundation import clock
    from alongside.foundation.errors import Invalid

    try:
        counts = catalogue.import_postcodes(args.file, actor=operator(), at=clock.now())
    except Invalid as refused:
        raise django.Unusable(" ".join(refused.faults.values())) from refused
    except OSError as fault:
        raise django.Unusable(f"{args.file} cannot be read: {fault.strerror}.") from fault
    if args.json:
        print(json.dumps(asdict(counts)))
    else:
        print(
            f"Rows read: {counts.read}; {counts.added} added, {counts.changed} changed, "
            f"{counts.unchanged} unchanged, {counts.refused} refused."
        )
        for wrong in counts.faults_kept[:_FEW]:
            print(f"  row {wrong.row}, {wrong.field}: {wrong.reason}", file=sys.stderr)
    return 1 if counts.refused else 0


def run_undo(args: argparse.Namespace) -> int:
    """0 when all of it was taken back, 1 when something was left because of what was done since."""
    django.setup()
    from alongside.domain.interop import public as interop
    from alongside.foundation import clock
    from alongside.foundation.errors import Conflict, NotFound
    from alongside.journeys import import_undo

    try:
        run_id = UUID(args.id)
        import_undo.undo_now(run_id, actor=operator(), now=clock.now)
    except (ValueError, NotFound) as missing:
        raise django.Unusable("There is no import with that id.") from missing
    except Conflict as fault:
        run = interop.run(run_id, actor=operator(), at=clock.now())
        why = _NO_UNDO.get(run.state) or "it was a try, and changed nothing"
        raise django.Unusable(f"This import cannot be undone: {why}.") from fault
    run = interop.run(run_id, actor=operator(), at=clock.now())
    if args.json:
        print(json.dumps({"id": str(run_id), "undone": run.undone, "kept": run.kept}))
    else:
        print(f"{run.undone} taken back, {run.kept} left because of what was done since.")
        for row in interop.rows(run_id, outcome="kept", limit=_FEW, actor=operator()):
            where = f"{row.sheet}, " if row.sheet else ""
            print(f"  {where}row {row.number}: {row.kept_because}", file=sys.stderr)
    return 1 if run.kept else 0


_NO_UNDO = {
    "undone": "it was undone before",
    "undoing": "it is being undone now",
    "running": "it is still running; wait until it is done",
}


def operator() -> Any:
    """Who acts when the command line does."""
    from alongside.foundation.actor import system

    return system("import")


def steward() -> UUID:
    """The organisation whose service this is. Raises Unusable before there is one."""
    from django.db import DatabaseError

    from alongside.domain.people import public as people

    try:
        service = people.service()
    except DatabaseError as fault:
        raise django.Unusable("The database is not ready. Run `alongside upgrade`.") from fault
    if service is None:
        raise django.Unusable("There is no service here yet. Run `alongside init`.")
    return service.organisation_id


def _mapping(args: argparse.Namespace) -> dict[str, Any]:
    from alongside.domain.interop import public as interop

    if args.kind == interop.ORUK:
        return {"source": args.source or args.file.stem}
    ours = args.kind == interop.MENTORING
    if args.map is None:
        return interop.example_mapping() if ours else interop.default_mapping()
    read = interop.read_service_mapping if ours else interop.read_mapping
    try:
        return read(args.map.read_bytes())
    except OSError as fault:
        raise django.Unusable(f"{args.map} cannot be read: {fault.strerror}.") from fault


def _progress(read: int) -> None:
    print(f"\rRows read: {read}", end="", file=sys.stderr, flush=True)


def _end_progress() -> None:
    print(file=sys.stderr)


def _tell(args: argparse.Namespace, run_id: UUID, at: datetime) -> int:
    from alongside.domain.interop import public as interop

    run = interop.run(run_id, actor=operator(), at=at)
    rejected = interop.rows(run_id, limit=_FEW, actor=operator())
    if args.rejected:
        args.rejected.write_bytes(b"".join(interop.rejected_csv(run_id, actor=operator())))
    names = ("read", "created", "changed", "unchanged", "rejected", "with_notes")
    counts = {name: getattr(run, name) for name in names}
    if args.json:
        told = {"id": str(run_id), "dry": run.dry, "state": run.state, **counts}
        print(json.dumps(told | {"fault": run.fault}))
    else:
        print(
            f"Rows read: {run.read}; {run.created} created, {run.changed} changed, "
            f"{run.unchanged} unchanged, {run.rejected} rejected."
        )
        if run.with_notes:
            came = "would come in" if run.dry else "came in"
            print(f"{run.with_notes} {came} with something left out or lacking:")
            _tell_notes(run_id, run.with_notes)
        if run.dry:
            print("Nothing was changed: add --apply to do it.")
        elif run.created or run.changed:
            print(f"To undo: alongside import undo {run_id}")
        else:
            print("Nothing was changed.")
        for row in rejected:
            where = f"{row.sheet}, " if row.sheet else ""
            print(f"  {where}row {row.number}, {row.field}: {row.reason}", file=sys.stderr)
        if run.rejected > len(rejected):
            print("  … add --rejected FILE.csv for all of them", file=sys.stderr)
    if run.fault:
        print(f"alongside: {run.fault}", file=sys.stderr)
    return 1 if run.rejected or run.fault else 0


def _tell_notes(run_id: UUID, many: int) -> None:
    """Of whom something was left out, by sheet and row: who runs it looks there, as the answer of
    a command is no place for names."""
    from alongside.domain.interop import public as interop

    notes = interop.rows(run_id, outcome="notes", limit=_FEW, actor=operator())
    for row in notes:
        where = f"{row.sheet}, " if row.sheet else ""
        print(f"  {where}row {row.number}: {row.reason}")
    if many > len(notes):
        print("  … the page of this import has all of them")
