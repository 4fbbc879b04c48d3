"""The door of the directory."""

from alongside.domain.directory.actions.drafting import save_draft, start_listing
from alongside.domain.directory.actions.taking_in import take_in, undo_take_in
from alongside.domain.directory.content import FIELD_NAMES, Content, Meeting, Place
from alongside.domain.directory.dates import Occasion
from alongside.domain.directory.events import ListingPublished
from alongside.domain.directory.finding import Facet, Found, FoundListing
from alongside.domain.directory.meetings import times_of
from alongside.domain.directory.queries.drafts import PARTS, draft
from alongside.domain.directory.queries.finding import (
    ended_listing,
    facets,
    find,
    forget_search,
    nearest_anyway,
    next_meetings,
    ordered_ids,
    public_listing,
    public_listings,
)
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
from alongside.engines.ranking import Need, Reason, parse_need

__all__ = [
    "Content",
    "DraftRecord",
    "FIELD_NAMES",
    "Facet",
    "FieldChange",
    "Found",
    "FoundListing",
    "ListingPublished",
    "ListingRecord",
    "ListingState",
    "Meeting",
    "Need",
    "PARTS",
    "Occasion",
    "Place",
    "REQUIRED",
    "Reason",
    "SignUpRecord",
    "Taken",
    "Task",
    "VersionState",
    "draft",
    "ended_listing",
    "facets",
    "faults",
    "find",
    "forget_search",
    "is_email",
    "is_phone",
    "is_web_address",
    "missing",
    "nearest_anyway",
    "next_meetings",
    "ordered_ids",
    "parse_need",
    "public_listing",
    "public_listings",
    "save_draft",
    "start_listing",
    "take_in",
    "tidy",
    "times_of",
    "undo_take_in",
]
