"""Import runs: every row accounted for, nothing done in a dry run, everything undone by an undo."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.domain.directory.models import Listing, Version
from alongside.domain.directory.public import public_listing
from alongside.domain.interop import public as interop
from alongside.domain.interop import runner
from alongside.domain.interop.models import ImportRow, ImportRun
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.audit import verify
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.journeys import import_undo
from factories.directory import SYSTEM, coordinator, organisation, person
from support import ROOT, SHARED, examples, needs_shared

pytestmark = pytest.mark.django_db
MAP: dict[str, Any] = {
    "source": "council.csv",
    "id": "id",
    "fields": {"name": "name", "min_age": "age", "summary": "about"},
}
ROWS = "id,name,age,about\n1,Tea and talk,18,We talk\n2,Walkers,x,We walk\n3,Singers,,We sing\n"


def _start(steward: UUID, body: str | bytes = ROWS, *, actor: Actor = SYSTEM, **more: Any) -> UUID:
    given_bytes = body.encode() if isinstance(body, str) else body
    wanted = {
        "kind": "groups",
        "file_name": "council.csv",
        "mapping": MAP,
        "dry": False,
        "at": clock.now(),
        **more,
    }
    return interop.start_import(
        body=io.BytesIO(given_bytes), steward_id=steward, actor=actor, **wanted
    )


def _run(run_id: UUID, actor: Actor = SYSTEM) -> interop.RunRecord:
    return interop.run(run_id, actor=actor, at=clock.now())


def _counts(run_id: UUID) -> tuple[int, int, int, int, int]:
    run = _run(run_id)
    return run.read, run.created, run.changed, run.unchanged, run.rejected


@pytest.fixture
def steward(catalogued: None) -> UUID:
    """An organisation that looks after entries."""
    return organisation()


def test_dry_run_changes_nothing_and_tells_what_would_be(steward: UUID) -> None:
    run_id = _start(steward, dry=True)

    assert _counts(run_id) == (3, 2, 0, 0, 1)
    assert _run(run_id).state == "done"
    assert (Listing.objects.count(), Version.objects.count()) == (0, 0)
    assert list(verify()) == []


def test_rejected_rows_are_told_with_row_field_and_reason(steward: UUID) -> None:
    run_id = _start(steward)

    told = b"".join(interop.rejected_csv(run_id, actor=SYSTEM)).decode("utf-8-sig")

    assert list(csv.reader(io.StringIO(told))) == [
        ["row", "field", "reason"],
        ["3", "min_age", "“x” is not a whole number."],
    ]
    everything = b"".join(interop.rows_csv(run_id, actor=SYSTEM)).decode("utf-8-sig")
    assert len(list(csv.reader(io.StringIO(everything)))) == 4


def test_a_dry_run_is_brought_in_and_the_same_file_twice_changes_nothing(steward: UUID) -> None:
    actor = coordinator(steward)
    dry = _start(steward, dry=True, actor=actor)

    first = interop.apply_run(dry, actor=actor, at=clock.now())
    second = interop.apply_run(dry, actor=actor, at=clock.now())

    assert _counts(first) == (3, 2, 0, 0, 1)
    assert _counts(second) == (3, 0, 0, 2, 1)
    assert Version.objects.count() == 2
    with pytest.raises(Conflict):
        interop.apply_run(first, actor=actor, at=clock.now())


def test_bringing_in_pressed_twice_is_one_run_while_it_goes_on(steward: UUID) -> None:
    actor = coordinator(steward)
    dry = _start(steward, dry=True, actor=actor)

    first = interop.apply_run(dry, actor=actor, at=clock.now(), by_worker=False)
    second = interop.apply_run(dry, actor=actor, at=clock.now(), by_worker=False)

    assert first == second
    assert ImportRun.objects.filter(dry=False).count() == 1


def test_undo_closes_what_was_created_and_puts_back_what_was_changed(steward: UUID) -> None:
    first = _start(steward)
    second = _start(steward, ROWS.replace("We talk", "We chat") + "4,Cooks,,We cook\n")
    tea = Listing.objects.get(name="Tea and talk")
    assert public_listing(tea.pk).content.summary == "We chat"

    import_undo.undo(second, actor=SYSTEM, at=clock.now())

    assert public_listing(tea.pk).content.summary == "We talk"
    assert Listing.objects.get(name="Cooks").state == "closed"
    assert (_run(second).state, _run(second).undone) == ("undone", 2)
    assert _counts(_start(steward, ROWS.replace("We talk", "We chat"))) == (3, 0, 1, 1, 1)
    assert _run(first).state == "done"
    with pytest.raises(Conflict):
        import_undo.undo(second, actor=SYSTEM, at=clock.now())


def test_undo_leaves_what_was_edited_since_and_says_so(steward: UUID) -> None:
    first = _start(steward)
    _start(steward, ROWS.replace("We talk", "We chat"))

    import_undo.undo(first, actor=SYSTEM, at=clock.now())

    run = _run(first)
    assert (run.undone, run.kept) == (1, 1)
    assert public_listing(Listing.objects.get(name="Tea and talk").pk).content.summary == "We chat"


def test_only_coordinators_of_the_steward_import_and_see_runs(steward: UUID) -> None:
    own, other = coordinator(steward), coordinator(organisation("Elsewhere"))
    run_id = _start(steward, actor=own)

    assert _run(run_id, own).created == 2
    for actor in (other, person()):
        with pytest.raises(Refused):
            _start(steward, actor=actor)
        for refused in (interop.cancel, interop.undo, interop.resume, interop.apply_run):
            with pytest.raises(NotFound):
                refused(run_id, actor=actor, at=clock.now())
        with pytest.raises(NotFound):
            interop.rejected_csv(run_id, actor=actor)
        assert interop.runs(actor=actor, at=clock.now()) == ()


def test_cancel_ends_a_waiting_run_now_and_a_running_one_between_batches(steward: UUID) -> None:
    many = "id,name,age,about\n" + "".join(f"{n},Group {n},,x\n" for n in range(120))
    waiting = _start(steward, by_worker=False)
    running = _start(steward, many, by_worker=False)

    interop.cancel(waiting, actor=SYSTEM, at=clock.now())
    interop.carry_out(
        running,
        now=clock.now,
        told=lambda read: interop.cancel(running, actor=SYSTEM, at=clock.now()),
    )

    assert _run(waiting).state == "cancelled"
    assert (_run(running).state, _run(running).read) == ("cancelled", runner.BATCH)
    import_undo.undo(running, actor=SYSTEM, at=clock.now())
    assert set(Listing.objects.values_list("state", flat=True)) == {"closed"}


def test_a_crash_in_the_middle_is_told_and_the_run_carried_on(
    steward: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = "id,name,age,about\n" + "".join(f"{n},Group {n},,x\n" for n in range(120))
    run_id = _start(steward, many, by_worker=False)

    class PowerCut(BaseException):
        pass

    def cut(read: int) -> None:
        raise PowerCut

    with pytest.raises(PowerCut):
        interop.carry_out(run_id, now=clock.now, told=cut)
    assert not _run(run_id).stalled
    later = clock.now() + timedelta(minutes=5)
    cut_off = interop.run(run_id, actor=SYSTEM, at=later)
    interop.resume(run_id, actor=SYSTEM, at=later)

    assert (cut_off.stalled, cut_off.may_resume, cut_off.may_undo) == (True, True, True)
    assert cut_off.fault == "It was cut off in the middle."
    assert _counts(run_id) == (120, 120, 0, 0, 0)
    assert (_run(run_id).state, _run(run_id).fault) == ("done", "")


def test_a_fault_of_ours_stops_the_run_and_says_so(
    steward: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "take_in", None)

    run_id = _start(steward)

    run = _run(run_id)
    assert (run.state, run.read, run.may_resume) == ("stopped", 0, True)
    assert "not in your file" in run.fault


def test_the_same_identifier_twice_is_refused_the_second_time(steward: UUID) -> None:
    run_id = _start(steward, "id,name,age,about\n1,A,,x\n1,B,,y\n,C,,z\n")

    told = {row.number: (row.field, row.reason) for row in interop.rows(run_id, actor=SYSTEM)}
    assert _counts(run_id) == (3, 1, 0, 0, 2)
    assert told[3] == ("id", "Row 2 has the same identifier.")
    assert told[4][0] == "id"


@pytest.mark.parametrize(
    ("file_name", "body", "sentence"),
    [
        ("a.csv", b"", "empty"),
        ("a.xlsx", b"name\nTea\n", "no spreadsheet"),
        ("a.csv", b"name\nTea\n", "no column called 'id'"),
        ("a.exe", b"MZ", "must end in"),
    ],
)
def test_what_is_no_table_stops_with_a_sentence(
    steward: UUID, file_name: str, body: bytes, sentence: str
) -> None:
    run = _run(_start(steward, body, file_name=file_name))

    assert run.state == "stopped"
    assert sentence in run.fault


def test_file_names_lead_nowhere(steward: UUID) -> None:
    names = ("../../etc/passwd.csv", "C:\\a\\b.csv", "<script>.csv", "\x00", "a\u202ecsv.exe")

    kept = [_run(_start(steward, file_name=name)).file_name for name in names]

    assert kept == ["passwd.csv", "b.csv", "_script_.csv", "_", "a_csv.exe"]


def test_a_mapping_that_is_none_is_refused_before_anything_is_kept(steward: UUID) -> None:
    with pytest.raises(Invalid):
        _start(steward, mapping={"source": "x"})
    with pytest.raises(Invalid):
        _start(steward, kind="oruk", mapping={})
    assert ImportRun.objects.count() == 0


CELLS = st.sampled_from(["", "1", "2", "18", "x", "=1+1", "Tea", "\x00", "ü" * 300, "-5", "\u202e"])


@examples(25)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=12))
def test_totals_add_up_whatever_the_rows(steward: UUID, table: list[tuple[str, ...]]) -> None:
    body = io.StringIO()
    csv.writer(body).writerows([("id", "name", "age", "about"), *table])

    run_id = _start(steward, body.getvalue())

    read, *parts = _counts(run_id)
    assert _run(run_id).state == "done"
    assert read == sum(parts) == ImportRow.objects.filter(run_id=run_id).count()
    assert read == sum(any(cell.strip() for cell in row) for row in table)


@needs_shared
def test_trafford_comes_in_by_its_map_and_goes_again(steward: UUID) -> None:
    source = SHARED / "data/services/trafford_mental_health_services.csv"
    mapping = interop.read_mapping((ROOT / "docs/how-to/examples/trafford-map.yaml").read_bytes())

    run_id = _start(steward, source.read_bytes(), mapping=mapping, file_name=source.name)
    again = _start(steward, source.read_bytes(), mapping=mapping, file_name=source.name)
    import_undo.undo(run_id, actor=SYSTEM, at=clock.now())

    read, created, changed, unchanged, rejected = _counts(run_id)
    assert read == 60 == created + rejected
    assert created >= 55
    assert (changed, unchanged) == (0, 0)
    assert _counts(again) == (60, 0, 0, created, rejected)
    assert set(Listing.objects.values_list("state", flat=True)) == {"closed"}


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "data/oruk/examples").glob("service_[fl]*"))
                         + sorted((SHARED / "data/oruk/mocks_default").glob("service_[fl]*")),
                         ids=lambda path: f"{path.parent.name}/{path.name}")  # fmt: skip
def test_open_referral_examples_come_in(steward: UUID, path: Path) -> None:
    source = {"source": "Their feed"}

    run_id = _start(steward, path.read_bytes(), kind="oruk", mapping=source, file_name=path.name)

    read, created, *_rest, rejected = _counts(run_id)
    assert _run(run_id).state == "done"
    assert (read, rejected) == (created, 0)
    assert read >= 1


@needs_shared
@pytest.mark.parametrize("path", sorted((SHARED / "data/oruk/mocks_fail").glob("*.json")),
                         ids=lambda path: path.name)  # fmt: skip
def test_broken_feeds_are_told_and_never_break_us(steward: UUID, path: Path) -> None:
    source = {"source": "Their feed"}

    run_id = _start(steward, path.read_bytes(), kind="oruk", mapping=source, file_name=path.name)

    run = _run(run_id)
    assert run.state == "done" or run.fault
    assert "not in your file" not in run.fault
    if path.name == "service_list.json":
        assert run.rejected == run.read >= 1
        assert {row.field for row in interop.rows(run_id, actor=SYSTEM)} == {"name"}
