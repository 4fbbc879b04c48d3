"""What those who meet agreed, aim at and said of how it goes: a few of the pairs of `months.py`."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from alongside.domain.mentoring import public as mentoring
from alongside.domain.mentoring.public import GoalSaid
from alongside.foundation.actor import Actor, system

_KEYS = UUID("8d1f3c52-0b7e-4f5e-9d43-6f2b7a1e90c4")
_GOALS = (
    GoalSaid("Walk to the shop again", step="As far as the bench", step_when="on Tuesday", sure=7),
    GoalSaid(just_talk=True),
    GoalSaid("Cook for my daughter", step="Soup, for two", step_when="at the weekend"),
    GoalSaid("Sleep through the night", sure=4),
)
_EVERY = 4  # one pair in four has a goal
_ANSWERS = {20: ("carry_on", ""), 24: ("skip", ""), 26: ("change", "Tuesdays are hard for me.")}
_UNANSWERED = 27


def make_aims(number: int, pair_id: UUID, mentor: Actor, person: Actor, *, began: datetime) -> None:
    """Makes what this pair agreed and aims at, and how it goes after six weeks."""
    place_id = mentoring.my_pairs(actor=mentor)[0].place_id
    if number % 3 != 2:
        for actor in (person, mentor):
            mentoring.agree_together(pair_id, version=1, actor=actor, at=began)
    if number % _EVERY == 0 or number == _UNANSWERED:
        said, then = _GOALS[number // _EVERY % len(_GOALS)], began + timedelta(weeks=1)
        key = uuid5(_KEYS, f"goal/{number}")
        goal_id = mentoring.set_goal(place_id, said=said, key=key, actor=person, at=then)
        if not said.just_talk and number % 8 == 0:
            mentoring.reach_goal(goal_id, actor=person, at=began + timedelta(weeks=5))
    if number in _ANSWERS or number == _UNANSWERED:
        _review(number, place_id, person, began + timedelta(weeks=6))


def _review(number: int, place_id: UUID, person: Actor, asked_at: datetime) -> None:
    mentoring.run_reviews_due(actor=system("demo"), at=asked_at)
    review = mentoring.my_review(place_id, actor=person)
    if review is not None and number in _ANSWERS:
        answer, words = _ANSWERS[number]
        at = asked_at + timedelta(days=1)
        mentoring.answer_review(review.review_id, answer=answer, words=words, actor=person, at=at)
