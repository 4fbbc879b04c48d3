"""Bringing files in, watching them, taking them back; and writing everything out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alongside.domain.interop import public as interop
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys import import_undo
from alongside.web.interop.forms import FEEDS, ColumnsForm, ServiceForm, UploadForm
from alongside.web.interop.pages import column, counts, heads, kept, line, told

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_HELD = "interop_held"
_TYPES = {
    "csv": ("text/csv; charset=utf-8", "groups.csv"),
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "groups.xlsx",
    ),
    "oruk": ("application/json", "groups.json"),
}


def _coordinator(request: HttpRequest) -> tuple[Actor, UUID]:
    """The actor and the organisation for which they import. Raises Refused."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    stewards = sorted(actor.organisations("coordinator"))
    if not stewards:
        raise Refused("only a coordinator imports")
    return actor, stewards[0]


@never_cache
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The imports so far, the latest first."""
    actor, _steward = _coordinator(request)
    found = interop.runs(actor=actor, at=clock.now())
    return render(request, "interop/runs.jinja", {"lines": [line(run) for run in found]})


@never_cache
@_FORM
def upload(request: HttpRequest) -> HttpResponse:
    """A file, tried out at once where it is known what its columns mean."""
    actor, steward = _coordinator(request)
    if request.method != "POST":
        return render(request, "interop/upload.jinja", {"form": UploadForm()})
    form = UploadForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            return _begin(request, form.cleaned_data, actor, steward)
        except Invalid as refused:
            form.add_faults(refused.faults)
    return render(request, "interop/upload.jinja", {"form": form})


def _begin(
    request: HttpRequest, given: dict[str, Any], actor: Actor, steward: UUID
) -> HttpResponse:
    file, source = given["file"], given["source"]
    kind = interop.GROUPS
    mapping: dict[str, Any] | None = None
    if PurePath(file.name).suffix.lower() in FEEDS:
        kind, mapping = interop.ORUK, {"source": source}
    elif given["map"]:
        mapping = interop.read_mapping(given["map"].read()) | {"source": source}
    if mapping is None:
        held = {"digest": interop.keep(file), "name": file.name, "source": source}
        if interop.is_export(held["digest"], file.name):
            mapping = interop.default_mapping()
    if mapping is None:
        request.session[_HELD] = held
        return redirect("interop:columns")
    run_id = interop.start_import(
        kind=kind,
        file_name=file.name,
        body=file,
        mapping=mapping,
        steward_id=steward,
        actor=actor,
        at=clock.now(),
    )
    return redirect("interop:run", run_id=run_id)


@never_cache
@_FORM
def service(request: HttpRequest) -> HttpResponse:
    """The spreadsheet that runs a mentoring service, tried out at once."""
    actor, steward = _coordinator(request)
    form = ServiceForm(request.POST, request.FILES) if request.method == "POST" else ServiceForm()
    if request.method == "POST" and form.is_valid():
        file, map_file = form.cleaned_data["file"], form.cleaned_data["map"]
        try:
            mapping = interop.example_mapping()
            if map_file:
                mapping = interop.read_service_mapping(map_file.read())
            run_id = interop.start_import(
                kind=interop.MENTORING,
                file_name=file.name,
                body=file,
                mapping=mapping,
                steward_id=steward,
                actor=actor,
                at=clock.now(),
            )
            return redirect("interop:run", run_id=run_id)
        except Invalid as refused:
            form.add_faults(refused.faults)
    return render(request, "interop/service.jinja", {"form": form})


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A spreadsheet that comes in without a map, with invented people."""
    _coordinator(request)
    return HttpResponse(
        interop.example_workbook(),
        content_type=_TYPES["xlsx"][0],
        headers={"Content-Disposition": 'attachment; filename="example.xlsx"'},
    )


@never_cache
@_FORM
def columns(request: HttpRequest) -> HttpResponse:
    """Which column holds what, for a table without a map."""
    actor, steward = _coordinator(request)
    held = request.session.get(_HELD)
    if not held:
        return redirect("interop:upload")
    try:
        headers = interop.held_headers(held["digest"], held["name"])
    except interop.Unreadable as fault:
        form = UploadForm({"source": held["source"]}, MultiValueDict())
        form.errors.clear()
        form.add_error("file", str(fault))
        return render(request, "interop/upload.jinja", {"form": form})
    asked = ColumnsForm(request.POST if request.method == "POST" else None, headers=headers)
    if request.method == "POST" and asked.is_valid():
        with interop.held(held["digest"]) as body:
            run_id = interop.start_import(
                kind=interop.GROUPS,
                file_name=held["name"],
                body=body,
                mapping=asked.mapping(held["source"]),
                steward_id=steward,
                actor=actor,
                at=clock.now(),
            )
        del request.session[_HELD]
        return redirect("interop:run", run_id=run_id)
    return render(request, "interop/columns.jinja", {"form": asked})


@never_cache
@require_safe
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One import with its counts at this moment."""
    actor, _steward = _coordinator(request)
    found = interop.run(run_id, actor=actor, at=clock.now())
    context = {
        "line": line(found),
        "run": found,
        "counts": counts(found),
        "rejected": told(interop.rows(run_id, actor=actor)),
        "notes": told(interop.rows(run_id, outcome="notes", actor=actor)),
        "kept": kept(interop.rows(run_id, outcome="kept", actor=actor)),
        "heads": heads(found),
        "column": column(found),
        "service": found.kind == interop.MENTORING,
    }
    page = "interop/counts.jinja" if request.headers.get("HX-Request") else "interop/run.jinja"
    return render(request, page, context)


def _after(request: HttpRequest, run_id: UUID, act: Callable[..., UUID | None]) -> HttpResponse:
    actor, _steward = _coordinator(request)
    new = act(run_id, actor=actor, at=clock.now())
    return redirect("interop:run", run_id=new or run_id)


@require_POST
def bring_in(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Does what a dry run only tried."""
    return _after(request, run_id, interop.apply_run)


@require_POST
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Ends it after the rows that are being read."""
    return _after(request, run_id, interop.cancel)


@require_POST
def carry_on(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Goes on where it was cut off."""
    return _after(request, run_id, interop.resume)


@require_POST
def undo(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Takes the whole import back."""
    return _after(request, run_id, import_undo.undo)


@require_safe
def rejected(request: HttpRequest, run_id: UUID) -> StreamingHttpResponse:
    """Every rejected row as CSV."""
    actor, _steward = _coordinator(request)
    return _file(interop.rejected_csv(run_id, actor=actor), _TYPES["csv"][0], "rejected.csv")


@require_safe
def rows(request: HttpRequest, run_id: UUID) -> StreamingHttpResponse:
    """What became of every row, as CSV."""
    actor, _steward = _coordinator(request)
    return _file(interop.rows_csv(run_id, actor=actor), _TYPES["csv"][0], "rows.csv")


@require_safe
def export(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """The public listings as a file."""
    actor, _steward = _coordinator(request)
    if form not in _TYPES:
        raise NotFound("export")
    kind, name = _TYPES[form]
    return _file(interop.export_groups(form, actor=actor), kind, name)


def _file(pieces: Any, kind: str, name: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        pieces,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
