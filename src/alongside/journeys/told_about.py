"""What people were told about an introduction, in words for who coordinates."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals

# Of each message what it tells, as the end of "We told Ruth …".
WHAT = {
    "referral_written": gettext_noop("what was written about them"),
    "referral_news": gettext_noop("that there is news"),
    "referral_contacted": gettext_noop("that we had reached the person"),
    "referral_attended": gettext_noop("that the person came"),
    "referral_declined": gettext_noop("that it is not possible"),
    "referral_outcome": gettext_noop("how it ended"),
    "referral_no_news": gettext_noop("that there has been no news for ten working days"),
    "referral_late": gettext_noop("that it is late"),
    "mentor_wishes": gettext_noop("how to say what matters to them"),
    "mentor_cards": gettext_noop("that there are mentors to choose from"),
    "mentor_agreed": gettext_noop("that both said yes"),
    "mentor_agreed_mentor": gettext_noop("that both said yes"),
    "mentor_asked": gettext_noop("that somebody would like to meet them"),
    "pair_ending_mentor": gettext_noop("that their meetings come to an end"),
    "pair_ending_person": gettext_noop("that their meetings come to an end"),
    "pair_finished_mentor": gettext_noop("that their meetings have finished"),
    "pair_finished_person": gettext_noop("that their meetings have finished"),
    "pair_over_mentor": gettext_noop("that their meetings are over"),
    "pair_over_person": gettext_noop("that their meetings are over"),
    "pair_paused_mentor": gettext_noop("that their meetings are paused"),
    "pair_paused_person": gettext_noop("that their meetings are paused"),
    "pair_resumed_mentor": gettext_noop("that their meetings go on"),
    "pair_resumed_person": gettext_noop("that their meetings go on"),
    "pair_thanks_mentor": gettext_noop("that there are a few words of thanks"),
    "pair_thanks_person": gettext_noop("that there are a few words of thanks"),
    "mentor_not_able": gettext_noop("that the mentor is not able to take this on"),
}


def lines_of(told: Iterable[messaging.MessageAbout]) -> tuple[referrals.StoryLine, ...]:
    """A line for each message: to whom, what, and whether it went. One query."""
    told = tuple(told)
    names = people.shown_names([one.person_id for one in told if one.person_id is not None])
    return tuple(
        referrals.StoryLine(
            one.at,
            _how(one)
            % {
                "name": names.get(one.person_id, "") if one.person_id else _("somebody"),
                "what": _(WHAT[one.template]) if one.template in WHAT else one.label,
            },
            "",
        )
        for one in told
    )


def _how(one: messaging.MessageAbout) -> str:
    known = one.template in WHAT
    if one.went:
        return _("We told %(name)s %(what)s") if known else _("We wrote to %(name)s: %(what)s")
    if one.off:
        return (
            _("It was called off to tell %(name)s %(what)s")
            if known
            else _("A message to %(name)s was called off: %(what)s")
        )
    if one.failed:
        return (
            _("Not delivered: we could not tell %(name)s %(what)s")
            if known
            else _("Not delivered to %(name)s: %(what)s")
        )
    return (
        _("We are about to tell %(name)s %(what)s")
        if known
        else _("A message to %(name)s is about to go: %(what)s")
    )
