"""The files of `data/`: are they what their schemas say?"""

from __future__ import annotations

from collections.abc import Iterator

from alongside.cli.checks.line import Line
from alongside.formats.catalogue import DATA, load


def data_lines() -> Iterator[Line]:
    """One line for each fault of a data file, or one that says all is well. Needs no Django."""
    catalogue = load(DATA)
    for fault in catalogue.faults:
        yield Line("FAIL", f"data/{fault.file}", f"{fault.field}: {fault.message}", "mend the file")
    if not catalogue.faults:
        yield Line("PASS", "data", "every file is as its schema says")
