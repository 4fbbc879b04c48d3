"""A service's own spreadsheet: everybody in it comes in or is told of; nobody gets a message."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.interop import public as interop
from alongside.domain.interop.mentoring.mapping import columns_of
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Check, Pair, Place, Volunteer
from alongside.domain.messaging import public as messaging
from alongside.domain.messaging.models import Message
from alongside.domain.people import public as people
from alongside.domain.people.models import Consent, Person
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Episode, Referral
from alongside.formats.tables import write_book
from alongside.foundation.actor import VISITOR
from alongside.foundation.audit import verify
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.journeys import import_undo
from factories.mentoring import AT, SYSTEM, Service, service
from support import ROOT

pytestmark = pytest.mark.django_db

MENTOR = {
    "Name": "Meg O'Hara",
    "Phone": "7700900101",
    "Contact by": "text",
    "Condition": "type-1-diabetes",
    "Times": "tue_evening; thu_morning",
    "Meets by": "in_person, phone",
    "Can talk about": "food",
    "Postcode": "wr1 1aa",
    "Born": "1971",
    "Places": "2",
    "Status": "working",
    "Since": "03/02/2025",
    "Met": "14 Jan 2025",
    "Trained": "45685",
    "References": "20.01.2025",
    "Agreement": "3/2/25",
    "Identity seen": "2025-01-14",
    "DBS": "basic",
    "DBS seen": "20/01/2025",
    "DBS again": "20/01/2028",
}
WAITING = {
    "Name": "وسيم Waiting",
    "Phone": "07700 900102",
    "Condition": "type-1-diabetes",
    "Times": "tue_evening",
    "Meets by": "phone",
    "Date of birth": "12/05/1984",
    "Referred on": "25/08/2026",
}
PAIR = {
    "Mentor": "Meg O'Hara",
    "Name": "Pat Paired",
    "Phone": "07700 900103",
    "Date of birth": "30/11/1990",
    "Started": "06/10/2026",
    "Next call": "24/11/2026",
}
Rows = Sequence[Mapping[str, str]]


def book(
    mentors: Rows = (MENTOR,), waiting: Rows = (WAITING,), pairs: Rows = (PAIR,), met: Rows = ()
) -> bytes:
    """A spreadsheet laid out as the example."""
    sheets = []
    parts = (("mentors", mentors), ("waiting", waiting), ("pairs", pairs), ("meetings", met))
    for section, rows in parts:
        heads = columns_of(section)
        title = interop.example_mapping()[section]["sheet"]
        sheets.append((title, heads, [[row.get(head, "") for head in heads] for row in rows]))
    return write_book(sheets)


def bring(here: Service, body: bytes, *, dry: bool = False, at: datetime = AT, **more: Any) -> UUID:
    """A whole run over the file, as the command line does it."""
    wanted: dict[str, Any] = {
        "file_name": "service.xlsx",
        "mapping": interop.example_mapping(),
        "actor": SYSTEM,
        **more,
    }
    run_id = interop.start_import(
        kind=interop.MENTORING,
        body=io.BytesIO(body),
        steward_id=here.id,
        at=at,
        dry=dry,
        by_worker=False,
        **wanted,
    )
    interop.carry_out(run_id, now=lambda: at)
    return run_id


def told(run_id: UUID, at: datetime = AT) -> interop.RunRecord:
    return interop.run(run_id, actor=SYSTEM, at=at)


def counts(run_id: UUID) -> tuple[int, int, int, int]:
    run = told(run_id)
    assert run.fault == ""
    return run.read, run.created, run.unchanged, run.rejected


def rejected(run_id: UUID) -> list[tuple[str, ...]]:
    lines = b"".join(interop.rejected_csv(run_id, actor=SYSTEM)).decode("utf-8-sig")
    return [tuple(row) for row in csv.reader(io.StringIO(lines))][1:]


def left(here: Service) -> tuple[int, ...]:
    models = (Volunteer, Referral, Episode, Place, Pair, Check)
    return tuple(model.objects.count() for model in models)


@pytest.fixture
def here(db: None) -> Service:
    return service()


def test_a_try_changes_nothing_and_says_what_would_be(here: Service) -> None:
    run_id = bring(here, book(), dry=True)

    assert counts(run_id) == (3, 3, 0, 0)
    assert left(here) == (0,) * 6
    assert Person.objects.filter(name__in=[MENTOR["Name"], WAITING["Name"]]).count() == 0


def test_everybody_stands_where_the_sheet_says(here: Service) -> None:
    assert counts(bring(here, book())) == (3, 3, 0, 0)

    mentor = Volunteer.objects.get()
    assert (mentor.state, mentor.place, mentor.held, mentor.capacity) == ("preparing", "WR1", 1, 2)
    assert mentor.trained_on == date(2025, 1, 28)
    assert (mentor.references_seen_on, mentor.agreed_before_on) == (
        date(2025, 1, 20),
        date(2025, 2, 3),
    )
    waits = Referral.objects.get(state="waiting")
    assert waits.received_on == date(2026, 8, 25)
    place = Place.objects.get(state="waiting")
    pair = Pair.objects.get()
    assert (pair.state, pair.volunteer_id, pair.place.state) == ("active", mentor.pk, "matched")
    shown = mentoring.place(place.pk, actor=here.first, at=AT)
    assert shown.waiting_days == (AT.date() - date(2026, 8, 25)).days
    reach = messaging.own_profile(mentor.person_id)
    assert (reach.channels, reach.text_number) == (("text",), "+447700900101")
    assert list(verify()) == []
    assert referrals.reconcile(AT) == ()


def test_nobody_is_told_and_no_consent_is_made_up(here: Service) -> None:
    before = Consent.objects.count()
    bring(here, book())

    assert Message.objects.count() == 0
    assert Consent.objects.count() == before


def test_running_it_twice_changes_nothing(here: Service) -> None:
    bring(here, book())
    before = left(here)
    run_id = bring(here, book(), at=AT + timedelta(days=1))

    assert counts(run_id) == (3, 0, 3, 0)
    assert left(here) == before


def test_a_mentor_at_work_is_ready_only_by_two_people_here(here: Service) -> None:
    bring(here, book())
    key = Volunteer.objects.get().pk
    assert mentoring.ready_mentors(here.id, at=AT) == ()

    assert mentoring.checklist(key, actor=here.first, at=AT).lacking == ()
    assert not mentoring.go_live(key, actor=here.first, at=AT)
    with pytest.raises(Refused):
        mentoring.go_live(key, actor=here.first, at=AT)
    assert mentoring.go_live(key, actor=here.second, at=AT)
    assert [offer.capacity for offer in mentoring.ready_mentors(here.id, at=AT)] == [1]


def test_a_mentor_whose_sheet_says_little_lacks_the_rest(here: Service) -> None:
    bare = {"Name": "Bea", "Phone": "07700900104", "Condition": "type-1-diabetes"}
    bring(here, book(mentors=[bare], waiting=[], pairs=[]))

    key = Volunteer.objects.get().pk
    lacking = mentoring.checklist(key, actor=here.first, at=AT).lacking
    assert set(lacking) == {"references", "meet", "training", "checks", "agreement"}
    with pytest.raises(Invalid):
        mentoring.go_live(key, actor=here.first, at=AT)


def test_more_pairs_than_places_are_brought_in_and_said(here: Service) -> None:
    pairs = [
        {**PAIR, "Name": f"Pat {number}", "Phone": f"0770090020{number}"} for number in range(4)
    ]
    run_id = bring(here, book(waiting=[], pairs=pairs))

    mentor = Volunteer.objects.get()
    assert (counts(run_id), mentor.held, mentor.over) == ((5, 5, 0, 0), 4, 2)
    notes = interop.rows(run_id, outcome="notes", actor=SYSTEM)
    assert [(row.sheet, row.number) for row in notes] == [("pairs", 4), ("pairs", 5)]


@pytest.mark.parametrize(
    ("mentors", "waiting", "pairs", "wrong"),
    [
        ([MENTOR], [], [{**PAIR, "Mentor": "Nobody"}], ("pairs", "2", "Mentor (B2)")),
        ([{**MENTOR, "Born": "12"}], [], [], ("mentors", "2", "Born (P2)")),
        ([{**MENTOR, "Status": "left"}], [], [], ("mentors", "2", "Status (S2)")),
        ([{**MENTOR, "Phone": ""}], [], [], ("mentors", "2", "Phone (B2)")),
        ([{**MENTOR, "Condition": "sniffles"}], [], [], ("mentors", "2", "Condition (E2)")),
        ([], [{**WAITING, "Referred on": "31/02/2026"}], [], ("waiting", "2", "Referred on (T2)")),
        ([], [{**WAITING, "Referred on": "01/01/2027"}], [], ("waiting", "2", "Referred on (T2)")),
        ([], [{**WAITING, "Referred on": "#REF!"}], [], ("waiting", "2", "Referred on (T2)")),
        ([], [{**WAITING, "Date of birth": "1/5/84"}], [], ("waiting", "2", "Date of birth (P2)")),
        ([], [{**WAITING, "NHS number": "9434765918"}], [], ("waiting", "2", "NHS number (Q2)")),
        ([], [{**WAITING, "Phone": "12"}], [], ("waiting", "2", "Phone (B2)")),
    ],
)
def test_what_cannot_be_is_rejected_by_sheet_row_and_column(
    here: Service, mentors: Rows, waiting: Rows, pairs: Rows, wrong: tuple[str, ...]
) -> None:
    body = book(mentors=mentors, waiting=waiting, pairs=pairs)
    for dry in (True, False):
        run_id = bring(here, body, dry=dry)
        assert [row[:3] for row in rejected(run_id)] == [wrong]
        assert all(row[3] for row in rejected(run_id))


def test_the_same_person_twice_comes_in_once(here: Service) -> None:
    again = {**WAITING, "Name": "WAITING وسيم", "Phone": "447700900102"}
    run_id = bring(here, book(mentors=[], waiting=[WAITING, again], pairs=[]))

    assert [row[:3] for row in rejected(run_id)] == [("waiting", "3", "Name (A3)")]
    assert Referral.objects.count() == 1


def test_whoever_meets_a_mentor_does_not_wait_too(here: Service) -> None:
    both = {**WAITING, "Name": PAIR["Name"], "Phone": PAIR["Phone"]}
    run_id = bring(here, book(waiting=[both]))

    assert counts(run_id) == (3, 2, 1, 0)
    assert list(Place.objects.values_list("state", flat=True)) == ["matched"]


def test_undo_leaves_nobody_and_the_file_comes_in_again(here: Service) -> None:
    persons = Person.objects.exclude(name="").count()
    run_id = bring(here, book())
    import_undo.undo_now(run_id, actor=here.first, now=lambda: AT)

    assert (told(run_id).undone, told(run_id).kept) == (3, 0)
    assert left(here) == (0,) * 6
    assert Person.objects.exclude(name="").count() == persons
    assert list(verify()) == []
    assert counts(bring(here, book())) == (3, 3, 0, 0)


def test_undo_leaves_what_somebody_went_on_with_and_says_why(here: Service) -> None:
    run_id = bring(here, book())
    later = AT + timedelta(hours=1)
    waits = Referral.objects.get(state="waiting")
    referrals.note_contacted(waits.pk, actor=here.first, at=later)
    import_undo.undo_now(run_id, actor=here.first, now=lambda: later)

    assert (told(run_id, later).undone, told(run_id, later).kept) == (2, 1)
    (row,) = interop.rows(run_id, outcome="kept", actor=SYSTEM)
    assert (row.sheet, row.kept_because) == (
        "waiting",
        "Somebody has gone on with this person since.",
    )
    assert left(here)[:3] == (0, 1, 1)
    assert people.person_name(waits.person_id) == WAITING["Name"]


def test_undo_leaves_a_mentor_with_a_pair_that_stays(here: Service) -> None:
    run_id = bring(here, book(waiting=[]))
    pair = Pair.objects.get()
    messaging.set_profile(
        person_id=pair.place.person_id,
        changes={"phone_number": "07700 900199"},
        actor=here.first,
        at=AT + timedelta(hours=1),
    )
    import_undo.undo_now(run_id, actor=here.first, now=lambda: AT)

    assert told(run_id).kept == 2
    assert (Volunteer.objects.get().held, Pair.objects.count()) == (1, 1)


def test_only_a_coordinator_there_brings_it_in(here: Service) -> None:
    for actor in (here.lead, VISITOR):
        with pytest.raises(Refused):
            bring(here, book(), actor=actor)
    run_id = bring(here, book(), actor=here.first)
    with pytest.raises(NotFound):
        interop.run(run_id, actor=here.lead, at=AT)


def test_one_table_alone_needs_a_map_of_one_part(here: Service) -> None:
    lines = "Name,Phone,Condition\nMeg,07700900101,type-1-diabetes\n"
    part = {"id": "Name", "fields": {"name": "Name", "phone": "Phone", "conditions": "Condition"}}
    one = {"source": "list", "mentors": part}
    assert counts(bring(here, lines.encode(), file_name="m.csv", mapping=one)) == (1, 1, 0, 0)

    run_id = bring(here, lines.encode(), file_name="m.csv")
    assert told(run_id).state == "stopped"
    assert "one table" in told(run_id).fault


def test_the_example_comes_in_without_a_map(here: Service) -> None:
    at = datetime(2026, 11, 25, 10, tzinfo=UTC)
    run_id = bring(here, interop.example_workbook(), at=at)

    assert (told(run_id, at).created, told(run_id, at).rejected) == (4, 0)


def test_the_documented_map_reads_sheets_with_names_of_their_own(here: Service) -> None:
    path = ROOT / "docs/how-to/examples/mentoring/service-map.yaml"
    mapping = interop.read_service_mapping(path.read_bytes())
    mentors = ("First name", "Surname", "Mobile", "Lives with", "When", "Post code", "Max")
    sheets = [
        (
            "Volunteers 2026",
            (*mentors, "Status", "Started", "ID seen"),
            [
                ["Meg", "Hill", "7700900101", "T1", "Tuesday evening, whenever", "WR1", ""]
                + ["ok", "44927", "01/02/2023"]
            ],
        ),
        (
            "Waiting list",
            ("Ref", "Patient", "Tel", "Condition", "DOB", "Referral received"),
            [
                ["7", "Pat Lee", "07700900102", "T2", "1/2/1960", "1st Sept 2026"],
                ["8", "Wyn Dee", "07700900103", "T1", "1/2/1961", "2nd Sep 2026"],
            ],
        ),
        ("Matched", ("Ref", "Volunteer", "First met"), [["7", "meg  HILL", "10/10/2026"]]),
    ]
    run_id = bring(here, write_book(sheets), mapping=mapping)

    assert counts(run_id) == (4, 3, 1, 0)  # Pat meets Meg, and waits no more
    mentor = Volunteer.objects.get()
    assert (mentor.times, mentor.modes) == (["tue_evening"], ["in_person", "phone"])
    assert (mentor.applied_at.date(), mentor.held) == (date(2023, 1, 1), 1)
    assert Pair.objects.get().place.conditions == ["type-2-diabetes"]
    assert [row.sheet for row in interop.rows(run_id, outcome="notes", actor=SYSTEM)] == [
        "mentors",
        "waiting",
    ]


def people_who_wait(many: int) -> bytes:
    rows = [
        {**WAITING, "Name": f"Wyn {number}", "Phone": f"07700{number:06}"} for number in range(many)
    ]
    return book(mentors=[], waiting=rows, pairs=[])


def test_each_row_takes_as_many_statements_however_many_there_are(here: Service) -> None:
    taken = []
    for many in (5, 45):
        people.forget_service()
        with CaptureQueriesContext(connection) as statements:
            run_id = bring(here, people_who_wait(many))
        taken.append(len(statements))
        assert told(run_id).created == many
        import_undo.undo_now(run_id, actor=here.first, now=lambda: AT)

    assert (taken[1] - taken[0]) / 40 <= 12


@pytest.mark.long
def test_ten_thousand_rows_are_each_accounted_for(here: Service) -> None:
    rows = [
        {**WAITING, "Name": f"Wyn {number}", "Phone": f"07700{number:06}" if number % 20 else "12"}
        for number in range(10_000)
    ]
    body = book(mentors=[], waiting=rows, pairs=[])

    assert counts(bring(here, body)) == (10_000, 9_500, 0, 500)
    assert counts(bring(here, body)) == (10_000, 0, 9_500, 500)
