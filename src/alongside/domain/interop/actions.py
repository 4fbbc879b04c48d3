"""Starting, cancelling, resuming and undoing import runs.

A run is carried out by the worker, or (`by_worker=False`) by the caller, who then calls
`carry_out`: so the command line shows its own progress.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.interop import files, rules, tasks
from alongside.domain.interop.groups.mapping import check_mapping
from alongside.domain.interop.mentoring.mapping import check_service_mapping
from alongside.domain.interop.models import ImportRun
from alongside.domain.interop.queries.runs import is_stalled, visible_run
from alongside.domain.interop.records import GROUPS, MENTORING, ORUK
from alongside.domain.interop.runner import stop
from alongside.domain.interop.states import RunState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid, Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def start_import(
    *,
    kind: str,
    file_name: str,
    body: BinaryIO,
    mapping: Mapping[str, Any],
    steward_id: UUID,
    actor: Actor,
    at: datetime,
    dry: bool = True,
    by_worker: bool = True,
) -> UUID:
    """A new run over the file; dry unless told otherwise. Returns its id.

    `kind` is oruk (the mapping holds `source` alone), groups or mentoring (a whole map). Raises
    Refused unless the actor coordinates at the steward; Invalid for a map that is none."""
    if not rules.may_import(actor, steward_id):
        raise Refused("only a coordinator of the steward imports")
    checked = _checked(kind, mapping)
    files.forget_old(at)
    digest = files.keep(body)
    with unit(actor=actor, at=at) as work:
        run = ImportRun.objects.create(
            kind=kind,
            dry=dry,
            file_name=files.plain_name(file_name),
            digest=digest,
            mapping=checked,
            steward_id=steward_id,
            started_by_id=actor.person_id,
            started_at=at,
        )
        work.audit("importrun.begun", run, organisation_id=steward_id, fields=("file_name",))
    if by_worker:
        tasks.carry_out.enqueue(str(run.pk))
    return run.pk


def apply_run(run_id: UUID, *, actor: Actor, at: datetime, by_worker: bool = True) -> UUID:
    """A new run, not dry, over the file of a dry run that is done. Returns the new run's id.

    Pressed twice it is one: while the file is being brought in, that run's id is given back. Raises
    NotFound, and Conflict when the run was not a dry one or is not done."""
    run = visible_run(run_id, actor=actor)
    source = files.kept(run.digest)
    if not run.dry or run.state != RunState.DONE:
        raise Conflict("only a dry run that is done can be brought in")
    if source is None:
        raise Invalid({"file": _("The file is not kept any more. Upload it again.")})
    with unit(actor=actor, at=at) as work:
        _locked(run_id, actor)
        going = ImportRun.objects.filter(
            dry=False,
            digest=run.digest,
            steward_id=run.steward_id,
            state__in=(RunState.WAITING, RunState.RUNNING),
        ).first()
        if going is not None:
            return going.pk
        new = ImportRun.objects.create(
            kind=run.kind,
            dry=False,
            file_name=run.file_name,
            digest=run.digest,
            mapping=run.mapping,
            steward_id=run.steward_id,
            started_by_id=actor.person_id,
            started_at=at,
        )
        work.audit("importrun.begun", new, organisation_id=run.steward_id, fields=("dry",))
    if by_worker:
        tasks.carry_out.enqueue(str(new.pk))
    return new.pk


def cancel(run_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Ends a waiting run now, a running one after its batch. Raises NotFound, Conflict."""
    with unit(actor=actor, at=at) as work:
        run = _locked(run_id, actor)
        if run.state == RunState.WAITING or is_stalled(run, at):
            if run.state == RunState.UNDOING:
                raise Conflict("an undo is not cancelled")
            move(run, "cancel", work=work, organisation_id=run.steward_id)
            ImportRun.objects.filter(pk=run.pk).update(ended_at=at)
        elif run.state == RunState.RUNNING:
            ImportRun.objects.filter(pk=run.pk).update(cancel_asked=True)
            work.audit("importrun.cancel_asked", run, organisation_id=run.steward_id)
        else:
            raise Conflict("the run is over")


def resume(run_id: UUID, *, actor: Actor, at: datetime, by_worker: bool = True) -> None:
    """Carries a run on that stopped in the middle. Raises NotFound, Conflict."""
    with unit(actor=actor, at=at) as work:
        run = _locked(run_id, actor)
        _notice_death(run, at, work)
        move(run, "resume", work=work, organisation_id=run.steward_id)
        ImportRun.objects.filter(pk=run.pk).update(
            fault="", ended_at=None, cancel_asked=False, heard_at=at
        )
    if by_worker:
        tasks.carry_out.enqueue(str(run_id))


def undo(run_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Marks a whole run as one that is undone, for `take_back` to do it.

    Raises NotFound; Conflict for a dry run, and for one that still runs or is undone."""
    with unit(actor=actor, at=at) as work:
        run = _locked(run_id, actor)
        if run.dry:
            raise Conflict("a dry run has nothing to undo")
        _notice_death(run, at, work)
        if not (run.state == RunState.UNDOING and is_stalled(run, at)):
            move(run, "undo", work=work, organisation_id=run.steward_id)
        ImportRun.objects.filter(pk=run.pk).update(heard_at=at, ended_at=None)


def _locked(run_id: UUID, actor: Actor) -> ImportRun:
    visible_run(run_id, actor=actor)
    return ImportRun.objects.select_for_update().get(pk=run_id)


def _notice_death(run: ImportRun, at: datetime, work: Work) -> None:
    """A run that was cut off without a word is marked as stopped first."""
    if run.state == RunState.RUNNING and is_stalled(run, at):
        stop(run, _("It was cut off in the middle."), work=work)


def _checked(kind: str, mapping: Mapping[str, Any]) -> dict[str, Any]:
    if kind == GROUPS:
        return check_mapping(dict(mapping))
    if kind == MENTORING:
        return check_service_mapping(dict(mapping))
    if kind != ORUK:
        raise Invalid({"kind": _("Choose a table of groups or Open Referral UK.")})
    source = str(mapping.get("source", "")).strip()
    if not 1 <= len(source) <= 200:
        raise Invalid({"source": _("Say where the file comes from, in at most 200 letters.")})
    return {"source": source}


def erase_person_data(*, person_id: UUID, actor: Actor, at: datetime) -> dict[str, int]:
    """Takes the person's id out of the runs that they began; the runs stay, for their undoing.

    Raises Refused for anybody but the person or the service itself."""
    if not (actor.is_system or actor.person_id == person_id):
        raise Refused("not yours to erase")
    with unit(actor=actor, at=at) as work:
        runs = list(ImportRun.objects.filter(started_by_id=person_id))
        for run in runs:
            ImportRun.objects.filter(pk=run.pk).update(started_by=None)
            work.audit(
                "importrun.starter_erased",
                run,
                organisation_id=run.steward_id,
                fields=("started_by",),
            )
    return {"files_without_their_name": len(runs)}
