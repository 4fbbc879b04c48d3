"""What happened to a request, in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.domain.signposting.models import Request
from alongside.domain.signposting.records import StoryLine
from alongside.foundation.models import Transition

# What is said of each event; where it matters, of an event into a state.
_WORDS = {
    "remind": gettext_noop("The group was reminded"),
    "ring": gettext_noop("It is time to ring the group"),
    "say_coming": gettext_noop("The group said yes"),
    "say_waiting": gettext_noop("The group put the person on its waiting list"),
    "say_no": gettext_noop("The group said that it is not the right one"),
    "group_ended": gettext_noop("The group ended"),
    "get_place": gettext_noop("A place came free, and the group was asked"),
    "look_again": gettext_noop("A coordinator looked at it"),
    "offer": gettext_noop("Another group was named to the person"),
    "nothing_suits": gettext_noop("Nothing suited"),
    "accept": gettext_noop("The person chose the other group"),
    "no_answer": gettext_noop("The person did not answer about the other group"),
    "ask_how": gettext_noop("The first day is over"),
    "try_again": gettext_noop("Another first day was agreed"),
    "could_not_come": gettext_noop("The person could not come"),
    "went": gettext_noop("The person went"),
    "not_for_me": gettext_noop("It was not for the person"),
    "no_word": gettext_noop("Nobody said how it was"),
    "call_me": gettext_noop("The person asked to be rung"),
    "withdraw": gettext_noop("The person does not want to come any more"),
}
_SAID = {
    ("person", "went"): gettext_noop("The person said: I am glad I went"),
    ("person", "not_for_me"): gettext_noop("The person said: not for me"),
    ("person", "could_not_come"): gettext_noop("The person said: I could not come"),
    ("person", "call_me"): gettext_noop("The person said: please call me"),
    ("group", "went"): gettext_noop("The group said: the person came"),
    ("group", "could_not_come"): gettext_noop("The group said: the person did not come"),
    ("coordinator", "went"): gettext_noop("A coordinator heard: the person went"),
    ("coordinator", "not_for_me"): gettext_noop("A coordinator heard: it was not for the person"),
    ("coordinator", "could_not_come"): gettext_noop(
        "A coordinator heard: the person could not come"
    ),
}
# The same to whoever asked. What is nobody's business but a coordinator's is left out.
_OWN = {
    "remind": gettext_noop("We asked the group again"),
    "ring": gettext_noop("The group was silent, so we ring it"),
    "say_coming": gettext_noop("The group said yes"),
    "say_waiting": gettext_noop("The group put you on its waiting list"),
    "say_no": gettext_noop("The group said that it cannot take you on now"),
    "group_ended": gettext_noop("The group ended"),
    "get_place": gettext_noop("A place came free, and the group was asked"),
    "offer": gettext_noop("We told you of another group"),
    "nothing_suits": gettext_noop("Nothing suited"),
    "accept": gettext_noop("You chose the other group"),
    "ask_how": gettext_noop("The first day was over"),
    "try_again": gettext_noop("You got another first day"),
    "could_not_come": gettext_noop("You could not come"),
    "went": gettext_noop("You went"),
    "not_for_me": gettext_noop("You went, and it was not for you"),
    "call_me": gettext_noop("You asked us to ring you"),
    "withdraw": gettext_noop("You cancelled"),
}


def own_story(request: Request) -> tuple[StoryLine, ...]:
    """What happened, as whoever asked reads it, the oldest first: one query."""
    first = _("You asked")
    if request.waited_at_first:
        first = _("You asked, and went on the waiting list")
    told = [
        StoryLine(row.at, _(_OWN[row.event]), row.actor_kind)
        for row in _rows(request)
        if row.event in _OWN
    ]
    return (StoryLine(request.asked_at, first, "visitor"), *told)


def story(request: Request) -> tuple[StoryLine, ...]:
    """All that happened, the oldest first: one query beside what was read with the request."""
    first = _("The group was asked")
    if request.waited_at_first:
        first = _("The person asked, and went on the waiting list")
    lines = [StoryLine(request.asked_at, first, "visitor")]
    lines += _moves(request)
    lines += [
        StoryLine(row.at, _(_SAID[row.party, row.what]), row.party) for row in request.words.all()
    ]
    return tuple(sorted(lines, key=lambda line: line.at))


def _moves(request: Request) -> Iterable[StoryLine]:
    for row in _rows(request):
        yield StoryLine(
            row.at, _(_WORDS[row.event]), row.actor_kind, _(row.reason) if row.reason else ""
        )


def _rows(request: Request) -> QuerySet[Transition]:
    return Transition.objects.filter(
        thing_type=Request._meta.label_lower, thing_id=str(request.pk)
    ).order_by("at", "pk")
