"""The door of interop: data in and out, one mapping for all of it.

The feed (anybody): services, service, service_at_locations, service_at_location, taxonomies,
taxonomy, taxonomy_terms, taxonomy_term; disclaimer is the sentence that goes with signatures.
"""

from alongside.domain.directory.public import FeedFilters
from alongside.domain.interop.oruk.encode import disclaimer
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

__all__ = [
    "FeedFilters",
    "FeedQuery",
    "disclaimer",
    "service",
    "service_at_location",
    "service_at_locations",
    "services",
    "taxonomies",
    "taxonomy",
    "taxonomy_term",
    "taxonomy_terms",
]
