"""Many people at once, on whatever database the settings name. Each race says what came of it.

Run by itself it sets up an empty database and runs them all, as `domain/directory/races.py`.
"""

from __future__ import annotations

import sys
from datetime import timedelta
from uuid import uuid4

import django

if __name__ == "__main__":
    django.setup()

from django.core.management import call_command

from alongside.domain.directory.models import Listing
from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import Places, Request
from alongside.foundation import audit
from alongside.foundation.errors import Conflict
from alongside.foundation.models import AuditRow, Transition
from domain.directory.races import at_once
from factories.asking import County, asked, county, group, group_link, offer_link
from factories.directory import AT, SYSTEM, content, coordinator, listed

PLACES, ASKING = 8, 40


def _here() -> County:
    """The service, made by the first race; each race has a group of its own."""
    here = people.service()
    if here is None:
        return county()
    steward = here.organisation_id
    return County(steward, coordinator(steward), group(steward, name=f"Group {uuid4().hex[:6]}"))


def forty_ask_for_eight() -> None:
    """Exactly eight of forty hold a place; the others wait."""
    here = _here()
    signposting.set_places(here.group, places=PLACES, actor=SYSTEM, at=AT)

    results = at_once(*[lambda: asked(here.group) for _number in range(ASKING)])

    assert not [one for one in results if isinstance(one, Exception)], results
    rows = Request.objects.filter(listing_id=here.group)
    assert rows.filter(state="asked", holds_place=True).count() == PLACES
    assert rows.filter(state="waiting", holds_place=False).count() == ASKING - PLACES
    assert signposting.places([here.group])[here.group].held == PLACES
    assert sum(not one.waiting for one in results) == PLACES


def places_come_and_go() -> None:
    """While some withdraw, others ask: never more than there are, and none left free."""
    here = _here()
    signposting.set_places(here.group, places=4, actor=SYSTEM, at=AT)
    early = [asked(here.group, at=AT + timedelta(minutes=n)) for n in range(10)]

    results = at_once(
        *[lambda one=one: signposting.cancel_request(one.token, at=AT) for one in early[:6]],  # type: ignore[misc]
        *[lambda: asked(here.group, at=AT + timedelta(hours=1)) for _number in range(6)],
    )

    assert not [one for one in results if isinstance(one, Exception)], results
    rows = Request.objects.filter(listing_id=here.group)
    assert rows.filter(holds_place=True).count() == 4
    assert rows.filter(state="waiting").count() == 6
    # Those who waited since before came first.
    assert set(rows.filter(holds_place=True).values_list("pk", flat=True)) == {
        one.request_id for one in early[6:]
    }


def two_say_the_number_for_the_first_time() -> None:
    """Of two who say another number for the first time at once, one is first and one is told."""
    here = _here()
    early = asked(here.group)

    results = at_once(
        *[
            lambda number=number: signposting.set_places(  # type: ignore[misc]
                here.group, places=number, seen=None, actor=here.coordinator, at=AT
            )
            for number in (3, 5)
        ]
    )

    told = [one for one in results if one is not None]
    assert [type(one) for one in told] == [Conflict], results
    winner = (3, 5)[results.index(None)]
    (row,) = Places.objects.filter(pk=here.group)
    assert (row.places, row.held) == (winner, 1)
    assert Request.objects.get(pk=early.request_id).holds_place
    set_once = AuditRow.objects.filter(action="places.set", thing_id=str(here.group))
    assert set_once.count() == 1


def two_say_the_same_number_at_once() -> None:
    """Two who say the same are of one mind: nobody is told anything."""
    here = _here()

    results = at_once(
        *[
            lambda: signposting.set_places(
                here.group, places=4, seen=None, actor=here.coordinator, at=AT
            )
        ]
        * 4
    )

    assert results == [None] * 4, results
    assert Places.objects.get(pk=here.group).places == 4


def same_form_ten_times() -> None:
    """One form that arrives ten times at once is one request."""
    here = _here()
    key = uuid4().hex

    results = at_once(*[lambda: asked(here.group, key=key) for _number in range(10)])

    assert len({one.request_id for one in results}) == 1, results
    assert Request.objects.filter(listing_id=here.group).count() == 1


def answers_at_once() -> None:
    """Of two answers that exclude each other the request has one at a time, and no step is lost."""
    here = _here()
    record = asked(here.group)
    token = group_link(record.request_id)

    at_once(
        *[lambda: signposting.answer_request(token, answer="coming", at=AT)] * 3,
        lambda: signposting.cancel_request(record.token, at=AT),
        lambda: signposting.answer_request(token, answer="not_this_one", at=AT),
    )

    request = Request.objects.get(pk=record.request_id)
    moves = list(
        Transition.objects.filter(thing_id=str(request.pk))
        .order_by("pk")
        .values_list("source", "target")
    )
    assert [source for source, _ in moves[1:]] == [target for _, target in moves[:-1]]
    assert request.state == moves[-1][1] == "withdrawn"


def due_work_by_three() -> None:
    """Three workers at once remind each group once."""
    here = _here()
    records = [asked(here.group) for _number in range(5)]
    at = AT + timedelta(days=2)

    results = at_once(*[lambda: signposting.run_due(actor=SYSTEM, at=at)] * 3)

    assert not [one for one in results if isinstance(one, Exception)], results
    for record in records:
        moved = Transition.objects.filter(thing_id=str(record.request_id), event="remind")
        assert moved.count() == 1


def offer_taken_twice() -> None:
    """An offer that is taken and turned down at once has one answer."""
    here = _here()
    listed(here.steward, content(name="Another"))
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)
    signposting.offer_next(record.request_id, actor=SYSTEM, at=AT)
    token = offer_link(record.request_id)

    at_once(
        *[lambda: signposting.accept_offer(token, at=AT)] * 3,
        lambda: signposting.decline_offer(token, at=AT),
    )

    request = Request.objects.get(pk=record.request_id)
    following = Request.objects.filter(follows=request)
    assert following.count() == (1 if request.state == "moved_on" else 0)


def all_is_well() -> None:
    """After all of it nobody is lost, no place is counted wrong and the audit holds."""
    assert signposting.reconcile(AT) == ()
    assert list(audit.verify()) == []
    assert Listing.objects.exists()


RACES = (
    forty_ask_for_eight,
    places_come_and_go,
    two_say_the_number_for_the_first_time,
    two_say_the_same_number_at_once,
    same_form_ten_times,
    answers_at_once,
    due_work_by_three,
    offer_taken_twice,
    all_is_well,
)

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    for race in RACES:
        race()
        sys.stdout.write(f"{race.__name__}\n")
