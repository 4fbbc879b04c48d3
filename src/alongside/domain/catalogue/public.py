"""The door of catalogue: reference data, and where British places are.

`sync` brings in the files of `data/`.
Terms and principles: terms, term, label, kinds, principle_sets, principle_set, principle_set_for.
Bank holidays: days_off.
Places: locate, place, towns_around, coordinates_of, outward_of, outward_near; import_postcodes
brings them in.
"""

from alongside.domain.catalogue.actions.postcodes import import_postcodes
from alongside.domain.catalogue.actions.sync import sync
from alongside.domain.catalogue.postcodes import outward_of
from alongside.domain.catalogue.queries.places import (
    coordinates_of,
    locate,
    outward_near,
    place,
    towns_around,
)
from alongside.domain.catalogue.queries.terms import (
    days_off,
    edition,
    forget,
    kinds,
    label,
    principle_set,
    principle_set_for,
    principle_sets,
    term,
    terms,
)
from alongside.domain.catalogue.records import (
    Located,
    PlaceRecord,
    PostcodeCounts,
    Principle,
    PrincipleSet,
    RowFault,
    SyncReport,
    Term,
)

__all__ = [
    "Located",
    "PlaceRecord",
    "PostcodeCounts",
    "Principle",
    "PrincipleSet",
    "RowFault",
    "SyncReport",
    "Term",
    "coordinates_of",
    "days_off",
    "edition",
    "forget",
    "import_postcodes",
    "kinds",
    "label",
    "locate",
    "outward_near",
    "outward_of",
    "place",
    "principle_set",
    "principle_set_for",
    "principle_sets",
    "sync",
    "term",
    "terms",
    "towns_around",
]
