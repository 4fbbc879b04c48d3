"""A person's copy as a file: one for programs, and the same for people."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from django.utils.translation import gettext as _

from alongside.foundation.clock import in_london
from alongside.journeys.words import app_label, left_out_words, name_of, value_of

FORMAT = "alongside-person-1"
_STYLE = (
    "body{font:1.1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "dl{border-top:1px solid #aaa;padding-top:.5rem}dt{font-weight:bold}"
    "dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}"
)
Tables = Mapping[str, Mapping[str, Sequence[Mapping[str, Any]]]]


def write_copy(
    *, service: str, name: str, tables: Tables, left_out: Sequence[str], at: datetime
) -> bytes:
    """A zip of data.json and index.html, each with all of `tables` and what was left out."""
    told = {
        "format": FORMAT,
        "service": service,
        "made_at": at.isoformat(),
        "name": name,
        "held": tables,
        "left_out": {app: left_out_words(app) for app in left_out},
    }
    made = in_london(at).timetuple()[:6]
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, text in (
            ("data.json", json.dumps(told, ensure_ascii=False, indent=1)),
            ("index.html", "\n".join(_page(service, name, tables, left_out, at))),
        ):
            archive.writestr(zipfile.ZipInfo(file, made), text.encode("utf-8"))
    return body.getvalue()


def _page(
    service: str, name: str, tables: Tables, left_out: Sequence[str], at: datetime
) -> Iterator[str]:
    title = escape(_("What %(service)s holds about you") % {"service": service})
    yield '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title><style>{_STYLE}</style></head><body><main><h1>{title}</h1>"
    day = f"{in_london(at):%d/%m/%Y, %H:%M}"
    yield f"<p>{escape(_('For'))} <bdi>{escape(name)}</bdi>, {day}.</p>"
    yield f"<p>{escape(_('The file data.json says the same in a form that programs read.'))}</p>"
    for app in left_out:
        yield f"<p>{escape(left_out_words(app))}</p>"
    for app, parts in tables.items():
        yield f"<h2>{escape(app_label(app))}</h2>"
        filled = {table: rows for table, rows in parts.items() if rows}
        if not filled:
            yield f"<p>{escape(_('Nothing.'))}</p>"
        for table, rows in filled.items():
            yield f"<h3>{escape(name_of(table))}</h3>"
            for row in rows:
                yield _row(row)
    yield "</main></body></html>"


def _row(row: Mapping[str, Any]) -> str:
    lines = "".join(
        f"<dt>{escape(name_of(key))}</dt><dd dir='auto'>{escape(value_of(value))}</dd>"
        for key, value in row.items()
    )
    return f"<dl>{lines}</dl>"
