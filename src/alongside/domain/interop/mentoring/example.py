"""A spreadsheet that comes in without a map, with one invented row in each sheet."""

from __future__ import annotations

from alongside.domain.interop.mentoring.lines import MEETINGS, MENTORS, PAIRS, WAITING
from alongside.domain.interop.mentoring.mapping import columns_of, example_mapping
from alongside.formats.tables import write_book

_ROWS = {
    MENTORS: {
        "Name": "Meg Mentor",
        "Phone": "07700 900101",
        "Contact by": "text",
        "Condition": "Type 1 diabetes",
        "Languages": "English",
        "Times": "Tuesday evening; Thursday morning",
        "Meets by": "In person; By phone",
        "Can talk about": "Food; Day to day",
        "Postcode": "WR1 1AA",
        "Travels km": "15",
        "Gender": "woman",
        "Born": "1971",
        "Places": "2",
        "Story": "I have had type 1 diabetes for twenty years.",
        "Status": "working",
        "Since": "03/02/2025",
        "Met": "14/01/2025",
        "Trained": "28/01/2025",
        "References": "20/01/2025",
        "Agreement": "03/02/2025",
        "Identity seen": "14/01/2025",
        "DBS": "basic",
        "DBS seen": "20/01/2025",
        "DBS again": "20/01/2028",
    },
    WAITING: {
        "Name": "Wyn Waiting",
        "Phone": "07700 900102",
        "Contact by": "phone",
        "Condition": "Type 1 diabetes",
        "Times": "Tuesday evening",
        "Meets by": "By phone",
        "Date of birth": "12/05/1984",
        "Status": "waiting",
        "Referred on": "01/09/2026",
    },
    PAIRS: {
        "Mentor": "Meg Mentor",
        "Name": "Pat Paired",
        "Phone": "07700 900103",
        "Condition": "Type 1 diabetes",
        "Date of birth": "30/11/1990",
        "Started": "06/10/2026",
        "Next call": "12/12/2026",
    },
    MEETINGS: {"Mentor": "Meg Mentor", "Name": "Pat Paired", "Date": "13/10/2026"},
}


def example_workbook() -> bytes:
    """The file, as XLSX. Nobody in it is real."""
    sheets = []
    for section, row in _ROWS.items():
        heads = columns_of(section)
        title = example_mapping()[section]["sheet"]
        sheets.append((title, heads, [[row.get(head, "") for head in heads]]))
    return write_book(sheets)
