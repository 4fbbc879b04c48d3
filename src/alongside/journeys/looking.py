"""Staff read somebody's details: the read, and the note that they looked, for each page that does.

Every page that shows one person's details to another reads them through here, but for the record
(`rights.held`) and for worries, whose looks are noted apart and told to nobody whom a worry may be
about. Where the note cannot be written, nothing is shown. A look at the same within a quarter of
an hour is noted once (`people.note_seen`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.domain.mentoring import public as mentoring
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import public as referrals
from alongside.domain.signposting import public as signposting
from alongside.domain.training import public as training
from alongside.foundation.actor import Actor
from alongside.foundation.paging import Page


@dataclass(frozen=True)
class NeedsShown:
    """How somebody may be reached and what they need, with their name."""

    profile: messaging.ProfileRecord
    name: str


def requests(
    *, actor: Actor, which: str, at: datetime, page: int = 1
) -> Page[signposting.RequestRow]:
    """As signposting.requests."""
    found = signposting.requests(actor=actor, which=which, at=at, page=page)
    seen = (row.person_id for row in found.rows if not row.restricted)
    _note(seen, "requests", actor=actor, at=at)
    return found


def request(request_id: UUID, *, actor: Actor, at: datetime) -> signposting.RequestRecord:
    """As signposting.request."""
    found = signposting.request(request_id, actor=actor, at=at)
    _note([] if found.restricted else [found.person_id], "request", actor=actor, at=at)
    return found


def unmet_needs(
    *, actor: Actor, reason: str = "", at: datetime, page: int = 1
) -> Page[signposting.UnmetRow]:
    """As signposting.unmet_needs."""
    found = signposting.unmet_needs(actor=actor, reason=reason, at=at, page=page)
    _note((row.person_id for row in found.rows), "nothing_suited", actor=actor, at=at)
    return found


def cannot_send(*, actor: Actor, at: datetime, page: int = 1) -> Page[messaging.CannotSendRow]:
    """As messaging.cannot_send."""
    found = messaging.cannot_send(actor=actor, page=page)
    seen = (row.person_id for row in found.rows if not row.restricted)
    _note(seen, "unsent", actor=actor, at=at)
    return found


def cannot_send_row(message_id: UUID, *, actor: Actor, at: datetime) -> messaging.CannotSendRow:
    """As messaging.cannot_send_row."""
    found = messaging.cannot_send_row(message_id, actor=actor)
    _note([] if found.restricted else [found.person_id], "unsent", actor=actor, at=at)
    return found


def letters(*, actor: Actor, at: datetime, page: int = 1) -> Page[messaging.LetterRow]:
    """As messaging.letters."""
    found = messaging.letters(actor=actor, page=page)
    _note((row.person_id for row in found.rows), "letters", actor=actor, at=at)
    return found


def replies(*, actor: Actor, at: datetime, page: int = 1) -> Page[messaging.ReplyRow]:
    """As messaging.replies."""
    found = messaging.replies(actor=actor, page=page)
    _note((row.person_id for row in found.rows), "answers", actor=actor, at=at)
    return found


def reviews_due(*, actor: Actor, at: datetime) -> tuple[messaging.ReviewRow, ...]:
    """As messaging.reviews_due."""
    found = messaging.reviews_due(actor=actor, at=at)
    _note((row.person_id for row in found), "needs", actor=actor, at=at)
    return found


def needs(person_id: UUID, *, actor: Actor, at: datetime) -> NeedsShown:
    """As messaging.profile, with the name. Raises NotFound as that."""
    found = NeedsShown(messaging.profile(person_id, actor=actor), people.person_name(person_id))
    _note([person_id], "profile", actor=actor, at=at)
    return found


def referrals_of_service(
    *, actor: Actor, which: str, at: datetime, page: int = 1
) -> Page[referrals.ReferralRow]:
    """As referrals.referrals_of_service."""
    found = referrals.referrals_of_service(actor=actor, which=which, at=at, page=page)
    _note((row.person_id for row in found.rows), "referrals", actor=actor, at=at)
    return found


def referral(referral_id: UUID, *, actor: Actor, at: datetime) -> referrals.ReferralRecord:
    """As referrals.referral."""
    found = referrals.referral(referral_id, actor=actor, at=at)
    _note([found.person_id], "referral", actor=actor, at=at)
    return found


def made_referrals(*, actor: Actor, at: datetime, page: int = 1) -> Page[referrals.MadeRow]:
    """As referrals.made_referrals."""
    found = referrals.made_referrals(actor=actor, at=at, page=page)
    _note((row.person_id for row in found.rows), "referrals", actor=actor, at=at)
    return found


def written(referral_id: UUID, *, actor: Actor, at: datetime) -> referrals.WrittenRecord:
    """As referrals.written."""
    found = referrals.written(referral_id, actor=actor, at=at)
    _note([found.row.person_id], "referral", actor=actor, at=at)
    return found


def volunteers(
    *, actor: Actor, which: str, at: datetime, page: int = 1
) -> Page[mentoring.VolunteerRow]:
    """As mentoring.volunteers."""
    found = mentoring.volunteers(actor=actor, which=which, at=at, page=page)
    _note((row.person_id for row in found.rows), "volunteers", actor=actor, at=at)
    return found


def volunteer(volunteer_id: UUID, *, actor: Actor, at: datetime) -> mentoring.VolunteerRecord:
    """As mentoring.volunteer."""
    found = mentoring.volunteer(volunteer_id, actor=actor, at=at)
    _note([found.person_id], "volunteer", actor=actor, at=at)
    return found


def plan(organisation_id: UUID, *, actor: Actor, at: datetime) -> mentoring.PlanRecord:
    """As mentoring.plan."""
    found = mentoring.plan(organisation_id, actor=actor, at=at)
    seen = {one.person_id for one in found.suggested} | {one.person_id for one in found.not_placed}
    _note(seen, "plan", actor=actor, at=at)
    return found


def place(place_id: UUID, *, actor: Actor, at: datetime) -> mentoring.PlaceRecord:
    """As mentoring.place."""
    found = mentoring.place(place_id, actor=actor, at=at)
    _note([found.person_id], "place", actor=actor, at=at)
    return found


def pairs(*, actor: Actor, which: str, at: datetime, page: int = 1) -> Page[mentoring.PairRow]:
    """As mentoring.pairs."""
    found = mentoring.pairs(actor=actor, at=at, which=which, page=page)
    seen = [key for row in found.rows for key in row.person_ids]
    _note(seen, "meetings", actor=actor, at=at)
    return found


def pair_covers(pair_id: UUID, *, actor: Actor, at: datetime) -> mentoring.PairCovers:
    """As mentoring.pair_covers."""
    found = mentoring.pair_covers(pair_id, actor=actor)
    covering = [key for one in (found.open, *found.before) if one for key in one.person_ids]
    _note({*found.person_ids, *covering}, "meetings", actor=actor, at=at)
    return found


def away(*, actor: Actor, at: datetime) -> tuple[mentoring.AwayRow, ...]:
    """As mentoring.away."""
    found = mentoring.away(actor=actor, at=at)
    _note({key for row in found for key in row.person_ids}, "meetings", actor=actor, at=at)
    return found


def meeting_tasks(*, actor: Actor, at: datetime, page: int = 1) -> Page[mentoring.TaskRow]:
    """As mentoring.tasks."""
    found = mentoring.tasks(actor=actor, at=at, page=page)
    _note((row.person_id for row in found.rows), "meetings", actor=actor, at=at)
    return found


def overdue(*, actor: Actor, at: datetime) -> tuple[mentoring.OverdueRow, ...]:
    """As mentoring.overdue."""
    found = mentoring.overdue(actor=actor, at=at)
    _note((row.person_id for row in found), "meetings", actor=actor, at=at)
    return found


def pair_meetings(
    pair_id: UUID, *, actor: Actor, at: datetime, page: int = 1
) -> mentoring.PairMeetings:
    """As mentoring.pair_meetings."""
    found = mentoring.pair_meetings(pair_id, actor=actor, at=at, page=page)
    _note(found.person_ids, "meetings", actor=actor, at=at)
    return found


def wishes(place_id: UUID, *, actor: Actor, at: datetime) -> mentoring.Wishes:
    """As mentoring.wishes, of somebody who waits."""
    found = mentoring.wishes(place_id, actor=actor)
    _note([mentoring.place(place_id, actor=actor, at=at).person_id], "place", actor=actor, at=at)
    return found


def training_desk(
    *, actor: Actor, at: datetime, unfinished: bool = False, page: int = 1
) -> training.Desk:
    """As training.desk."""
    found = training.desk(actor=actor, at=at, unfinished=unfinished, page=page)
    seen = {one.person_id for one in found.learners.rows}
    _note(seen | {one.person_id for one in found.renewals}, "training", actor=actor, at=at)
    return found


def learner(person_id: UUID, *, actor: Actor, at: datetime) -> training.Learner:
    """As training.learner."""
    found = training.learner(person_id, actor=actor, at=at)
    _note([person_id], "training", actor=actor, at=at)
    return found


def enrolment(enrolment_id: UUID, *, actor: Actor, at: datetime) -> training.LearnerModule:
    """As training.enrolment."""
    found = training.enrolment(enrolment_id, actor=actor, at=at)
    _note([found.person_id], "training", actor=actor, at=at)
    return found


def erasures(*, actor: Actor, at: datetime) -> tuple[people.ErasureRecord, ...]:
    """As people.erasures."""
    found = people.erasures(actor=actor)
    _note((row.person_id for row in found), "deletion", actor=actor, at=at)
    return found


def erasure(request_id: UUID, *, actor: Actor, at: datetime) -> people.ErasureRecord:
    """As people.erasure."""
    found = people.erasure(request_id, actor=actor)
    _note([found.person_id], "deletion", actor=actor, at=at)
    return found


def complaint(complaint_id: UUID, *, actor: Actor, at: datetime) -> people.ComplaintRecord:
    """As people.complaint."""
    found = people.complaint(complaint_id, actor=actor, at=at)
    _note([found.person_id], "complaint", actor=actor, at=at)
    return found


def _note(seen: Iterable[UUID | None], what: str, *, actor: Actor, at: datetime) -> None:
    here = people.service()
    people.note_seen(
        person_ids=[each for each in seen if each is not None],
        what=what,
        organisation_id=here.organisation_id if here else None,
        actor=actor,
        at=at,
    )
