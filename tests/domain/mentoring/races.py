"""Many at once, on whatever database the settings name. Each race says what came of it.

Run by itself it sets up an empty database and runs them all, as `domain/signposting/races.py`.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from datetime import time, timedelta
from uuid import UUID, uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import (
    CheckIn,
    Cover,
    Meeting,
    MeetingTask,
    Pair,
    Place,
    Volunteer,
)
from alongside.domain.mentoring.states import OPEN_COVERS
from alongside.domain.messaging.models import Message
from alongside.foundation import audit
from alongside.foundation.errors import Conflict, Refused
from alongside.foundation.models import Transition
from domain.directory.races import at_once
from domain.mentoring.undo_races import (
    a_welcome_is_taken_back_while_training_begins,
    a_yes_is_taken_back_while_its_place_is_opened,
)
from factories.covers import asked_cover
from factories.meetings import LOG, paired, staffed
from factories.mentoring import (
    AT,
    SYSTEM,
    Service,
    acting,
    applied,
    asked,
    prepared,
    ready,
    service,
    waiting,
    who_waits,
)


def _alone() -> None:
    """Mentors of the races before are laid before nobody in this one."""
    Volunteer.objects.filter(state="ready").update(state="paused")


def _two_asked() -> tuple[UUID, list[UUID]]:
    """A mentor with one place left, about whom two people ask."""
    here = service()
    _alone()
    mentor = ready(here, capacity=2)
    pairs = [asked(here, waiting(here, name), mentor) for name in ("Ann", "Bea")]
    Volunteer.objects.filter(pk=mentor).update(capacity=1)
    return mentor, pairs


def _sound(mentor: UUID) -> None:
    holding = Pair.objects.filter(volunteer_id=mentor, state="agreed")
    assert Volunteer.objects.get(pk=mentor).held == holding.count() <= 1
    for place in Place.objects.filter(pairs__volunteer_id=mentor):
        matched = place.pairs.filter(state="agreed").exists()
        asking = place.pairs.filter(state="proposed").exists()
        assert place.state == ("matched" if matched else "asked" if asking else "waiting")


def two_accept_the_last_place() -> None:
    """Exactly one gets it, and the other hears that it cannot be."""
    for _round in range(4):
        _two_accept()


def _two_accept() -> None:
    mentor, pairs = _two_asked()
    mona = acting(mentor)

    results = at_once(
        *[lambda one=one: mentoring.accept(one, actor=mona, at=AT) for one in pairs * 2],  # type: ignore[misc]
    )

    assert sum(not isinstance(one, Exception) for one in results) == 1, results
    states = Pair.objects.filter(pk__in=pairs).values_list("state", flat=True)
    assert sorted(states) == ["agreed", "withdrawn"]
    _sound(mentor)


def yes_no_and_changed_minds_at_once() -> None:
    """Whatever is first counts, and everybody stands in one state."""
    for _round in range(4):
        _yes_and_no()


def _yes_and_no() -> None:
    mentor, (one, two) = _two_asked()
    place = Pair.objects.get(pk=two).place_id
    mona, bea = acting(mentor), who_waits(place)

    results = at_once(
        lambda: mentoring.accept(one, actor=mona, at=AT),
        lambda: mentoring.decline_pair(two, actor=mona, at=AT),
        lambda: mentoring.accept(two, actor=mona, at=AT),
        lambda: mentoring.change_mind(place, actor=bea, at=AT),
        lambda: mentoring.decline_pair(one, actor=mona, at=AT),
    )

    assert not [each for each in results if isinstance(each, Exception) and not refused(each)]
    _sound(mentor)


def refused(failure: Exception) -> bool:
    """Whether it is an answer that a person gets, and no failure of the database."""
    return isinstance(failure, Conflict | Refused)


def stopping_while_somebody_says_yes() -> None:
    """A mentor who stops holds nobody afterwards."""
    mentor, (one, two) = _two_asked()
    mona = acting(mentor)

    at_once(
        lambda: mentoring.accept(one, actor=mona, at=AT),
        lambda: mentoring.stop(mentor, actor=mona, at=AT),
        lambda: mentoring.accept(two, actor=mona, at=AT),
    )

    assert Volunteer.objects.get(pk=mentor).state == "stopped"
    _sound(mentor)
    assert not Pair.objects.filter(pk__in=(one, two), state__in=("proposed", "agreed")).exists()


def same_application_ten_times() -> None:
    """One form that arrives ten times at once is one volunteer."""
    service()

    results = at_once(*[lambda: applied(key="one form") for _number in range(10)])

    assert len({one.volunteer_id for one in results}) == 1, results


def three_say_yes() -> None:
    """Of three who say yes at once two are noted, of different people."""
    here = service()
    volunteer_id = prepared(here)

    at_once(
        *[
            lambda who=who: mentoring.go_live(volunteer_id, actor=who, at=AT)  # type: ignore[misc]
            for who in (here.first, here.first, here.second, here.lead)
        ]
    )

    row = Volunteer.objects.get(pk=volunteer_id)
    assert row.state == "ready"
    assert row.first_yes_by_id != row.second_yes_by_id


def same_log_ten_times() -> None:
    """One form that arrives ten times at once is one meeting, with one task."""
    here = service()
    _alone()
    pair_id, mentor, _place = paired(here)
    key, mona = uuid4(), acting(mentor)
    log = replace(LOG, worry="talk")

    results = at_once(
        *[
            lambda: mentoring.log_meeting(pair_id, log=log, key=key, actor=mona, at=AT)
            for _number in range(10)
        ]
    )

    assert len({one.meeting_id for one in results}) == 1, results
    assert Meeting.objects.filter(pair_id=pair_id).count() == 1
    assert MeetingTask.objects.filter(meeting__pair_id=pair_id).count() == 1
    assert Pair.objects.get(pk=pair_id).state == "active"


def back_while_the_alarm_is_raised() -> None:
    """Whatever is first counts: whoever is told of the alarm is told of the end of it too."""
    here = staffed()
    mentor = ready(here)
    mona, late = acting(mentor), AT + timedelta(hours=2)
    mentoring.add_watch(
        here.id, person_id=here.second.person_id, weekday=0, starts=time(9), ends=time(17),
        actor=here.first, at=AT,
    )  # fmt: skip
    at_once(
        *[
            lambda: mentoring.check_in(mentor, minutes=30, key=uuid4(), actor=mona, at=AT)
            for _number in range(4)
        ]
    )
    check_in = CheckIn.objects.get(volunteer_id=mentor)

    at_once(
        lambda: mentoring.raise_alarms(actor=SYSTEM, at=late),
        lambda: mentoring.check_out(mentor, actor=mona, at=late),
        lambda: mentoring.raise_alarms(actor=SYSTEM, at=late),
    )

    told = Message.objects.filter(cause_id=str(check_in.pk)).values_list("template", flat=True)
    assert sorted(told) in ([], ["meeting_back", "meeting_overdue"]), list(told)


def two_want_the_last_place_for_a_while() -> None:
    """A mentor with one place covers for one of two people, and the other one hears."""
    here = service()
    _alone()
    pairs = [paired(here, name=name) for name in ("Fay", "Gus")]
    _alone()
    other = ready(here, name="Olga Stone", capacity=2)
    covers = [asked_cover(here, pair, place, other) for pair, _mentor, place in pairs]
    Volunteer.objects.filter(pk=other).update(capacity=1)
    olga = acting(other)

    results = at_once(
        *[lambda one=one: mentoring.accept_cover(one, actor=olga, at=AT) for one in covers * 2],  # type: ignore[misc]
    )

    assert sum(not isinstance(one, Exception) for one in results) == 1, results
    assert all(refused(one) for one in results if isinstance(one, Exception)), results
    states = Cover.objects.filter(pk__in=covers).values_list("state", flat=True)
    assert sorted(states) == ["agreed", "declined"]
    assert Volunteer.objects.get(pk=other).held == 1


def a_yes_to_a_cover_while_the_service_pauses_and_the_mentor_stops() -> None:
    """Whatever is first counts: none stands round a pause, and nobody holds a place for one."""
    here = service()
    _alone()
    pair_id, mentor, place_id = paired(here, name="Hal")
    _alone()
    other = ready(here, name="Una Wells", capacity=1)
    cover_id = asked_cover(here, pair_id, place_id, other)
    una, hal = acting(other), who_waits(place_id)

    results = at_once(
        lambda: mentoring.accept_cover(cover_id, actor=una, at=AT),
        lambda: mentoring.pause_pair(pair_id, actor=SYSTEM, at=AT),
        lambda: mentoring.refuse_cover(cover_id, actor=una, at=AT),
        lambda: mentoring.end_cover(cover_id, actor=hal, at=AT),
        lambda: mentoring.stop(other, actor=una, at=AT),
        lambda: mentoring.stop(mentor, actor=here.first, at=AT),
    )

    failed = [one for one in results if isinstance(one, Exception) and not refused(one)]
    assert failed == []
    assert not Cover.objects.filter(pk=cover_id, state__in=sorted(OPEN_COVERS)).exists()
    assert set(Volunteer.objects.filter(pk__in=(mentor, other)).values_list("held", flat=True)) == {
        0
    }


def two_finish_at_the_same_moment() -> None:
    """Both say that they said goodbye, twice, and the due work says it too: it is over once, the
    mentor's place is free once, and each of the two hears of it at most once."""
    here = service()
    for _round in range(3):
        _alone()
        _two_finish(here)


def _two_finish(here: Service) -> None:
    pair_id, mentor, place_id = paired(here)
    mentoring.begin_ending(pair_id, actor=here.first, at=AT)
    late = AT + timedelta(days=29)

    results = at_once(
        *[
            lambda who=who: mentoring.finish_ending(pair_id, actor=who, at=late)  # type: ignore[misc]
            for who in [acting(mentor), who_waits(place_id)] * 2
        ],
        lambda: mentoring.run_endings_due(actor=SYSTEM, at=late),
    )

    assert not [one for one in results if isinstance(one, Exception)], results
    pair = Pair.objects.select_related("volunteer", "place").get(pk=pair_id)
    assert (pair.state, pair.end_reason, pair.place.state) == ("ended", "completed", "closed")
    assert pair.volunteer.held == 0
    assert Transition.objects.filter(thing_id=str(pair_id), event="end").count() == 1
    told = Message.objects.filter(key__endswith=str(pair_id), template__contains="finished")
    found = Counter(told.values_list("template", flat=True))
    assert found["pair_finished_person"] == 1, found  # the link to keep, whoever did it
    assert found["pair_finished_mentor"] <= 1, found


def finishing_while_they_go_on_after_all() -> None:
    """Whatever is first counts: it is over, or they go on, and nobody hears of both."""
    here = service()
    for _round in range(3):
        _alone()
        _finish_or_go_on(here)


def _finish_or_go_on(here: Service) -> None:
    pair_id, mentor, place_id = paired(here)
    mentoring.begin_ending(pair_id, actor=here.first, at=AT)

    results = at_once(
        lambda: mentoring.finish_ending(pair_id, actor=acting(mentor), at=AT),
        lambda: mentoring.go_on_together(pair_id, wished=True, actor=here.first, at=AT),
        lambda: mentoring.finish_ending(pair_id, actor=who_waits(place_id), at=AT),
        lambda: mentoring.go_on_together(pair_id, wished=True, actor=here.second, at=AT),
    )

    assert not [one for one in results if isinstance(one, Exception) and not refused(one)], results
    pair = Pair.objects.select_related("volunteer", "place").get(pk=pair_id)
    over = pair.state == "ended"
    assert pair.state in ("ended", "agreed")
    assert (pair.volunteer.held, pair.place.state) == ((0, "closed") if over else (1, "matched"))
    told = Message.objects.filter(key__endswith=str(pair_id), template="pair_finished_person")
    assert told.exists() == over


def all_is_well() -> None:
    """After all of it the audit holds."""
    assert list(audit.verify()) == []


RACES = (
    two_accept_the_last_place,
    yes_no_and_changed_minds_at_once,
    stopping_while_somebody_says_yes,
    same_application_ten_times,
    three_say_yes,
    same_log_ten_times,
    back_while_the_alarm_is_raised,
    two_want_the_last_place_for_a_while,
    a_yes_to_a_cover_while_the_service_pauses_and_the_mentor_stops,
    two_finish_at_the_same_moment,
    finishing_while_they_go_on_after_all,
    a_yes_is_taken_back_while_its_place_is_opened,
    a_welcome_is_taken_back_while_training_begins,
    all_is_well,
)

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for race in RACES:
        race()
        sys.stdout.write(f"{race.__name__}\n")
