"""Invented people whose support is over, with what they answered, so that there is a report.

Told through the doors that staff use. Some answered twice, some once, some would rather not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from alongside.demo.asking import late_morning
from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import public as outcomes
from alongside.domain.referrals import public as referrals
from alongside.foundation.actor import Actor, system

_ACTOR = system("demo")
MEASURE = "semcd6"
_ITEMS = ("fatigue", "pain", "distress", "other-symptoms", "tasks", "besides-medication")
# The name, days ago, days until the yes, the answers at both ends (None: asked, nothing said), and
# how it ended.
_WHO = (
    ("Pam Rudge", 214, 3, 4, 6, "supported"),
    ("Gareth Lane", 209, 5, 5, 5, "other_support"),
    ("Shazia Akhtar", 201, 2, 3, 6, "supported"),
    ("Ted Bishop", 196, 9, 6, 7, "moved_away"),
    ("Mary-Ann Cole", 190, 4, 4, 7, "supported"),
    ("Jakub Maj", 184, 6, 5, 6, "supported"),
    ("Olive Penn", 178, 1, 7, 7, "not_for_them"),
    ("Rashid Khan", 171, 8, 2, 5, "supported"),
    ("Wendy Firth", 165, 3, 5, 7, "other_support"),
    ("Colm Daly", 158, 12, 3, None, "no_contact"),
    ("Beryl Stone", 152, 4, 6, None, "ended_early"),
)


def make_measured(
    organisation_id: UUID, known: Mapping[str, Actor], *, at: datetime
) -> dict[str, UUID]:
    """Makes them, and returns who they are by name. The same `at` makes the same."""
    sam, persons = known["sam"], {}
    outcomes.set_targets(
        organisation_id, mentors=20, people_a_year=40, year_begins=4, actor=_ACTOR, at=at
    )
    outcomes.choose_measure(organisation_id, measure=MEASURE, actor=sam, at=at)
    for number, (name, ago, until_yes, first, last, outcome) in enumerate(_WHO):
        came = late_morning(at - timedelta(days=ago))
        record = referrals.make_referral(
            given=referrals.Given(
                name=name,
                reach=referrals.Reach(channel="email", email=f"over{number}@three-rivers.example"),
                wants="group",
                agreed=True,
                how_agreed="in_person",
                practice="",
            ),
            made_by="clinician",
            key=f"demo-measured-{number}",
            actor=known["priya"],
            at=came - timedelta(minutes=1),
        )
        said = (first, last)
        persons[name] = _support(
            record.referral_id, organisation_id, came, until_yes, said, outcome, sam
        )
    return persons


def _support(
    referral_id: UUID,
    organisation_id: UUID,
    came: datetime,
    until_yes: int,
    said: tuple[int | None, ...],
    outcome: str,
    sam: Actor,
) -> UUID:
    """From the yes to the end, half a year at most. Returns who it is."""
    begun = came + timedelta(days=until_yes)
    over = begun + timedelta(days=84)
    referrals.run_due(actor=_ACTOR, at=came)
    episode_id = referrals.accept(referral_id, actor=sam, at=begun)
    person_id = referrals.episode(episode_id, actor=sam, at=begun).person_id
    referrals.note_contacted(referral_id, actor=sam, at=begun)
    referrals.note_attending(referral_id, actor=sam, at=begun + timedelta(days=7))
    for point, score, when in zip(("baseline", "end"), said, (begun, over), strict=True):
        asked = outcomes.ask(
            episode_id,
            point=point,
            person_id=person_id,
            organisation_id=organisation_id,
            actor=_ACTOR,
            at=when,
        )
        messaging.drain(now=lambda when=when: when)  # type: ignore[misc]
        if asked and score is not None:
            outcomes.answer_signed_in(
                asked.response_id, answers=dict.fromkeys(_ITEMS, score), actor=sam, at=when
            )
    referrals.close(referral_id, outcome=outcome, actor=sam, at=over)
    return person_id
