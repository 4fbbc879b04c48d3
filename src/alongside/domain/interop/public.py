"""The door of interop: data in and out, one mapping for all of it.

The feed (anybody): services, service, service_at_locations, service_at_location, taxonomies,
taxonomy, taxonomy_terms, taxonomy_term; disclaimer is the sentence that goes with signatures.
Import runs (coordinators): start_import, apply_run, cancel, resume, undo; run, runs, rows,
rejected_csv, rows_csv. carry_out does the work where no worker does. undo only marks a run, and
take_back does it: `journeys.import_undo` knows what must not go (Brought).
Maps of tables: read_mapping, check_mapping, default_mapping; of a mentoring service's own
spreadsheet: read_service_mapping, example_mapping, and example_workbook, a file laid out so.
keep, held, held_headers and is_export are for a file that waits until its columns are named;
forget_old deletes files in time.
Export: export_groups.
"""

from alongside.domain.directory.public import FeedFilters
from alongside.domain.interop.actions import (
    apply_run,
    cancel,
    erase_person_data,
    resume,
    start_import,
    undo,
)
from alongside.domain.interop.files import forget_old, held, keep
from alongside.domain.interop.groups.mapping import check_mapping, read_mapping
from alongside.domain.interop.groups.table import default_mapping
from alongside.domain.interop.mentoring.example import example_workbook
from alongside.domain.interop.mentoring.mapping import example_mapping, read_service_mapping
from alongside.domain.interop.oruk.encode import disclaimer
from alongside.domain.interop.queries.exports import FORMATS, export_groups
from alongside.domain.interop.queries.feed import (
    FeedQuery,
    service,
    service_at_location,
    service_at_locations,
    services,
    taxonomies,
    taxonomy,
    taxonomy_term,
    taxonomy_terms,
)
from alongside.domain.interop.queries.personal import personal_data
from alongside.domain.interop.queries.runs import rejected_csv, rows, rows_csv, run, runs
from alongside.domain.interop.reading import held_headers, is_export
from alongside.domain.interop.records import (
    GROUPS,
    MENTORING,
    ORUK,
    Brought,
    RowRecord,
    RunRecord,
    Unreadable,
)
from alongside.domain.interop.runner import Clock, carry_out, take_back
from alongside.domain.interop.states import RunState

__all__ = [
    "FORMATS",
    "GROUPS",
    "MENTORING",
    "ORUK",
    "Brought",
    "Clock",
    "FeedFilters",
    "FeedQuery",
    "RowRecord",
    "RunRecord",
    "RunState",
    "Unreadable",
    "apply_run",
    "cancel",
    "carry_out",
    "check_mapping",
    "default_mapping",
    "disclaimer",
    "erase_person_data",
    "example_mapping",
    "example_workbook",
    "export_groups",
    "forget_old",
    "held",
    "held_headers",
    "is_export",
    "keep",
    "personal_data",
    "read_mapping",
    "read_service_mapping",
    "rejected_csv",
    "resume",
    "rows",
    "rows_csv",
    "run",
    "runs",
    "service",
    "service_at_location",
    "service_at_locations",
    "services",
    "start_import",
    "take_back",
    "taxonomies",
    "taxonomy",
    "taxonomy_term",
    "taxonomy_terms",
    "undo",
]
