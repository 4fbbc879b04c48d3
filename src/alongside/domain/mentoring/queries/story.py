"""What happened with somebody's wish for a mentor, in words, for whoever coordinates there."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from alongside.domain.mentoring.day_records import PlaceStory
from alongside.domain.mentoring.models import Pair, Place
from alongside.domain.mentoring.queries.pairs import coordinated_places
from alongside.foundation.actor import Actor
from alongside.foundation.models import Transition

_PLACE = {
    "suggest": gettext_noop("Mentors were suggested to them"),
    "take_cards_back": gettext_noop("That was taken back"),
    "none_suits": gettext_noop("None of the mentors suited"),
    "choose": gettext_noop("They chose a mentor, who was asked"),
    "not_able": gettext_noop("The mentor was not able to take it on"),
    "change_mind": gettext_noop("They changed their mind before the mentor answered"),
    "agree": gettext_noop("Both said yes"),
    "wait_again": gettext_noop("They wait for another mentor"),
    "ask_again": gettext_noop("They asked for a mentor again"),
}
_PAIR = {
    "meet": gettext_noop("They met for the first time"),
    "pause": gettext_noop("The two paused"),
    "resume": gettext_noop("The two went on"),
    "begin_ending": gettext_noop("They began to end it"),
    "go_on": gettext_noop("The two go on after all"),
    "go_on_unmet": gettext_noop("The two go on after all"),
    "go_on_paused": gettext_noop("The two go on after all, and are paused as before"),
    "end": gettext_noop("The pair ended"),
}


def place_story(episode_id: UUID, *, actor: Actor) -> PlaceStory | None:
    """The place of an episode with what happened, the oldest first; None out of sight and where
    nobody asked for a mentor. Three queries."""
    place = coordinated_places(actor).filter(episode_id=episode_id).first()
    if place is None:
        return None
    pairs = Pair.objects.filter(place=place)
    told = [(place.opened_at, _("They asked for a mentor"))]
    moves = _moves(Place._meta.label_lower, [place.pk], _PLACE)
    if not any(event == "agree" for _at, event, _words in moves):
        # Of a pair that was taken over from the service's own list.
        began = pairs.aggregate(first=Min("agreed_at"))["first"]
        told += [(began, _("They began to meet"))] if began else []
    told += [(at, words) for at, _event, words in moves]
    keys = list(pairs.values_list("pk", flat=True))
    told += [(at, words) for at, _event, words in _moves(Pair._meta.label_lower, keys, _PAIR)]
    return PlaceStory(place.pk, place.state, tuple(sorted(told, key=lambda line: line[0])))


def _moves(kind: str, keys: list[UUID], words: dict[str, str]) -> list[tuple[datetime, str, str]]:
    rows = Transition.objects.filter(
        thing_type=kind, thing_id__in=[str(key) for key in keys], event__in=list(words)
    )
    return [(row.at, row.event, _(words[row.event])) for row in rows.order_by("at", "pk")]
