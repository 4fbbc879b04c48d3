"""A person answers how it is going with their mentor."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring.actions.ending import enter_ending
from alongside.domain.mentoring.actions.meeting_tasks import open_again, settle
from alongside.domain.mentoring.actions.releasing import hold
from alongside.domain.mentoring.actions.reviews_due import close_asked
from alongside.domain.mentoring.models import MeetingTask, Pair, Review
from alongside.domain.mentoring.queries.pairs import own_places
from alongside.domain.mentoring.review_records import CHANGE, FINISH, SILENT, SKIP
from alongside.domain.mentoring.rules.pairs import BEFORE_ENDING, may_begin
from alongside.domain.mentoring.rules.profiles import tidy
from alongside.domain.mentoring.rules.reviews import faults_of_answer
from alongside.domain.mentoring.states import HOLDING, ReviewState
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def answer_review(
    review_id: UUID, *, answer: str, words: str = "", actor: Actor, at: datetime
) -> None:
    """The person says how to go on (`REVIEW_ANSWERS`), with a free line if they like; `skip` keeps
    nothing. To change something becomes a coordinator's task, of which the mentor does not hear; to
    finish is the beginning of an end, as begin_ending, or while the service paused the two such a
    task too. The same answer again does nothing.

    Raises NotFound for anybody else, Invalid by field (answer, words), Conflict where it was
    answered otherwise, the pair ended, or the person's details are not used."""
    faults = faults_of_answer(answer, words)
    if faults:
        raise Invalid(faults)
    seen = get_visible(
        Review.objects.filter(pair__place__in=own_places(actor)).select_related("pair"), review_id
    )
    with unit(actor=actor, at=at) as work:
        _volunteer, place, pair = hold(seen.pair)
        review = Review.objects.select_for_update().get(pk=seen.pk)
        said = SKIP if review.state == ReviewState.SKIPPED else review.answer
        if review.state != ReviewState.ASKED and said == answer:
            return
        if pair.state not in HOLDING or people.restricted([place.person_id]):
            raise Conflict("not possible now")
        organisation_id = place.organisation_id
        _break_silence(pair, work)
        if answer == SKIP:
            move(review, "skip", work=work, organisation_id=organisation_id)
            return
        changed = {"answer": answer, "words": tidy(words), "answered_at": at}
        move(review, "answer", work=work, organisation_id=organisation_id, also=changed)
        close_asked(pair, work=work)
        if answer == CHANGE:
            open_again(pair, CHANGE, work)
        elif answer == FINISH and may_begin(pair):
            enter_ending(pair, work)
        elif answer == FINISH and pair.state in BEFORE_ENDING:
            open_again(pair, CHANGE, work)  # while the service keeps them apart it goes on with it


def _break_silence(pair: Pair, work: Work) -> None:
    """That nobody answered is off the list of whoever coordinates."""
    rows = MeetingTask.objects.select_for_update().filter(pair=pair, kind=SILENT, done_at=None)
    for task in rows:
        settle(task, work)
