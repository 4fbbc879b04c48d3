"""What one domain does when another has told something: after the commit, for what may be repeated.

A process can end between the commit and the telling. So each of these is found again by a run of
the due work, or the write that must not be missed stands in a journey of its own instead.
"""

from __future__ import annotations

from alongside.domain.directory import public as directory
from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.referrals import public as referrals
from alongside.domain.signposting import public as signposting
from alongside.domain.training import public as training
from alongside.foundation.actor import system
from alongside.foundation.events import receive
from alongside.journeys import (
    first_meeting,
    pair_finished,
    referral_to_mentor,
    support_over,
    volunteer_training,
)

_ACTOR = system("reactions")


def connect() -> None:
    """Asks to hear of what these reactions are for. Again: nothing more."""
    receive(messaging.ReplyReceived, take_reply)
    receive(directory.ListingPublished, tell_who_waits)
    receive(mentoring.PairMet, after_a_meeting)
    receive(mentoring.PairFinished, when_two_finished)
    receive(mentoring.VolunteerWelcomed, begin_training)
    receive(training.ModuleDone, after_a_module)
    receive(referrals.ReferralAccepted, look_for_a_mentor)
    receive(referrals.ReferralClosed, when_support_is_over)


def take_reply(told: messaging.ReplyReceived) -> None:
    """A reply by number to *How was it?* is what the person says happened; one to *Did you meet?*
    is what the mentor says."""
    for take in (signposting.said_by_reply, mentoring.met_by_reply):
        take(
            cause_type=told.cause_type,
            cause_id=told.cause_id,
            template=told.template,
            meaning=told.meaning,
            at=told.at,
        )


def tell_who_waits(told: directory.ListingPublished) -> None:
    """People who asked for it hear of a group that a person here has checked."""
    if told.basis == "checked":
        signposting.tell_news(actor=_ACTOR, at=told.at)


def after_a_meeting(told: mentoring.PairMet) -> None:
    """A first meeting is told to whoever referred, and the person is asked the measure."""
    first_meeting.begin(told, actor=_ACTOR, at=told.at)


def begin_training(told: mentoring.VolunteerWelcomed) -> None:
    """A volunteer with whom the service goes on takes part in the seven modules."""
    volunteer_training.begin(told, actor=_ACTOR, at=told.at)


def after_a_module(told: training.ModuleDone) -> None:
    """With the last module, the training of a volunteer is done."""
    volunteer_training.finish(told, actor=_ACTOR, at=told.at)


def when_two_finished(told: mentoring.PairFinished) -> None:
    """To close the support of somebody who finished with their mentor is the next step."""
    pair_finished.begin(told, actor=_ACTOR, at=told.at)


def look_for_a_mentor(told: referrals.ReferralAccepted) -> None:
    """Whoever would like a mentor has a place in the plan, and is asked what matters to them."""
    referral_to_mentor.begin(told, actor=_ACTOR, at=told.at)


def when_support_is_over(told: referrals.ReferralClosed) -> None:
    """Whose support is over waits for no mentor, finishes with the one they have, and is asked the
    measure again."""
    referral_to_mentor.finish(told, actor=_ACTOR, at=told.at)
    support_over.ask(told, actor=_ACTOR, at=told.at)
