"""What happened to a referral, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.records import StoryLine
from alongside.foundation.models import Transition

_WORDS = {
    "receive": gettext_noop("It was received"),
    "undo": gettext_noop("Whoever wrote it took it back"),
    "send": gettext_noop("It was sent after all"),
    "accept": gettext_noop("It was accepted, and support began"),
    "decline": gettext_noop("It was declined"),
    "take_yes_back": gettext_noop("That it was accepted was a mistake, and taken back"),
    "take_no_back": gettext_noop("That it was declined was a mistake, and taken back"),
    "join": gettext_noop("It was joined to another referral of the same person"),
    "part": gettext_noop("It was parted again: it is somebody else's"),
    "look_again": gettext_noop("Somebody looked at it, and decides later"),
    "keep_waiting": gettext_noop("The person waits until there is room"),
    "note_contacted": gettext_noop("We spoke to the person"),
    "note_plan_agreed": gettext_noop("What comes next was agreed"),
    "note_attending": gettext_noop("The person came"),
    "redirect": gettext_noop("It was handed on to another organisation"),
    "close": gettext_noop("The support ended"),
    "withdraw": gettext_noop("It was withdrawn"),
}
# The same to the person. What is nobody's business but the service's is left out.
_OWN = {
    "receive": gettext_noop("We received it"),
    "accept": gettext_noop("We said yes"),
    "decline": gettext_noop("We said that we cannot help with this"),
    "keep_waiting": gettext_noop("You wait until there is room"),
    "note_contacted": gettext_noop("We spoke to you"),
    "note_plan_agreed": gettext_noop("We agreed with you what comes next"),
    "note_attending": gettext_noop("You came"),
    "redirect": gettext_noop("We handed it on to another organisation"),
    "close": gettext_noop("Our support ended"),
    "withdraw": gettext_noop("It was withdrawn"),
}

_TAKES_BACK = ("take_yes_back", "take_no_back")
_TAKEN_BACK = ("accept", "keep_waiting", "decline")


# The same to whoever wrote it at work: that somebody spoke to the person again is not theirs.
_TOLD = {
    "receive": gettext_noop("The service received it"),
    "accept": gettext_noop("The service said yes"),
    "decline": gettext_noop("The service said that it is not possible"),
    "keep_waiting": gettext_noop("They wait until there is room"),
    "note_contacted": gettext_noop("The service reached them"),
    "note_attending": gettext_noop("They came"),
    "redirect": gettext_noop("It was handed on to another organisation"),
    "close": gettext_noop("The support ended"),
    "withdraw": gettext_noop("It was withdrawn"),
}


def story(referral: Referral) -> tuple[StoryLine, ...]:
    """All that happened, the oldest first: one query."""
    return (StoryLine(referral.made_at, _("It was written"), "person"), *_lines(referral, _WORDS))


def own_story(referral: Referral) -> tuple[StoryLine, ...]:
    """What happened, as the person reads it, the oldest first: one query. Without what was said by
    mistake and taken back before they heard of it."""
    first = _("You wrote it") if referral.made_by == "self" else _("It was written about you")
    return (StoryLine(referral.made_at, first, "person"), *_lines(referral, _OWN))


def told_story(referral: Referral) -> tuple[StoryLine, ...]:
    """What happened, as whoever wrote it reads it: of each thing the first time, the oldest first.
    One query."""
    lines = [StoryLine(referral.made_at, _("You wrote it"), "person")]
    for line in _lines(referral, _TOLD):
        if line.words not in {one.words for one in lines}:
            lines.append(line)
    return tuple(lines)


def _lines(referral: Referral, words: Mapping[str, str]) -> list[StoryLine]:
    moves = Transition.objects.filter(
        thing_type=Referral._meta.label_lower,
        thing_id=str(referral.pk),
        event__in=[*words, *_TAKES_BACK],
    )
    rows: list[Transition] = []
    for row in moves.order_by("at", "pk"):
        if row.event in words:
            rows.append(row)
            continue
        while rows and rows[-1].event in _TAKEN_BACK:
            rows.pop()
    return [StoryLine(row.at, _(words[row.event]), row.actor_kind) for row in rows]
