"""An import run: a file, what became of each of its rows, and whether it was undone."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.interop import states


class ImportRun(models.Model):
    """One reading of one file. A dry run changes nothing but these two tables.

    `read` is also how far it came: rows are read in the file's order, and a batch of them is kept
    together with these counts or not at all. `heard_at` is the last sign of life."""

    transitions = states.RUN

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10)  # oruk | groups | mentoring
    state = models.CharField(max_length=12, default=states.RunState.WAITING)
    dry = models.BooleanField(default=True)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    mapping = models.JSONField(default=dict)
    steward = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    started_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True)
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)
    read = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    fault = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    read=models.F("created")
                    + models.F("changed")
                    + models.F("unchanged")
                    + models.F("rejected")
                ),
                name="import_totals_add_up",
            )
        ]


class ImportRow(models.Model):
    """What became of one row of the file.

    A rejected row has the fields at fault and the reasons; a row that was taken in may have a
    reason too, which says what could not be kept. `undone` tells what an undo did to it: undone,
    or kept, because somebody had gone on with it since, as `kept_because` says. `made` names what a
    row of a service's own spreadsheet made, as kinds and ids, and when."""

    run = models.ForeignKey("interop.ImportRun", on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=10, blank=True)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)  # created | changed | unchanged | rejected
    field = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    listing = models.ForeignKey("directory.Listing", on_delete=models.SET_NULL, null=True)
    before = models.ForeignKey(
        "directory.Version", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    after = models.ForeignKey(
        "directory.Version", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    made = models.JSONField(default=dict)
    undone = models.CharField(max_length=10, blank=True)
    kept_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["run", "sheet", "number"], name="import_row_once")
        ]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_row_outcome")]
