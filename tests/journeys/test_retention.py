"""Forgetting in time: neither a day early nor a day late, and never what is still needed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory.models import Editor
from alongside.domain.people import public as people
from alongside.domain.people.models import (
    CarerOffer,
    CarerPermission,
    Complaint,
    Consent,
    Invitation,
    Person,
)
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern, Step
from alongside.domain.signposting.models import Request
from alongside.formats.catalogue import DATA
from alongside.foundation.actor import VISITOR, system
from alongside.foundation.clock import LONDON
from alongside.foundation.errors import Refused
from alongside.foundation.links import make_link
from alongside.foundation.models import AuditRow, Link
from alongside.foundation.unit import unit
from alongside.journeys import retention
from factories.directory import content, listed
from factories.people import OrganisationFactory, PersonFactory
from journeys.worlds import service

SYSTEM = system("retention")
NOW = datetime(2028, 12, 15, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture(autouse=True)
def _service() -> None:
    service()


def ago(months: int) -> datetime:
    """The last moment that is forgotten: just before the day that many months ago."""
    year, month = divmod(NOW.year * 12 + NOW.month - 1 - months, 12)
    return datetime(year, month + 1, NOW.day, tzinfo=LONDON) - timedelta(microseconds=1)


def run(at: datetime = NOW) -> dict[str, int]:
    return retention.run_retention(actor=SYSTEM, at=at)


def consent(over: datetime) -> None:
    Consent.objects.create(
        person=PersonFactory(), purpose="join-request", words_version=1, how="page",
        given_at=over, withdrawn_at=over,
    )  # fmt: skip


def carer(over: datetime) -> None:
    CarerPermission.objects.create(
        person=PersonFactory(), carer=PersonFactory(), what="download",
        valid_until=date(2030, 1, 1), given_at=over, ended_at=over,
    )  # fmt: skip


def complaint(over: datetime) -> None:
    Complaint.objects.create(
        key=uuid4(), reference=str(uuid4())[:9], state="answered", about="Wxqz", wanted="stop",
        reply_by="none", received_at=over, due_on=over.date(), answer="Vbkj", answered_at=over,
    )  # fmt: skip


def invitation(over: datetime) -> None:
    Invitation.objects.create(
        organisation=OrganisationFactory(), role="mentor", made_at=over, valid_until=over
    )


def link(over: datetime) -> None:
    with unit(actor=SYSTEM, at=over) as work:
        make_link("my_data", PersonFactory(), valid_until=over, work=work)


def worry(over: datetime) -> None:
    here = people.service()
    assert here is not None
    made = Concern.objects.create(
        reference=str(uuid4())[:9], key=uuid4(), organisation_id=here.organisation_id,
        state="closed", danger_now=True, what_happened="Wxqz", about="other", about_name="Vbkj",
        may_contact=True, contact_by="text", contact_at="07700 900982", received_at=over,
        closing_by=PersonFactory(), closed_by=PersonFactory(), closed_at=over,
    )  # fmt: skip
    Step.objects.create(
        concern=made, key=uuid4(), kind="note", words="Wxqz", by=made.closed_by, at=over
    )


def somebody(over: datetime) -> None:
    PersonFactory(user=None, created_at=over)


Make = Callable[[datetime], None]


@pytest.mark.parametrize(
    ("policy", "months", "make"),
    [
        ("withdrawn-consents", 24, consent),
        ("carer-permissions", 12, carer),
        ("answered-complaints", 24, complaint),
        ("invitations", 12, invitation),
        ("links", 1, link),
        ("closed-worries", 96, worry),
        ("people-without-account", 12, somebody),
    ],
)
def test_forgotten_on_its_day_and_not_before(policy: str, months: int, make: Make) -> None:
    make(ago(months))
    make(ago(months) + timedelta(microseconds=1))

    assert run()[policy] == 1
    assert run()[policy] == 0
    assert run(NOW + timedelta(days=1))[policy] == 1


def test_every_period_is_kept_and_every_keeping_has_its_period() -> None:
    counted = {
        term.slug for term in catalogue.terms("retention") if term.content["months"] is not None
    }

    assert counted == set(retention.FORGET)


def test_complaints_lose_their_words_and_keep_their_dates() -> None:
    complaint(ago(24))

    run()

    row = Complaint.objects.get()
    assert (row.about, row.answer, row.name, row.reply_to) == ("", "", "", "")
    assert row.answered_at is not None


def test_worries_lose_every_word_and_keep_when_and_by_whom_they_were_closed() -> None:
    worry(ago(96))
    before = Concern.objects.get()

    run()

    row = Concern.objects.get()
    words = (row.what_happened, row.about_name, row.contact_by, row.contact_at, row.may_contact)
    assert words == ("", "", "", "", False)
    assert (row.closed_at, row.closed_by, row.danger_now) == (
        before.closed_at, before.closed_by, True,
    )  # fmt: skip
    assert (row.forgotten_at, Step.objects.get().words) == (NOW, "")
    assert AuditRow.objects.filter(action="concern.forgotten").count() == 1


def test_an_open_worry_is_kept_however_old() -> None:
    worry(ago(200))
    Concern.objects.update(
        state="in_hand", owner=Person.objects.first(), due_at=NOW, escalate_at=NOW, closed_at=None
    )

    assert run()["closed-worries"] == 0
    assert Concern.objects.get().what_happened == "Wxqz"


def test_only_the_service_itself_forgets_worries() -> None:
    with pytest.raises(Refused):
        safety.forget_worries(before=NOW, actor=VISITOR, at=NOW)


def test_what_still_counts_is_kept() -> None:
    long_ago = ago(60)
    Consent.objects.create(
        person=PersonFactory(), purpose="join-request", words_version=1, how="page",
        given_at=long_ago,
    )  # fmt: skip
    CarerPermission.objects.create(
        person=PersonFactory(), carer=PersonFactory(), what="download",
        valid_until=NOW.date(), given_at=long_ago,
    )  # fmt: skip
    Complaint.objects.create(
        key=uuid4(), reference="2222-2222", about="Wxqz", wanted="stop", reply_by="none",
        received_at=long_ago, due_on=long_ago.date(),
    )  # fmt: skip

    assert set(run().values()) == {0}
    assert (Consent.objects.count(), CarerPermission.objects.count()) == (1, 1)
    assert Complaint.objects.get().about == "Wxqz"


def test_a_person_is_kept_while_anything_of_theirs_is() -> None:
    leader = PersonFactory(user=None, created_at=ago(60))
    listing = listed(OrganisationFactory().pk, content())
    Editor.objects.create(listing_id=listing.listing_id, person=leader, since=ago(60))
    agreed = PersonFactory(user=None, created_at=ago(60))
    people.give_consent(
        person_id=agreed.pk, purpose="join-request", how="page", actor=VISITOR,
        at=NOW - timedelta(days=30),
    )  # fmt: skip
    signs_in = PersonFactory(created_at=ago(60))
    idle = PersonFactory(user=None, created_at=ago(60))

    assert run()["people-without-account"] == 1

    erased = set(Person.objects.exclude(erased_at=None).values_list("pk", flat=True))
    assert erased == {idle.pk}
    assert {leader.pk, agreed.pk, signs_in.pk} & erased == set()


@pytest.mark.parametrize(("changed", "forgotten"), [(13, 1), (11, 0)])
def test_a_person_is_kept_a_year_after_what_they_asked_is_over(
    changed: int, forgotten: int
) -> None:
    person = PersonFactory(user=None, created_at=ago(60))
    steward = OrganisationFactory().pk
    Request.objects.create(
        reference="2222-2222", key="k", state="withdrawn", person=person,
        listing_id=listed(steward, content()).listing_id, steward_id=steward, asked_at=ago(50),
        group_asked_on=ago(50).date(), changed_at=ago(changed),
    )  # fmt: skip

    assert run()["people-without-account"] == forgotten


def test_a_period_is_changed_by_its_file(tmp_path: Path) -> None:
    invitation(ago(13))
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("places"))
    file = tmp_path / "data" / "retention" / "invitations.yaml"
    file.write_text(file.read_text().replace("months: 12", "months: 24"))
    catalogue.sync(at=NOW, data_dir=tmp_path / "data")

    assert run()["invitations"] == 0


def test_only_the_service_forgets() -> None:
    for forget in (people.forget_consents, people.forget_carers, people.forget_complaints):
        with pytest.raises(Refused):
            forget(before=NOW, actor=VISITOR, at=NOW)


def test_forgetting_is_audited_and_whole() -> None:
    for make in (consent, carer, invitation, complaint):
        make(ago(40))
    CarerOffer.objects.create(
        person=PersonFactory(), what=["download"], until=ago(40).date(), made_at=ago(40)
    )

    run()

    assert AuditRow.objects.filter(action__endswith=".forgotten").count() == 4
    assert AuditRow.objects.filter(action="complaint.emptied").count() == 1
    assert Link.objects.count() == 0
