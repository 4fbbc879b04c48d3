"""A volunteer welcomed or declined by mistake: as if it had not been, or plainly refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.events import VolunteerWelcomed
from alongside.domain.messaging.models import Message
from alongside.domain.training import public as training
from alongside.domain.training.models import Enrolment
from alongside.foundation.audit import verify
from alongside.foundation.errors import Conflict, NotFound
from alongside.journeys import decision_undo, reactions, volunteer_training
from factories.directory import coordinator, organisation, person
from factories.mentoring import (
    AT,
    SYSTEM,
    WORDS,
    Service,
    acting,
    applied,
    prepared,
    reference_link,
    row,
    service,
)
from factories.messaging import drained

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
EARLIER = AT - timedelta(days=2)
SOON, LATE = AT + timedelta(seconds=20), AT + timedelta(seconds=31)


@pytest.fixture
def here() -> Service:
    return service()


def told(volunteer_id: UUID) -> VolunteerWelcomed:
    one = row(volunteer_id)
    return VolunteerWelcomed(one.pk, one.person_id, one.organisation_id, AT)


def messages(template: str) -> list[str]:
    rows = Message.objects.filter(template=template)
    return list(rows.order_by("created_at", "pk").values_list("state", flat=True))


@pytest.mark.parametrize("worker_first", [True, False])
def test_a_welcome_is_taken_back_with_the_training(here: Service, worker_first: bool) -> None:
    one = applied(at=EARLIER).volunteer_id
    mentoring.welcome(one, actor=here.first, at=AT)
    if worker_first:
        reactions.begin_training(told(one))
        assert Enrolment.objects.count() == 7
    drained(SOON)
    assert messages("mentor_welcome") == ["queued"]
    shown = mentoring.volunteer(one, actor=here.first, at=SOON)
    assert shown.undo_until == AT + timedelta(seconds=30)

    for _twice in range(2):
        decision_undo.take_answer_back(one, actor=here.second, at=SOON)
    if not worker_first:
        reactions.begin_training(told(one))
    volunteer_training.run_due(actor=SYSTEM, at=LATE)
    drained(LATE)

    assert row(one).state == "applied"
    assert not Enrolment.objects.exists()
    assert messages("mentor_welcome") == ["cancelled"]
    assert mentoring.volunteer(one, actor=here.first, at=SOON).undo_until is None
    assert list(verify()) == []
    # And welcomed again, as if nothing had been.
    mentoring.welcome(one, actor=here.first, at=LATE)
    assert messages("mentor_welcome") == ["cancelled", "queued"]


@pytest.mark.parametrize("was", ["applied", "preparing"])
def test_a_no_is_taken_back_and_links_open_again(here: Service, was: str) -> None:
    one = applied(at=EARLIER).volunteer_id
    if was == "preparing":
        mentoring.welcome(one, actor=here.first, at=EARLIER)
    tokens = [reference_link(one, number, at=EARLIER) for number in (1, 2)]
    mentoring.give_reference(tokens[0], words=WORDS, at=EARLIER)
    mentoring.decline(one, actor=here.first, at=AT)
    with pytest.raises(NotFound):
        mentoring.reference_asked(tokens[1], at=SOON)

    for _twice in range(2):
        decision_undo.take_answer_back(one, actor=here.first, at=SOON)
    drained(LATE)

    assert row(one).state == was
    assert messages("mentor_not_now") == ["cancelled"]
    assert mentoring.reference_asked(tokens[1], at=LATE).given is False
    mentoring.give_reference(tokens[1], words=WORDS, at=LATE)
    assert list(verify()) == []
    mentoring.decline(one, actor=here.first, at=LATE)
    assert messages("mentor_not_now") == ["cancelled", "queued"]


def test_a_link_that_was_revoked_before_stays_revoked(here: Service) -> None:
    one = applied(at=EARLIER).volunteer_id
    old = reference_link(one, 1, at=EARLIER)
    mentoring.decline(one, actor=here.first, at=EARLIER)
    decision_undo.take_answer_back(one, actor=here.first, at=EARLIER)
    mentoring.decline(one, actor=here.first, at=AT)
    with pytest.raises(NotFound):
        mentoring.reference_asked(old, at=AT)
    with pytest.raises(Conflict):
        decision_undo.take_answer_back(one, actor=here.first, at=LATE)
    with pytest.raises(NotFound):
        mentoring.reference_asked(old, at=LATE)


@pytest.mark.parametrize("no", [True, False])
def test_after_half_a_minute_it_stands(here: Service, no: bool) -> None:
    one = applied(at=EARLIER).volunteer_id
    act = mentoring.decline if no else mentoring.welcome
    act(one, actor=here.first, at=AT)
    state = row(one).state

    assert mentoring.volunteer(one, actor=here.first, at=LATE).undo_until is None
    with pytest.raises(Conflict, match="too late"):
        decision_undo.take_answer_back(one, actor=here.first, at=LATE)
    for after in (timedelta(), timedelta(minutes=10)):  # who we are goes first
        drained(LATE + after)
    with pytest.raises(Conflict, match="too late"):
        decision_undo.take_answer_back(one, actor=here.first, at=SOON)
    assert row(one).state == state


def test_nothing_that_somebody_did_since_is_lost(here: Service) -> None:
    trained = applied(at=EARLIER).volunteer_id
    mentoring.welcome(trained, actor=here.first, at=AT)
    reactions.begin_training(told(trained))
    read = Enrolment.objects.order_by("pk")[0]
    training.note_read(read.pk, actor=acting(trained), at=SOON)
    with pytest.raises(Conflict, match="training has begun"):
        decision_undo.take_answer_back(trained, actor=here.first, at=SOON)
    assert (row(trained).state, Enrolment.objects.count()) == ("preparing", 7)

    signed = prepared(here, name="Olga Stone")
    mentoring.go_live(signed, actor=here.first, at=SOON)
    with pytest.raises(Conflict, match="too late"):
        decision_undo.take_answer_back(signed, actor=here.first, at=SOON)


def test_who_applied_again_meanwhile_goes_on_with_that(here: Service) -> None:
    mona = person("Mona Price")
    one = applied(at=EARLIER, actor=mona).volunteer_id
    mentoring.decline(one, actor=here.first, at=AT)
    again = applied(at=SOON, actor=mona).volunteer_id
    assert again != one
    assert row(again).person_id == row(one).person_id

    with pytest.raises(Conflict, match="applied again"):
        decision_undo.take_answer_back(one, actor=here.first, at=SOON)
    assert (row(one).state, row(again).state) == ("declined", "applied")


def test_others_can_take_nothing_back(here: Service) -> None:
    one = applied(at=EARLIER).volunteer_id
    mentoring.welcome(one, actor=here.first, at=AT)
    for actor in (coordinator(organisation("Elsewhere")), acting(one)):
        with pytest.raises(NotFound):
            decision_undo.take_answer_back(one, actor=actor, at=SOON)
