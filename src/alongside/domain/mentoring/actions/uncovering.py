"""How a cover comes to an end, or to nothing: within the unit of whoever does it.

Whichever way it ends, it goes through `uncover`: the place of the mentor who covers is free, and no
hour of theirs is left. Both are told by whoever calls it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from alongside.domain.mentoring.actions.links import tell, tell_person
from alongside.domain.mentoring.actions.meeting_tasks import make_cover_task, settle_left
from alongside.domain.mentoring.models import Cover, Meeting, Pair, Place, Volunteer
from alongside.domain.mentoring.states import OPEN_COVERS, CoverState, MeetingState
from alongside.domain.messaging import public as messaging
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work


def give_place_back(volunteer_id: UUID) -> None:
    """One place of a mentor is free, within the open unit."""
    Volunteer.objects.filter(pk=volunteer_id, held__gt=0).update(held=F("held") - 1)
    Volunteer.objects.filter(pk=volunteer_id, over__gt=0).update(over=F("over") - 1)


def call_off(meetings: QuerySet[Meeting], work: Work) -> list[Meeting]:
    """Those of these hours that are planned, and what was still to be told of them; returns them.
    Nobody is told of each."""
    planned = meetings.select_for_update().filter(state=MeetingState.PLANNED)
    rows = list(planned.order_by("pk"))
    for meeting in rows:
        messaging.cancel(meeting, actor=work.actor, at=work.at)
        move(
            meeting,
            "cancel",
            work=work,
            organisation_id=meeting.pair.place.organisation_id,
            also={"sequence": meeting.sequence + 1, "changed_at": work.at},
        )
    return rows


def uncover(cover: Cover, work: Work) -> bool:
    """An open cover is over, or withdrawn where not both had said yes. Returns whether the mentor
    who covers has to hear of it: they were asked, or had said yes. Nobody is told here."""
    organisation_id = cover.pair.place.organisation_id
    also: dict[str, Any] = {"suggested": [], "changed_at": work.at}
    if cover.state != CoverState.AGREED:
        asked = cover.state == CoverState.ASKED_MENTOR
        move(cover, "withdraw", work=work, organisation_id=organisation_id, also=also)
        return asked
    move(
        cover, "end", work=work, organisation_id=organisation_id, also={**also, "over_at": work.at}
    )
    if cover.volunteer_id is not None:
        give_place_back(cover.volunteer_id)
    call_off(Meeting.objects.filter(cover=cover), work)
    return True


def tell_coverer(cover: Cover, template: str, work: Work, **values: Any) -> None:
    """Tells the mentor who covers, or is asked to, unless they did it themselves."""
    volunteer = cover.volunteer
    if volunteer is not None and work.actor.person_id != volunteer.person_id:
        tell(volunteer, template, work=work, step=step_of(cover, work), **values)


def tell_covered(cover: Cover, template: str, work: Work, **values: str) -> None:
    """Tells the person, unless they did it themselves."""
    place = cover.pair.place
    if work.actor.person_id != place.person_id:
        tell_person(place, template, work=work, step=step_of(cover, work), values=values)


def step_of(cover: Cover, work: Work) -> str:
    """The days of a cover may change more than once."""
    return f"{cover.pk}/{work.at.isoformat()}"


def end_covers(pair: Pair, work: Work, *, silent: bool = False) -> None:
    """What another mentor covers for the pair is over, and they hear of it; the person hears of the
    pair."""
    settle_left(pair, work)
    for cover in _open(pair.covers.all()):
        if uncover(cover, work) and not silent:
            tell_coverer(cover, "cover_over_mentor", work)


def stop_covers(pair: Pair, work: Work) -> None:
    """The same where the service or the person pauses the meetings. Where it was the service,
    whoever covered is not suggested to the person again."""
    agreed = [cover for cover in _open(pair.covers.all()) if cover.state == CoverState.AGREED]
    end_covers(pair, work)
    if work.actor.person_id == pair.place.person_id:
        return
    for cover in agreed:
        keep_apart(cover, work)


def keep_apart(cover: Cover, work: Work) -> None:
    """The person does not meet this mentor again."""
    if cover.volunteer_id is None:
        return
    place = Place.objects.select_for_update().get(pk=cover.pair.place_id)
    blocks = sorted({*place.blocks, str(cover.volunteer_id)})
    if blocks == place.blocks:
        return
    Place.objects.filter(pk=place.pk).update(blocks=blocks, changed_at=work.at)
    work.audit("place.kept_apart", place, organisation_id=place.organisation_id, fields=("blocks",))


def let_asked_covers_go(volunteer: Volunteer, work: Work) -> None:
    """A mentor who is asked to cover is not able to after all; the person hears so."""
    asked = Cover.objects.filter(volunteer=volunteer, state=CoverState.ASKED_MENTOR)
    for cover in asked.select_related("pair__place").order_by("pk"):
        refuse(cover, work)


def refuse(cover: Cover, work: Work) -> None:
    """The mentor who was asked is not able to; the person hears so, and nothing more."""
    organisation_id = cover.pair.place.organisation_id
    also = {"suggested": [], "changed_at": work.at}
    move(cover, "decline", work=work, organisation_id=organisation_id, also=also)
    tell_covered(cover, "cover_not_able_person", work)


def leave_covers(volunteer: Volunteer, work: Work) -> None:
    """A mentor who stops covers nobody any more; the people hear that it is over, and to look for
    somebody else is a coordinator's next step."""
    agreed = Cover.objects.filter(volunteer=volunteer, state=CoverState.AGREED)
    for cover in agreed.select_related("pair__place").order_by("pk"):
        uncover(cover, work)
        tell_covered(cover, "cover_over_person", work)
        make_cover_task(cover, "left", work)


def _open(covers: QuerySet[Cover]) -> list[Cover]:
    rows = covers.select_for_update(of=("self",)).select_related("pair__place", "volunteer")
    return list(rows.filter(state__in=sorted(OPEN_COVERS)).order_by("pk"))
