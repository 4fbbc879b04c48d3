"""Nobody is matched without two yes, every step and checks that count, whatever happens when."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Agreement, Check, Reference, Volunteer
from alongside.domain.people import public as people
from alongside.foundation import audit
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from factories.directory import coordinator, organisation
from factories.mentoring import (
    AT,
    PROFILE,
    SYSTEM,
    WORDS,
    acting,
    applied,
    prepared,
    reference_link,
    service,
)
from support import seeds

pytestmark = pytest.mark.django_db
REFUSALS = (Conflict, Invalid, NotFound, Refused)
Who = dict[str, Any]
RECORD = "criminal-record-england"


class Walk:
    """Anybody does anything to two volunteers, on days that go on."""

    ACTIONS = (
        "welcome", "decline", "refer", "meet", "train", "ask", "see", "see_record", "agree",
        "yes", "yes", "yes", "pause", "resume", "stop", "change", "clear", "due", "consent",
    )  # fmt: skip

    def __init__(self, seed: int) -> None:
        self.dice, self.at = random.Random(seed), AT
        self.here = service()
        elsewhere = coordinator(organisation("Another place"))
        self.volunteers = [prepared(self.here, at=AT), applied(name="Nia Moss").volunteer_id]
        self.actors: list[Actor] = [
            self.here.first,
            self.here.second,
            self.here.lead,
            elsewhere,
            *(acting(one) for one in self.volunteers),
        ]

    def do(self, action: str) -> None:
        """One step by somebody; that it is refused is an answer too."""
        self.at += timedelta(hours=self.dice.choice((1, 5, 24, 24 * 11)))
        one, actor = self.dice.choice(self.volunteers), self.dice.choice(self.actors)
        try:
            with transaction.atomic():
                getattr(self, f"_{action}")(one, {"actor": actor, "at": self.at})
        except REFUSALS:
            return

    def _welcome(self, one: UUID, who: Who) -> None:
        mentoring.welcome(one, **who)

    def _decline(self, one: UUID, who: Who) -> None:
        if self.dice.random() < 0.2:
            mentoring.decline(one, **who)

    def _refer(self, one: UUID, who: Who) -> None:
        token = reference_link(one, self.dice.choice((1, 2)), at=self.at)
        mentoring.give_reference(token, words=WORDS, at=self.at)

    def _meet(self, one: UUID, who: Who) -> None:
        mentoring.note_met(one, on=london_date(self.at), **who)

    def _train(self, one: UUID, who: Who) -> None:
        mentoring.note_trained(one, on=london_date(self.at), **who)

    def _ask(self, one: UUID, who: Who) -> None:
        said = self.dice.sample(("under-18-often", "personal-care"), self.dice.choice((0, 0, 1)))
        mentoring.note_eligibility(one, kind=RECORD, said_yes=said, **who)

    def _see(self, one: UUID, who: Who) -> None:
        day = london_date(self.at)
        mentoring.note_check(
            one, kind="identity", level="seen", seen_on=day, look_again_on=None, **who
        )

    def _see_record(self, one: UUID, who: Who) -> None:
        day = london_date(self.at)
        level = self.dice.choice(("basic", "enhanced-barred"))
        until = day + timedelta(days=self.dice.choice((1, 40, 400)))
        mentoring.note_check(one, kind=RECORD, level=level, seen_on=day, look_again_on=until, **who)

    def _agree(self, one: UUID, who: Who) -> None:
        mentoring.agree(one, version=1, **who)

    def _yes(self, one: UUID, who: Who) -> None:
        mentoring.go_live(one, **who)

    def _pause(self, one: UUID, who: Who) -> None:
        mentoring.pause(one, **who)

    def _resume(self, one: UUID, who: Who) -> None:
        mentoring.resume(one, **who)

    def _stop(self, one: UUID, who: Who) -> None:
        if self.dice.random() < 0.1:
            mentoring.stop(one, **who)

    def _change(self, one: UUID, who: Who) -> None:
        mentoring.change_profile(one, profile=PROFILE, **who)

    def _clear(self, one: UUID, who: Who) -> None:
        mentoring.clear_for_under_18(one, cleared=self.dice.random() < 0.5, **who)

    def _due(self, one: UUID, who: Who) -> None:
        mentoring.run_due(actor=SYSTEM, at=self.at)

    def _consent(self, one: UUID, who: Who) -> None:
        if self.dice.random() < 0.05:
            mentoring.stop_volunteering(person_id=acting(one).person_id, actor=SYSTEM, at=self.at)

    def check(self) -> None:
        """What must hold of whoever could be matched today, from the tables themselves."""
        today = london_date(self.at)
        for mentor in mentoring.ready_mentors(self.here.id, at=self.at):
            row = Volunteer.objects.get(pk=mentor.id)
            yes = {row.first_yes_by_id, row.second_yes_by_id}
            assert None not in yes
            assert len(yes) == 2
            assert row.person_id not in yes
            assert row.met_on is not None
            assert row.trained_on is not None
            assert Reference.objects.filter(volunteer=row, given_at__isnull=False).count() == 2
            assert Agreement.objects.filter(volunteer=row).exists()
            checks = Check.objects.filter(volunteer=row, current=True)
            over = [one for one in checks if one.look_again_on and one.look_again_on < today]
            assert bool(over) == (mentor.recheck_on is not None and mentor.recheck_on < today)
            assert 1 <= mentor.capacity <= 4


def _walk(seed: int, steps: int) -> None:
    catalogue.forget()
    people.forget_service()
    with transaction.atomic():
        walk = Walk(seed)
        for _step in range(steps):
            walk.do(walk.dice.choice(Walk.ACTIONS))
            walk.check()
        assert list(audit.verify()) == []
        transaction.set_rollback(True)


@pytest.mark.parametrize("seed", seeds(2))
def test_random_steps_make_nobody_ready_who_is_not(seed: int) -> None:
    _walk(seed, 80)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1_000, 1_100, 10))
def test_thirty_thousand_random_steps_make_nobody_ready_who_is_not(first: int) -> None:
    for seed in range(first, first + 10):
        _walk(seed, 300)
