"""A yes or a no to an introduction that was a slip: as if it had not been, or plainly refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Place
from alongside.domain.messaging.models import Message
from alongside.domain.outcomes.models import Response
from alongside.domain.referrals import public as referrals
from alongside.domain.referrals.models import Episode, Referral
from alongside.domain.referrals.queries.story import own_story
from alongside.foundation.audit import verify
from alongside.foundation.errors import Conflict, NotFound
from alongside.foundation.models import Link
from alongside.journeys import decision_undo, reactions, referral_to_mentor
from factories.directory import coordinator, organisation
from factories.mentoring import AT, SYSTEM, Service, service
from factories.messaging import drained
from factories.referring import made, received, staff

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]
SOON, LATE = AT + timedelta(seconds=20), AT + timedelta(seconds=31)


@pytest.fixture
def here() -> Service:
    return service()


def introduced(here: Service, **changes: Any) -> UUID:
    """Somebody whom a clinician introduced, and whom the first coordinator looks after."""
    clinician = staff("Dr Ann Field", "referrer", here.id)
    record = received(clinician, at=AT - timedelta(days=1), **changes)
    referrals.take_on(record.referral_id, actor=here.second, at=AT - timedelta(hours=5))
    drained(AT - timedelta(hours=2))
    return record.referral_id


def stands(key: UUID) -> dict[str, Any]:
    """All of the row but when it changed last."""
    row = Referral.objects.values().get(pk=key)
    return {name: value for name, value in row.items() if name != "changed_at"}


def told(key: UUID, episode_id: UUID) -> referrals.ReferralAccepted:
    row = Referral.objects.get(pk=key)
    return referrals.ReferralAccepted(key, episode_id, row.service_id, row.person_id, row.wants, AT)


def states(*templates: str) -> list[str]:
    rows = Message.objects.filter(template__in=templates)
    return list(rows.order_by("created_at", "pk").values_list("state", flat=True))


NEWS = ("referral_news", "mentor_wishes", "referral_declined")


@pytest.mark.parametrize("worker_first", [True, False])
def test_a_yes_is_taken_back_with_all_that_it_opened(here: Service, worker_first: bool) -> None:
    key = introduced(here)
    before = stands(key)
    episode_id = referrals.accept(key, actor=here.first, at=AT)
    if worker_first:
        reactions.look_for_a_mentor(told(key, episode_id))
    drained(SOON)
    assert set(states(*NEWS)) == {"queued"}
    assert referrals.referral(key, actor=here.first, at=SOON).undo_until == AT + timedelta(0, 30)

    for _twice in range(2):
        decision_undo.take_decision_back(key, actor=here.first, at=SOON)
    if not worker_first:
        reactions.look_for_a_mentor(told(key, episode_id))
    referral_to_mentor.run_due(actor=SYSTEM, at=LATE)
    drained(LATE)

    assert stands(key) == before
    assert not Episode.objects.exists()
    assert not Place.objects.exists()
    assert set(states(*NEWS)) == {"cancelled"}
    assert not Link.objects.filter(purpose="mentor_place", revoked_at=None).exists()
    assert list(verify()) == []
    # And accepted again, as if nothing had been.
    again = referrals.accept(key, actor=here.first, at=LATE)
    reactions.look_for_a_mentor(told(key, again))
    assert Place.objects.get().episode_id == again
    assert states("referral_news") == ["cancelled", "queued"]


def test_who_would_have_waited_for_a_place_is_to_be_decided_on_again(here: Service) -> None:
    key = introduced(here)
    referrals.set_reception(here.id, places=0, actor=here.first, at=AT)
    referrals.accept(key, actor=here.first, at=AT)
    assert Referral.objects.get(pk=key).state == "waiting"

    decision_undo.take_decision_back(key, actor=here.first, at=SOON)
    row = Referral.objects.get(pk=key)
    assert row.state == "received"
    # The person never reads of it; the service does.
    assert [line.words for line in own_story(row)][-1] == "We received it"
    story = [line.words for line in referrals.referral(key, actor=here.first, at=SOON).story]
    assert story[-1] == "That it was accepted was a mistake, and taken back"


def test_a_no_is_taken_back_and_the_referrer_hears_nothing(here: Service) -> None:
    key = introduced(here)
    before = stands(key)
    referrals.decline(key, because="no_room", note="Sorry.", actor=here.first, at=AT)
    drained(SOON)
    referrals.run_due(actor=SYSTEM, at=SOON)
    told_now = referrals.referrals_of_practice("DEMO01", actor=here.first, at=SOON)
    assert (told_now.declined, told_now.waiting) == (0, 1)

    decision_undo.take_decision_back(key, actor=here.second, at=SOON)
    drained(LATE)

    assert stands(key) == before
    assert set(states(*NEWS)) == {"cancelled"}
    assert len(states(*NEWS)) == 2
    assert list(verify()) == []
    # A no that is meant is told once, whatever was taken back before.
    referrals.decline(key, because="no_room", actor=here.first, at=LATE)
    assert states("referral_declined") == ["cancelled", "queued"]
    later = LATE + timedelta(seconds=31)
    assert referrals.referrals_of_practice("DEMO01", actor=here.first, at=later).declined == 1


def test_those_who_introduced_the_same_person_hear_nothing_either(here: Service) -> None:
    kept, other = introduced(here), introduced(here)
    for who in (here.first, here.second):
        referrals.join(kept, other, actor=who, at=AT - timedelta(hours=1))
    before = stands(kept), stands(other)
    referrals.decline(kept, because="no_room", actor=here.first, at=AT)
    assert states("referral_declined") == ["queued", "queued"]

    decision_undo.take_decision_back(kept, actor=here.first, at=SOON)
    assert (stands(kept), stands(other)) == before
    assert states("referral_declined") == ["cancelled", "cancelled"]


@pytest.mark.parametrize("no", [True, False])
def test_after_half_a_minute_it_stands(here: Service, no: bool) -> None:
    key = introduced(here)
    if no:
        referrals.decline(key, because="no_room", actor=here.first, at=AT)
    else:
        reactions.look_for_a_mentor(told(key, referrals.accept(key, actor=here.first, at=AT)))
    before, places = stands(key), Place.objects.count()

    assert referrals.referral(key, actor=here.first, at=LATE).undo_until is None
    with pytest.raises(Conflict, match="too late"):
        decision_undo.take_decision_back(key, actor=here.first, at=LATE)
    drained(LATE)  # whatever the clock of a page says
    with pytest.raises(Conflict, match="too late"):
        decision_undo.take_decision_back(key, actor=here.first, at=SOON)
    assert (stands(key), Place.objects.count()) == (before, places)
    assert Episode.objects.exists() != no

    referrals.run_due(actor=SYSTEM, at=LATE)
    assert Referral.objects.get(pk=key).before is None


def test_nothing_that_somebody_did_since_is_lost(here: Service) -> None:
    """Each of these happens within the half minute, and then the yes stands."""

    def reached(key: UUID, _episode: UUID) -> None:
        referrals.note_contacted(key, actor=here.second, at=SOON)

    def looks_after(key: UUID, _episode: UUID) -> None:
        referrals.take_on(key, actor=here.first, at=SOON)

    def told_wishes(_key: UUID, episode: UUID) -> None:
        place = Place.objects.get(episode_id=episode)
        wishes = mentoring.Wishes(
            conditions=("type-1-diabetes",), times=("tue_evening",), modes=("phone",)
        )
        mentoring.tell_wishes(place.pk, wishes=wishes, actor=here.second, at=SOON)

    def answered(key: UUID, episode: UUID) -> None:
        Response.objects.create(
            episode_id=episode,
            person_id=Referral.objects.get(pk=key).person_id,
            organisation_id=here.id,
            measure="semcd6",
            measure_version=1,
            point="baseline",
            asked_at=SOON,
        )

    for since in (reached, looks_after, told_wishes, answered):
        key = introduced(here, name=since.__name__)
        episode_id = referrals.accept(key, actor=here.first, at=AT)
        reactions.look_for_a_mentor(told(key, episode_id))
        since(key, episode_id)
        with pytest.raises(Conflict, match="too late"):
            decision_undo.take_decision_back(key, actor=here.first, at=SOON)
        assert Episode.objects.filter(pk=episode_id).exists(), since.__name__
        assert Place.objects.filter(episode_id=episode_id).exists(), since.__name__


def test_others_can_take_nothing_back(here: Service) -> None:
    key = introduced(here)
    referrals.accept(key, actor=here.first, at=AT)
    for actor in (coordinator(organisation("Elsewhere")), here.lead):
        with pytest.raises(NotFound):
            decision_undo.take_decision_back(key, actor=actor, at=SOON)
    with pytest.raises(NotFound):
        decision_undo.take_decision_back(
            made(here.first, at=AT).referral_id, actor=here.lead, at=AT
        )


def test_what_nobody_decided_stays(here: Service) -> None:
    key = introduced(here)
    before = stands(key)
    decision_undo.take_decision_back(key, actor=here.first, at=AT)
    assert stands(key) == before
