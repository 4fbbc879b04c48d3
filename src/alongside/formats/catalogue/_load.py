"""Every file of the data folder, held against its schema and against the others."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from alongside.engines.records import MalformedRecord
from alongside.engines.scoring import INSTRUMENT_FIELDS, parse_instrument
from alongside.engines.texts import first_word_of
from alongside.formats.catalogue._messages import condition_words, message_faults
from alongside.formats.catalogue._snomed import is_snomed_id
from alongside.formats.catalogue._yaml import NotReadable, read_yaml

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class DataFault:
    """What is wrong in one file; `file` is relative to the data folder, `field` may be ""."""

    file: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.field + ': ' if self.field else ''}{self.message}"


@dataclass(frozen=True)
class Entry:
    """One file that is right. `content` is the whole file as a JSON object."""

    kind: str
    id: str
    label: str
    position: int
    valid_from: date
    valid_to: date | None
    content: Mapping[str, Any]
    file: str

    def valid_on(self, day: date) -> bool:
        """Whether it is offered on that day; both ends belong to it."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Catalogue:
    """All that was read. `entries` has every kind that has a schema, ordered by position and id."""

    entries: Mapping[str, tuple[Entry, ...]]
    faults: tuple[DataFault, ...]

    @cached_property
    def _by_id(self) -> dict[tuple[str, str], Entry]:
        return {(entry.kind, entry.id): entry for each in self.entries.values() for entry in each}

    def get(self, kind: str, entry_id: str) -> Entry | None:
        """The entry, retired or not; None when there is none."""
        return self._by_id.get((kind, entry_id))


def load(data_dir: Path) -> Catalogue:
    """Reads every `FOLDER/*.yaml` for which there is a `schema/FOLDER.json`.

    Never raises for what a data file holds: each trouble is a fault, and a file with a fault has
    no entry. Raises OSError when the folder or its schemas cannot be read."""
    faults: list[DataFault] = []
    found: list[Entry] = []
    kinds: dict[str, list[Entry]] = {}
    for schema_file in sorted((data_dir / "schema").iterdir()):
        schema = json.loads(schema_file.read_text(encoding="utf-8"))
        checker = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
        kinds[schema["x-kind"]] = []
        for file in sorted((data_dir / schema_file.stem).glob("*")):
            got, wrong = _read(file, f"{schema_file.stem}/{file.name}", schema["x-kind"], checker)
            faults += wrong
            found += [got] if got else []
    broken = [
        *_broken_references(found),
        *_broken_measures(found),
        *_broken_messages(found),
    ]
    faults += broken
    unsound = {fault.file for fault in broken}
    for entry in found:
        if entry.file not in unsound:
            kinds[entry.kind].append(entry)
    ordered = {
        kind: tuple(sorted(entries, key=lambda entry: (entry.position, entry.id)))
        for kind, entries in kinds.items()
    }
    return Catalogue(ordered, tuple(faults))


def _read(
    file: Path, name: str, kind: str, checker: Draft202012Validator
) -> tuple[Entry | None, list[DataFault]]:
    if file.suffix != ".yaml" or not file.is_file():
        return None, [DataFault(name, "", "is not a .yaml file")]
    try:
        content = read_yaml(file.read_bytes())
    except NotReadable as error:
        return None, [DataFault(name, "", str(error))]
    faults = [_as_fault(name, error) for error in checker.iter_errors(content)]
    if not faults:
        faults = list(_inside(name, file.stem, content))
    if faults:
        return None, sorted(faults, key=lambda fault: (fault.field, fault.message))
    entry = Entry(
        kind=kind,
        id=content["id"],
        label=content["label"],
        position=content["position"],
        valid_from=date.fromisoformat(content["valid_from"]),
        valid_to=date.fromisoformat(content["valid_to"]) if content["valid_to"] else None,
        content=content,
        file=name,
    )
    return entry, []


def _as_fault(name: str, error: ValidationError) -> DataFault:
    field = ".".join(str(step) for step in error.absolute_path)
    message = error.message if len(error.message) <= 300 else error.message[:300] + "…"
    return DataFault(name, field, message)


def _inside(name: str, stem: str, content: Mapping[str, Any]) -> Iterator[DataFault]:
    """What no schema can say about one file."""
    if content["id"] != stem:
        yield DataFault(name, "id", f"is “{content['id']}”, but the file is called “{stem}”")
    if content["valid_to"] and content["valid_to"] < content["valid_from"]:
        yield DataFault(name, "valid_to", "is before valid_from")
    for code in content.get("codes", {}).get("snomed", ()):
        if not is_snomed_id(code):
            yield DataFault(name, "codes.snomed", f"“{code}” has a wrong check digit")
    for part in ("principles", "materials", "sessions", "skills"):
        ids = [each["id"] for each in content.get(part, ())]
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield DataFault(name, part, f"“{twice}” stands twice")
    numbers = [each["version"] for each in content.get("versions", ())]
    if numbers != list(range(1, len(numbers) + 1)):
        yield DataFault(name, "versions", "are not numbered 1, 2, 3… in this order")
    starts, before = content.get("starts_from"), content.get("starts_before")
    if starts is not None and before is not None and before <= starts:
        yield DataFault(name, "starts_before", "is not after starts_from")


def _broken_references(found: list[Entry]) -> Iterator[DataFault]:
    """Ids that one file speaks of and no other has."""
    known = {(entry.kind, entry.id) for entry in found}
    for entry in found:
        principle_set = entry.content.get("principle_set")
        if principle_set and ("principle_set", principle_set) not in known:
            yield DataFault(entry.file, "principle_set", f"“{principle_set}” does not exist")
        for field, kind in (("need", "format"), ("access_need", "access_need")):
            other = entry.content.get(field)
            if other and (kind, other) not in known:
                yield DataFault(entry.file, field, f"“{other}” does not exist")
        for condition in entry.content.get("conditions", ()):
            if ("condition", condition) not in known:
                yield DataFault(entry.file, "conditions", f"“{condition}” does not exist")


def _broken_measures(found: list[Entry]) -> Iterator[DataFault]:
    """What the engine that scores refuses in a measure."""
    for entry in found:
        if entry.kind == "measure":
            content = entry.content
            try:
                parse_instrument({name: content[name] for name in INSTRUMENT_FIELDS & set(content)})
            except MalformedRecord as error:
                yield DataFault(entry.file, error.field or "", error.message)


def _broken_messages(found: list[Entry]) -> Iterator[DataFault]:
    """What is wrong in messages, for which the words of conditions and of languages are needed."""
    conditions = condition_words(found)
    common = {entry.id: entry.content for entry in found if entry.kind == "message_words"}
    for entry in found:
        if entry.kind == "message":
            for field, problem in message_faults(entry.content, common, conditions):
                yield DataFault(entry.file, field, problem)
        elif entry.kind == "message_words":
            named = first_word_of(
                " ".join(str(each) for each in entry.content.values()), conditions
            )
            if named:
                yield DataFault(entry.file, "", f"names a condition: “{named}”")
