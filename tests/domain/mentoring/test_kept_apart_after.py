"""Two who have finished, and whom the service keeps apart from then on: nobody is told."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.models import Pair, Place, Thanks
from alongside.domain.messaging.models import Message
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict
from factories.meetings import LOG, paired
from factories.mentoring import AT, Service, acting, asked, ready, service, who_waits

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)
WORDS = "Thank you for the walks by the river."


class Two(NamedTuple):
    """Two who finished a day ago; the mentor wrote a few words, of which nobody was told yet."""

    here: Service
    pair_id: UUID
    place_id: UUID
    ruth: Actor
    mona: Actor

    def pause(self, at_days: int = 2) -> None:
        at = AT + timedelta(days=at_days)
        mentoring.pause_pair(self.pair_id, actor=self.here.lead, at=at)

    def resume(self) -> None:
        mentoring.resume_pair(self.pair_id, actor=self.here.lead, at=LATER)

    def seen(self, actor: Actor) -> mentoring.Ending:
        return mentoring.ending(self.pair_id, actor=actor, at=LATER)


@pytest.fixture
def two() -> Two:
    here = service()
    pair_id, mentor, place_id = paired(here)
    ruth, mona = who_waits(place_id), acting(mentor)
    mentoring.log_meeting(pair_id, log=LOG, key=uuid4(), actor=mona, at=AT)
    mentoring.begin_ending(pair_id, actor=mona, at=AT)
    mentoring.finish_ending(pair_id, actor=mona, at=AT)
    mentoring.write_thanks(pair_id, words=WORDS, actor=mona, at=AT)
    return Two(here, pair_id, place_id, ruth, mona)


def test_no_words_go_or_are_shown_either_way_and_nobody_is_told(two: Two) -> None:
    mentoring.write_thanks(two.pair_id, words="Thank you too", actor=two.ruth, at=AT)
    messages = Message.objects.exclude(state="cancelled").count()

    for _twice in range(2):
        two.pause()

    # Both notes that words are there are taken back, and nothing new is told to anybody.
    assert Message.objects.exclude(state="cancelled").count() == messages - 2
    assert not Message.objects.filter(
        template__startswith="pair_thanks", state__in=("queued", "sent")
    ).exists()
    for actor in (two.ruth, two.mona):
        seen = two.seen(actor)
        assert (seen.thanks, seen.own_thanks, seen.may_thank) == ("", "", False)
        assert (seen.state, seen.paused, seen.back_until) == ("finished", True, None)
        with pytest.raises(Conflict):
            mentoring.write_thanks(two.pair_id, words="More", actor=actor, at=LATER)
    assert mentoring.finished_with(actor=two.mona, at=LATER) == ()
    assert Pair.objects.get().state == "ended"


def test_a_note_about_another_pair_of_the_same_mentor_still_goes(two: Two) -> None:
    Message.objects.filter(template="pair_thanks_mentor").delete()
    mentoring.write_thanks(two.pair_id, words="Thanks", actor=two.ruth, at=AT)
    note = Message.objects.get(template="pair_thanks_mentor")
    Message.objects.filter(pk=note.pk).update(key=f"pair_thanks_mentor/{note.cause_id}/{uuid4()}")

    two.pause()

    assert Message.objects.get(pk=note.pk).state == "queued"


def test_no_way_back_leads_them_together(two: Two) -> None:
    two.pause()

    with pytest.raises(Conflict):
        mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=LATER)
    place = Place.objects.get()
    assert (place.state, place.blocks) == ("closed", [str(Pair.objects.get().volunteer_id)])


def test_who_waits_again_is_shown_the_mentor_no_more(two: Two) -> None:
    mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=LATER)
    assert mentoring.suggest(two.place_id, actor=two.here.first, at=LATER) == 1

    two.pause()

    assert (Place.objects.get().state, Place.objects.get().suggested) == ("waiting", [])
    assert mentoring.plan(two.here.id, actor=two.here.first, at=LATER).suggested == ()
    newest = Message.objects.filter(template="mentor_cards").latest("created_at")
    assert newest.state == "cancelled"


def test_only_their_card_goes_where_there_are_others(two: Two) -> None:
    other = mentoring.Reachable("text", number="07700 900456")
    ready(two.here, name="Other Mentor", reach=other)
    mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=LATER)
    assert mentoring.suggest(two.place_id, actor=two.here.first, at=LATER) == 2

    two.pause()

    place = Place.objects.get()
    assert (place.state, len(place.suggested)) == ("choosing", 1)


def test_a_mentor_who_is_asked_about_them_again_is_asked_no_more(two: Two) -> None:
    mentoring.ask_again(two.pair_id, support_over=False, actor=two.ruth, at=LATER)
    asked(two.here, two.place_id, Pair.objects.get().volunteer_id, at=LATER)

    two.pause()

    states = set(Pair.objects.values_list("state", flat=True))
    assert (states, Place.objects.get().state) == ({"ended", "withdrawn"}, "waiting")


def test_the_service_lifts_it_without_a_word_and_the_two_cannot(two: Two) -> None:
    two.pause()
    messages = Message.objects.count()
    with pytest.raises(Conflict):
        mentoring.resume_pair(two.pair_id, actor=two.mona, at=LATER)

    for _twice in range(2):
        two.resume()

    assert two.seen(two.ruth).thanks == WORDS
    assert two.seen(two.ruth).back_until is not None
    assert Message.objects.count() == messages


def test_it_can_be_done_for_as_long_as_their_page_stands(two: Two) -> None:
    told = mentoring.pair_told(two.pair_id, actor=two.here.lead, at=LATER)
    assert (told.finished, told.may_pause, told.paused) == (True, True, False)
    with pytest.raises(Conflict):
        two.pause(at_days=366)
    with pytest.raises(Conflict):
        mentoring.pause_pair(two.pair_id, actor=two.mona, at=LATER)

    two.pause(at_days=100)

    desk = mentoring.pair_meetings(two.pair_id, actor=two.here.first, at=LATER)
    assert (desk.finished, desk.may_pause, desk.paused) == (True, False, True)


def test_a_pause_while_they_finish_takes_the_notes_back_too() -> None:
    here = service()
    pair_id, mentor, place_id = paired(here)
    mentoring.begin_ending(pair_id, actor=acting(mentor), at=AT)
    mentoring.write_thanks(pair_id, words=WORDS, actor=acting(mentor), at=AT)

    mentoring.pause_pair(pair_id, actor=here.lead, at=LATER)

    assert Message.objects.get(template="pair_thanks_person").state == "cancelled"
    assert Thanks.objects.get().words == WORDS  # and are there again when it is lifted
    own = mentoring.ending(pair_id, actor=who_waits(place_id), at=LATER)
    assert own.thanks == ""
