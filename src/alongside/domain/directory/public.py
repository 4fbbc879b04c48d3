"""The door of the directory."""

from alongside.domain.directory.actions.drafting import save_draft, start_listing
from alongside.domain.directory.actions.taking_in import take_in, undo_take_in
from alongside.domain.directory.content import FIELD_NAMES, Content, Meeting, Place
from alongside.domain.directory.events import ListingPublished
from alongside.domain.directory.meetings import times_of
from alongside.domain.directory.queries.drafts import PARTS, draft
from alongside.domain.directory.records import (
    DraftRecord,
    FieldChange,
    ListingRecord,
    SignUpRecord,
    Taken,
    Task,
)
from alongside.domain.directory.states import ListingState, VersionState
from alongside.domain.directory.validation import (
    REQUIRED,
    faults,
    is_email,
    is_phone,
    is_web_address,
    missing,
    tidy,
)

__all__ = [
    "FIELD_NAMES",
    "PARTS",
    "REQUIRED",
    "Content",
    "DraftRecord",
    "FieldChange",
    "ListingPublished",
    "ListingRecord",
    "ListingState",
    "Meeting",
    "Place",
    "SignUpRecord",
    "Taken",
    "Task",
    "VersionState",
    "draft",
    "faults",
    "is_email",
    "is_phone",
    "is_web_address",
    "missing",
    "save_draft",
    "start_listing",
    "take_in",
    "tidy",
    "times_of",
    "undo_take_in",
]
