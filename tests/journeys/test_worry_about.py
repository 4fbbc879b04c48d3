"""A worry that was told from the page of two people who meet: who learns of it, who does not."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Pair
from alongside.domain.messaging.models import Message
from alongside.domain.people.models import Organisation
from alongside.domain.safety import public as safety
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, NotFound
from alongside.journeys import worry_about
from factories.mentoring import AT, Service, acting, asked, ready, service, waiting, who_waits
from factories.safety import Team, told

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


class Here:
    """Ruth and Mona meet, in a service whose lead reads worries."""

    def __init__(self) -> None:
        self.service: Service = service()
        self.team = Team(Organisation.objects.get(pk=self.service.id))
        self.mentor = ready(self.service)
        place_id = waiting(self.service)
        self.ruth = who_waits(place_id)
        self.pair_id: UUID = asked(self.service, place_id, self.mentor)
        mentoring.accept(self.pair_id, actor=acting(self.mentor), at=AT)

    @property
    def lead(self) -> Actor:
        return self.team.acting(self.team.lead)

    def worry(self, **answers: Any) -> UUID:
        thing = {"thing": "pair", "thing_id": self.pair_id}
        return told(at=AT, **(thing | answers)).concern_id

    def state(self) -> str:
        return Pair.objects.get(pk=self.pair_id).state


@pytest.fixture
def here() -> Here:
    return Here()


def test_the_lead_learns_from_whose_page_it_was_told(here: Here) -> None:
    shown = worry_about.opened(here.worry(), actor=here.lead, at=AT)

    assert shown.told_from is not None
    assert shown.told_from.names == ("Ruth Adeyemi", "Mona Price")
    assert (shown.told_from.may_pause, shown.told_from.paused) == (True, False)


def test_the_lead_pauses_at_once_and_it_stands_with_the_worry(here: Here) -> None:
    concern_id = here.worry()

    for _twice in range(2):
        worry_about.pause_meetings(concern_id, actor=here.lead, at=AT)

    assert here.state() == "paused"
    shown = worry_about.opened(concern_id, actor=here.lead, at=AT)
    assert [step.words for step in shown.record.steps] == ["Their meetings are paused for now."]
    assert shown.told_from is not None
    assert shown.told_from.paused


def test_both_hear_neutral_words_and_nothing_of_a_worry(here: Here) -> None:
    Message.objects.all().delete()
    concern_id = here.worry()
    worry_about.pause_meetings(concern_id, actor=here.lead, at=AT)

    theirs = Message.objects.filter(template__startswith="pair_paused")
    assert {message.person_id for message in theirs} == {
        here.ruth.person_id,
        acting(here.mentor).person_id,
    }
    assert all("worr" not in f"{each.subject}{each.body}{each.values}".lower() for each in theirs)
    for actor in (here.ruth, acting(here.mentor)):
        assert "resume" not in mentoring.together(here.pair_id, actor=actor).ways
        assert not any("oncern" in key for key in mentoring.personal_data(actor.person_id))


def test_of_two_who_have_finished_no_words_go_and_nobody_is_told(here: Here) -> None:
    mona = acting(here.mentor)
    mentoring.begin_ending(here.pair_id, actor=mona, at=AT)
    mentoring.finish_ending(here.pair_id, actor=mona, at=AT)
    mentoring.write_thanks(here.pair_id, words="Thank you, dear", actor=mona, at=AT)
    concern_id = here.worry()
    shown = worry_about.opened(concern_id, actor=here.lead, at=AT).told_from
    assert shown is not None
    assert (shown.finished, shown.may_pause, shown.paused) == (True, True, False)
    messages = Message.objects.count()

    worry_about.pause_meetings(concern_id, actor=here.lead, at=AT)

    told = worry_about.opened(concern_id, actor=here.lead, at=AT)
    assert [step.words for step in told.record.steps] == [
        "They have finished. They do not write to each other for now."
    ]
    assert mentoring.ending(here.pair_id, actor=here.ruth, at=AT).thanks == ""
    assert Message.objects.count() == messages


@pytest.mark.parametrize("who", ["ruth", "coordinator", "mentor"])
def test_to_everybody_else_there_is_no_worry(here: Here, who: str) -> None:
    actors = {
        "ruth": here.ruth,
        "coordinator": here.service.first,
        "mentor": acting(here.mentor),
    }
    concern_id = here.worry()

    with pytest.raises(NotFound):
        worry_about.pause_meetings(concern_id, actor=actors[who], at=AT)
    assert here.state() == "agreed"


def test_where_the_lead_is_the_subject_the_deputy_does_it(here: Here) -> None:
    concern_id = here.worry(kept_from=here.team.lead.pk)

    with pytest.raises(NotFound):
        worry_about.pause_meetings(concern_id, actor=here.lead, at=AT)
    worry_about.pause_meetings(concern_id, actor=here.team.acting(here.team.deputy), at=AT)

    assert here.state() == "paused"


def test_told_from_nowhere_or_from_what_is_gone_there_is_nothing_to_pause(here: Here) -> None:
    nowhere, gone = here.worry(thing="", thing_id=None), here.worry(thing_id=uuid4())

    with pytest.raises(Conflict):
        worry_about.pause_meetings(nowhere, actor=here.lead, at=AT)
    with pytest.raises(NotFound):
        worry_about.pause_meetings(gone, actor=here.lead, at=AT)
    assert worry_about.opened(gone, actor=here.lead, at=AT).told_from is None
    assert here.state() == "agreed"


def test_what_it_was_told_from_must_be_something_we_know(here: Here) -> None:
    concern_id = here.worry(thing="person")

    record = safety.open_worry(concern_id, actor=here.lead, at=AT)

    assert (record.told.thing, record.told.thing_id) == ("", None)
