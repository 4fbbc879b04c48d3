"""Undoing a service's own spreadsheet: what happened to somebody since does not vanish."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from alongside.domain.interop import public as interop
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Check, Meeting, Pair, Place, Volunteer
from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import public as outcomes
from alongside.domain.people import public as people
from alongside.domain.people.models import Organisation, Person
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Referral
from alongside.domain.safety import public as safety
from alongside.domain.safety.models import Concern
from alongside.domain.training import public as training
from alongside.foundation.actor import VISITOR, by_link
from alongside.foundation.audit import verify
from alongside.foundation.errors import Conflict, NotFound, Refused
from alongside.foundation.links import make_link
from alongside.foundation.unit import unit
from alongside.journeys import import_undo
from domain.interop.test_service_spreadsheet import MENTOR, PAIR, WAITING, book, bring, told
from factories.mentoring import AT, SYSTEM, Service, service
from factories.safety import Team
from factories.safety import told as worry

pytestmark = pytest.mark.django_db
SINCE = "Something has been written about this person since."
LATER = AT + timedelta(hours=1)
MET = {"Mentor": MENTOR["Name"], "Name": PAIR["Name"], "Date": "13/10/2026"}


class Here:
    """A service that has just brought its spreadsheet in: Meg meets Pat, and Wasim waits."""

    def __init__(self) -> None:
        self.service: Service = service()
        self.team = Team(Organisation.objects.get(pk=self.service.id))
        self.run_id = bring(self.service, book(met=[MET]))

    @property
    def waits(self) -> Referral:
        return Referral.objects.get(state="waiting")

    @property
    def pair(self) -> Pair:
        return Pair.objects.get()

    @property
    def pat(self) -> UUID:
        return self.pair.place.person_id

    @property
    def meg(self) -> Volunteer:
        return Volunteer.objects.get()

    def undo(self) -> dict[tuple[str, int], str]:
        """Undoes it, and returns the rows that stay, with why."""
        import_undo.undo_now(self.run_id, actor=self.service.first, now=lambda: LATER)
        run = told(self.run_id, LATER)
        assert run.state == "undone"
        rows = interop.rows(self.run_id, outcome="kept", actor=SYSTEM)
        assert run.kept == len(rows)
        assert list(verify()) == []
        assert referrals.reconcile(LATER) == ()
        return {(row.sheet, row.number): row.kept_because for row in rows}


@pytest.fixture
def here(db: None) -> Here:
    return Here()


def worry_from_the_pair(here: Here) -> None:
    worry(at=LATER, thing="pair", thing_id=here.pair.pk)


def worry_by_name(here: Here) -> None:
    worry(at=LATER, about="other", about_name="Mrs PAT  paired, of Bank Street")


def worry_in_words(here: Here) -> None:
    worry(at=LATER, what_happened="I fear for Pat Paired. She did not come.")


def worry_told_by_them(here: Here) -> None:
    signed_in = here.team.acting(Person.objects.get(pk=here.pat), people.Role.MENTOR)
    worry(at=LATER, actor=signed_in, say_who=True)


def a_message(here: Here) -> None:
    messaging.send(
        "pair_resumed_person",
        to=messaging.to_person(here.pat),
        values={"link": "x"},
        cause=here.pair,
        key="later",
        organisation_id=here.service.id,
        actor=here.service.first,
        at=LATER,
    )


def a_consent(here: Here) -> None:
    people.give_consent(
        person_id=here.pat,
        purpose="referral",
        how="phone",
        actor=here.service.first,
        at=LATER,
    )


def a_story(here: Here) -> None:
    told = {"words": "We walk every week.", "shown_as": "", "uses": ("report",)}
    outcomes.tell_my_story(**told, actor=by_link(here.pat), at=LATER)


def a_measure(here: Here) -> None:
    outcomes.choose_measure(here.service.id, measure="ons4", actor=here.service.first, at=LATER)
    outcomes.ask(
        here.pair.place.episode_id,
        point="baseline",
        person_id=here.pat,
        organisation_id=here.service.id,
        actor=SYSTEM,
        at=LATER,
    )


def details_kept(here: Here) -> None:
    people.restrict(
        person_id=here.pat, because="accuracy", how="phone", actor=here.service.first, at=LATER
    )


def a_complaint(here: Here) -> None:
    given = people.ComplaintGiven(
        name="Pat", about="Nobody rang me.", wanted="explain", reply_by="none"
    )
    people.complain(given=given, key=uuid4(), actor=by_link(here.pat), at=LATER)


def a_wish_to_be_deleted(here: Here) -> None:
    people.ask_erasure(person_id=here.pat, actor=here.service.first, at=LATER)


HAPPENED = [
    worry_from_the_pair,
    worry_by_name,
    worry_in_words,
    worry_told_by_them,
    a_message,
    a_consent,
    a_story,
    a_measure,
    details_kept,
    a_complaint,
    a_wish_to_be_deleted,
]


@pytest.mark.parametrize("happened", HAPPENED, ids=lambda one: one.__name__)
def test_what_happened_to_a_person_keeps_them_their_pair_and_its_meetings(
    here: Here, happened: Callable[[Here], None]
) -> None:
    happened(here)
    kept = here.undo()

    assert kept == {
        ("pairs", 2): SINCE,
        ("meetings", 2): SINCE,
        ("mentors", 2): "This mentor meets somebody.",
    }
    assert (Pair.objects.get().state, Meeting.objects.count()) == ("active", 1)
    assert here.meg.held == 1
    assert people.person_name(here.pat) == PAIR["Name"]
    # Whoever waited, of whom nothing was written, is gone.
    assert Place.objects.count() == 1
    assert not Person.objects.filter(name=WAITING["Name"]).exists()


def test_the_sentence_of_a_worry_is_that_of_a_message(here: Here) -> None:
    worry_from_the_pair(here)
    a_message(here)

    assert here.undo()["pairs", 2] == SINCE
    assert Concern.objects.get().thing_id == here.pair.pk


def test_a_worry_about_somebody_else_keeps_nobody(here: Here) -> None:
    worry(at=LATER, thing="pair", thing_id=uuid4(), what_happened="Pat was told of it.")
    worry(at=AT - timedelta(days=1), what_happened="Pat Paired fell.")  # another one, before

    assert here.undo() == {}
    assert (Volunteer.objects.count(), Pair.objects.count(), Referral.objects.count()) == (0, 0, 0)


def test_a_worry_told_from_an_introduction_keeps_it(here: Here) -> None:
    worry(at=LATER, thing="referral", thing_id=here.waits.pk)

    assert here.undo() == {("waiting", 2): SINCE}
    assert people.person_name(here.waits.person_id) == WAITING["Name"]
    assert Place.objects.get().state == "waiting"


def test_what_the_person_corrects_keeps_their_introduction(here: Here) -> None:
    with unit(actor=SYSTEM, at=AT) as work:
        until = AT + timedelta(days=9)
        token = make_link("my_referral", here.waits, valid_until=until, work=work)
    referrals.correct(token, correction="It is my left foot.", at=LATER)

    assert here.undo() == {("waiting", 2): "Somebody has gone on with this person since."}


def only_a_mentor(here: Here) -> None:
    """A run that brings in a mentor of whom nothing was seen but who they are."""
    import_undo.undo_now(here.run_id, actor=here.service.first, now=lambda: AT)
    unchecked = {**MENTOR, "DBS": "", "DBS seen": "", "DBS again": ""}
    here.run_id = bring(here.service, book(mentors=[unchecked], waiting=[], pairs=[]))


def another_check(here: Here) -> None:
    see = {"kind": "criminal-record-england", "volunteer_id": here.meg.pk}
    mentoring.note_eligibility(said_yes=(), actor=here.service.first, at=LATER, **see)


def the_same_check_again(here: Here) -> None:
    mentoring.note_check(
        here.meg.pk,
        kind="identity",
        level="seen",
        seen_on=LATER.date(),
        look_again_on=None,
        actor=here.service.first,
        at=LATER,
    )


def they_met(here: Here) -> None:
    mentoring.note_met(here.meg.pk, on=LATER.date(), actor=here.service.first, at=LATER)


LOOKED_AT = [another_check, the_same_check_again, they_met]


@pytest.mark.parametrize("happened", LOOKED_AT, ids=lambda one: one.__name__)
def test_what_was_looked_at_here_keeps_a_mentor(
    here: Here, happened: Callable[[Here], None]
) -> None:
    only_a_mentor(here)
    happened(here)
    checks = Check.objects.count()

    assert here.undo() == {("mentors", 2): "Somebody has gone on with this mentor since."}
    assert Check.objects.count() == checks


def enrolled(here: Here) -> UUID:
    """Meg, in the seven modules, as the service does it by itself."""
    only_a_mentor(here)
    person_id, where = here.meg.person_id, here.service.id
    return training.enrol(person_id=person_id, organisation_id=where, actor=SYSTEM, at=LATER)[0]


def test_a_mentor_who_read_a_module_stays(here: Here) -> None:
    training.note_read(enrolled(here), actor=by_link(here.meg.person_id), at=LATER)

    assert here.undo() == {("mentors", 2): SINCE}


def test_a_mentor_who_was_only_put_into_training_goes_with_it(here: Here) -> None:
    enrolled(here)
    person_id = here.meg.person_id

    assert here.undo() == {}
    assert not any(training.personal_data(person_id).values())


def test_nobody_learns_of_a_worry_by_asking_whether_there_is_one(here: Here) -> None:
    worry_from_the_pair(here)
    for actor in (here.service.first, here.team.acting(here.team.lead), VISITOR):
        with pytest.raises(Refused):
            safety.speaks_of(
                person_id=here.pat, name="", things=[here.pair.pk], since=AT, actor=actor
            )


def test_only_who_may_undo_does_and_once(here: Here) -> None:
    with pytest.raises(NotFound):
        import_undo.undo_now(here.run_id, actor=here.service.lead, now=lambda: LATER)
    assert here.undo() == {}
    with pytest.raises(Conflict):
        import_undo.undo(here.run_id, actor=here.service.first, at=LATER)


def test_the_worker_undoes_it_too(here: Here) -> None:
    worry_from_the_pair(here)
    import_undo.undo(here.run_id, actor=here.service.first, at=LATER)

    assert (told(here.run_id, LATER).state, Pair.objects.count()) == ("undone", 1)
