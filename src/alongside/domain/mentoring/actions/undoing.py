"""A slip at the desk, taken back: as long as nobody has heard of it, as if it had not been."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.mentoring.actions.meeting_tasks import open_settled
from alongside.domain.mentoring.models import Goal, MeetingTask, Place
from alongside.domain.mentoring.queries.meeting_tasks import seen_tasks
from alongside.domain.mentoring.queries.pairs import coordinated_places
from alongside.domain.mentoring.rules.undoing import ASK, CARDS, came_from_waiting
from alongside.domain.mentoring.states import PlaceState
from alongside.domain.messaging import public as messaging
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Refused
from alongside.foundation.links import revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import unit


def take_cards_back(place_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The cards were laid before the person by mistake: they wait as before, and hear nothing.
    Again does nothing.

    Only while the message about them is held, so for half a minute. Raises NotFound out of sight,
    Conflict, with why, once it has gone out, once they chose, and where there were cards before."""
    seen = get_visible(coordinated_places(actor), place_id)
    with unit(actor=actor, at=at) as work:
        row = Place.objects.select_for_update().get(pk=seen.pk)
        if row.state == PlaceState.WAITING:
            return
        if row.state != PlaceState.CHOOSING or not came_from_waiting(row):
            raise Conflict(_("It is too late: they have seen cards before, or have chosen."))
        if not messaging.take_back(row, template=CARDS, actor=actor, at=at):
            raise Conflict(
                _("It is too late: the message has gone out. Ring them if it was wrong.")
            )
        move(
            row,
            "take_cards_back",
            work=work,
            organisation_id=row.organisation_id,
            also={"suggested": [], "changed_at": at},
        )


def take_wish_back(episode_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The support that a place was opened for was a mistake: the place goes, with its links, and
    the person is asked nothing. Where there is none, nothing.

    For journeys, in whose unit the support goes. Raises Refused for whoever does not coordinate
    there, Conflict, with why, once they were asked and once anybody went on with it."""
    with unit(actor=actor, at=at) as work:
        row = Place.objects.select_for_update().filter(episode_id=episode_id).first()
        if row is None:
            return
        if not actor.holds(Role.COORDINATOR, row.organisation_id):
            raise Refused("a coordinator takes it back")
        touched = row.state != PlaceState.WAITING or row.changed_at != row.opened_at
        if touched or row.pairs.exists() or Goal.objects.filter(place=row).exists():
            raise Conflict(_("It is too late: somebody has gone on with it. End the support."))
        if not messaging.take_back(row, template=ASK, actor=actor, at=at):
            raise Conflict(_("It is too late: they were asked what matters to them. Ring them."))
        revoke_links(row, work=work)
        work.audit("place.taken_back", row, organisation_id=row.organisation_id)
        row.delete()


def open_task(task_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A task that was said to be done is not: it stands on the list again, with its owner and its
    day. Again does nothing.

    Nobody was told that it was done, so it may be said on any later day. Raises NotFound out of
    sight."""
    seen = get_visible(seen_tasks(actor), task_id)
    with unit(actor=actor, at=at) as work:
        task = MeetingTask.objects.select_for_update().get(pk=seen.pk)
        if task.done_at is not None:
            open_settled(task, work)
