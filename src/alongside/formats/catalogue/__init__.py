"""The project's moving parts: reads `data/` and says what is wrong with it."""

from __future__ import annotations

from alongside.formats.catalogue._load import DATA, Catalogue, DataFault, Entry, load
from alongside.formats.catalogue._messages import words_of_condition
from alongside.formats.catalogue._snomed import is_snomed_id

__all__ = [
    "DATA",
    "Catalogue",
    "DataFault",
    "Entry",
    "is_snomed_id",
    "load",
    "words_of_condition",
]
