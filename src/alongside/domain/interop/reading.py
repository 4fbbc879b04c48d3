"""A kept file as rows, each understood or with the reasons why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from alongside.domain.interop import files
from alongside.domain.interop.groups.mapping import missing_columns
from alongside.domain.interop.groups.rows import read_row
from alongside.domain.interop.groups.table import default_mapping
from alongside.domain.interop.oruk.decode import decode_service, left_out
from alongside.domain.interop.oruk.vocabulary import Vocabulary, vocabulary
from alongside.domain.interop.records import ORUK, RowRead, Unreadable
from alongside.formats.oruk import FeedFault, ParsedService, parse_feed
from alongside.formats.oruk import RowFault as FeedRowFault
from alongside.formats.tables import RowFault, TableFault, read_table
from alongside.foundation.errors import Invalid

_MORE_THAN_A_FEED = 64 * 1024 * 1024


def read_rows(
    kind: str, source: Path | bytes, file_name: str, mapping: Mapping[str, Any]
) -> Iterator[RowRead]:
    """The rows of the file in its order. Raises Unreadable, at once or on the way."""
    words = vocabulary()
    if kind == ORUK:
        yield from _services(source, words)
        return
    try:
        with read_table(source, file_name) as table:
            lacking = missing_columns(mapping, table.headers)
            if lacking:
                raise Unreadable(
                    _("The table has no column called %(names)s. The map file asks for it.")
                    % {"names": ", ".join(repr(name) for name in lacking[:5])}
                )
            for row in table.rows:
                if isinstance(row, RowFault):
                    yield RowRead(row.row, faults=((row.field or "row", row.reason),))
                else:
                    yield read_row(row.number, row.cells, mapping, words)
    except TableFault as fault:
        raise Unreadable(str(fault)) from fault


def held_headers(digest: str, file_name: str) -> tuple[str, ...]:
    """The columns of a kept table. Raises Unreadable."""
    source = files.kept(digest)
    if source is None:
        raise Unreadable(_("The file is not kept any more. Upload it again."))
    try:
        with read_table(source, file_name) as table:
            return table.headers
    except TableFault as fault:
        raise Unreadable(str(fault)) from fault


def is_export(digest: str, file_name: str) -> bool:
    """Whether a kept table has the columns that an export of ours writes: it needs no map."""
    try:
        return not missing_columns(default_mapping(), held_headers(digest, file_name))
    except Unreadable:
        return False


def _services(source: Path | bytes, words: Vocabulary) -> Iterator[RowRead]:
    try:
        if isinstance(source, Path):
            with source.open("rb") as file:
                source = file.read(_MORE_THAN_A_FEED)  # which the parser refuses, unread
        for found in parse_feed(source):
            if isinstance(found, FeedRowFault):
                yield RowRead(found.row, faults=((found.field or "service", found.reason),))
            else:
                yield _service(found, words)
    except FeedFault as fault:
        raise Unreadable(str(fault)) from fault


def _service(found: ParsedService, words: Vocabulary) -> RowRead:
    if found.status != "active":
        reason = _("It is not active, so it is not listed.")
        return RowRead(found.row, key=found.id, faults=(("status", reason),))
    try:
        content = decode_service(found.document, words)
    except Invalid as refused:
        return RowRead(found.row, key=found.id, faults=tuple(refused.faults.items()))
    return RowRead(
        found.row,
        key=found.id,
        content=content,
        assured_on=_assured_on(found.document.get("assured_date")),
        left_out=(
            *left_out(found.document, words),
            *(f"{remark.field} {remark.reason}" for remark in found.remarks),
        ),
    )


def _assured_on(given: Any) -> date | None:
    try:
        return date.fromisoformat(str(given)[:10])
    except ValueError:
        return None
