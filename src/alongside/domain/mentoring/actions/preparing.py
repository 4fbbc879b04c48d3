"""What the service and others do before a volunteer begins."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.actions.links import tell
from alongside.domain.mentoring.events import VolunteerWelcomed
from alongside.domain.mentoring.models import Agreement, Check, Reference, Volunteer
from alongside.domain.mentoring.queries.agreements import agreement_lines
from alongside.domain.mentoring.queries.visible import looked_after, own
from alongside.domain.mentoring.queries.volunteers import REFERENCE
from alongside.domain.mentoring.records import ReferenceWords
from alongside.domain.mentoring.rules import checks as checking
from alongside.domain.mentoring.rules import profiles
from alongside.domain.mentoring.rules.undoing import HOLD, NOT_NOW, WELCOME
from alongside.domain.mentoring.states import OPEN
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.foundation.links import open_link, revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def welcome(volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator read what was sent and goes on with it; the volunteer hears of it half a minute
    later: until then `take_answer_back` makes it undone.

    Raises NotFound out of sight, Conflict when it was answered already."""
    row = get_visible(looked_after(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        move(row, "welcome", work=work, organisation_id=row.organisation_id)
        tell(row, WELCOME, work=work, step=at.isoformat(), hold=HOLD)
        work.publish(VolunteerWelcomed(row.pk, row.person_id, row.organisation_id, at))


def decline(volunteer_id: UUID, *, actor: Actor, at: datetime) -> None:
    """The service does not go on with somebody, who is told so kindly and without a reason, half a
    minute later: until then `take_answer_back` makes it undone. Their links and those of referees
    who have not answered open nothing from now on.

    Raises NotFound out of sight, Conflict once they are ready or have stopped."""
    row = get_visible(looked_after(actor), volunteer_id)
    with unit(actor=actor, at=at) as work:
        move(row, "decline", work=work, organisation_id=row.organisation_id)
        revoke_links(row, work=work)
        _close_references(row, work)
        tell(row, NOT_NOW, work=work, step=at.isoformat(), hold=HOLD)


def _close_references(row: Volunteer, work: Work) -> None:
    for reference in row.references.filter(given_at=None):
        revoke_links(reference, work=work)


def give_reference(token: str, *, words: ReferenceWords, at: datetime) -> None:
    """A referee says what they know of the volunteer, once.

    Raises NotFound for a link that is over, Invalid by field, Conflict when it was given."""
    key = open_link(token, REFERENCE, at=at)
    row = Reference.objects.select_related("volunteer").get(pk=key)
    _take(row, words, actor=by_link(row.referee_id), at=at)


def note_reference(
    reference_id: UUID, *, words: ReferenceWords, actor: Actor, at: datetime
) -> None:
    """Writes down what a referee said on the telephone, once.

    Raises NotFound out of sight, Invalid by field, Conflict when it was given."""
    seen = Reference.objects.filter(volunteer__in=looked_after(actor))
    _take(get_visible(seen.select_related("volunteer"), reference_id), words, actor=actor, at=at)


def _take(row: Reference, words: ReferenceWords, *, actor: Actor, at: datetime) -> None:
    faults = profiles.faults_of_reference(words)
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        given = Reference.objects.filter(pk=row.pk, given_at=None).update(
            given_at=at,
            known_for=profiles.tidy(words.known_for),
            known_how=profiles.tidy(words.known_how),
            suits=words.suits,
            words=profiles.tidy(words.words),
        )
        if not given:
            raise Conflict("it was given already")
        work.audit(
            "reference.given",
            row,
            organisation_id=row.volunteer.organisation_id,
            fields=("known_for", "known_how", "suits", "words"),
        )


def note_met(volunteer_id: UUID, *, on: date, actor: Actor, at: datetime) -> None:
    """The coordinator and the volunteer met on that day. Raises as `note_check`."""
    _refuse_later(on, at, "on")
    with unit(actor=actor, at=at) as work:
        row = hold_open(get_visible(looked_after(actor), volunteer_id))
        Volunteer.objects.filter(pk=row.pk).update(met_on=on, changed_at=at)
        work.audit("volunteer.met_on", row, organisation_id=row.organisation_id, fields=("met_on",))


def note_eligibility(
    volunteer_id: UUID, *, kind: str, said_yes: Collection[str], actor: Actor, at: datetime
) -> None:
    """Says which eligibility questions of a check are true of the role; what may be asked for
    follows from that. Whatever was seen before is kept, and counts no more.

    Raises NotFound out of sight and for an unknown kind, Invalid for an unknown question."""
    term = _kind(kind, at)
    if not set(said_yes) <= {one["id"] for one in term.content["questions"]}:
        raise Invalid({"said_yes": _("Choose from the questions shown.")})
    with unit(actor=actor, at=at) as work:
        row = hold_open(get_visible(looked_after(actor), volunteer_id))
        before = row.checks.filter(kind=kind, current=True).first()
        if before is not None and sorted(before.said_yes) == sorted(said_yes):
            return
        row.checks.filter(kind=kind, current=True).update(current=False)
        check = Check.objects.create(
            volunteer=row,
            kind=kind,
            said_yes=sorted(said_yes),
            asked_on=london_date(at),
            asked_by_id=actor.person_id,
        )
        work.audit(
            "check.asked",
            check,
            organisation_id=row.organisation_id,
            fields=("kind", "said_yes"),
        )


def note_check(
    volunteer_id: UUID,
    *,
    kind: str,
    level: str,
    seen_on: date,
    look_again_on: date | None,
    actor: Actor,
    at: datetime,
) -> None:
    """Somebody saw a check of that level on a day, and it is looked at again on another.

    What a certificate says is never taken. Raises NotFound out of sight and for an unknown kind,
    Invalid by field (kind, level, seen_on, look_again_on): where the eligibility questions were not
    asked first, for a level that they do not allow, and for days in the wrong order."""
    term = _kind(kind, at)
    with unit(actor=actor, at=at) as work:
        row = hold_open(get_visible(looked_after(actor), volunteer_id))
        before = row.checks.filter(kind=kind, current=True).first()
        if before is None and checking.asks_first(term):
            raise Invalid({"kind": _("Answer the questions about the role first.")})
        said_yes = before.said_yes if before else []
        _refuse_check(term, said_yes, level, seen_on, look_again_on, at)
        row.checks.filter(kind=kind, current=True).update(current=False)
        check = Check.objects.create(
            volunteer=row,
            kind=kind,
            said_yes=said_yes,
            asked_on=before.asked_on if before else london_date(at),
            asked_by_id=before.asked_by_id if before else actor.person_id,
            level=level,
            seen_on=seen_on,
            seen_by_id=actor.person_id,
            look_again_on=look_again_on,
        )
        work.audit(
            "check.seen",
            check,
            organisation_id=row.organisation_id,
            fields=("kind", "level", "seen_on", "look_again_on"),
        )


def _refuse_check(
    term: catalogue.Term,
    said_yes: Collection[str],
    level: str,
    seen_on: date,
    look_again_on: date | None,
    at: datetime,
) -> None:
    _refuse_later(seen_on, at, "seen_on")
    faults = {}
    if level not in checking.allowed_levels(term, said_yes):
        faults["level"] = _("This role does not allow this level.")
    elif not checking.is_enough(term, level, said_yes):
        faults["level"] = _("This role needs a higher level.")
    if look_again_on is None and term.content["look_again_months"] is not None:
        faults["look_again_on"] = _("Enter the day on which it is looked at again.")
    elif look_again_on is not None and look_again_on <= seen_on:
        faults["look_again_on"] = _("Choose a day after the one on which it was seen.")
    if faults:
        raise Invalid(faults)


def agree(volunteer_id: UUID, *, version: int, actor: Actor, at: datetime) -> None:
    """The volunteer agrees to the six lines, in the version that was shown; twice is once.

    Raises NotFound for anybody else, Conflict when the lines are others by now."""
    row = get_visible(own(actor), volunteer_id)
    if version != agreement_lines("mentor").version:
        raise Conflict("there are newer lines")
    with unit(actor=actor, at=at) as work:
        row = hold_open(row)
        agreement, made = Agreement.objects.get_or_create(
            volunteer=row, version=version, defaults={"agreed_at": at}
        )
        if made:
            work.audit(
                "agreement.given",
                agreement,
                organisation_id=row.organisation_id,
                fields=("version",),
            )


def hold_open(row: Volunteer) -> Volunteer:
    """The volunteer, locked in the open unit. Raises Conflict once they have stopped."""
    held = Volunteer.objects.select_for_update().get(pk=row.pk)
    if held.state not in OPEN:
        raise Conflict("they have stopped")
    return held


def _kind(kind: str, at: datetime) -> catalogue.Term:
    for term in checking.kinds(london_date(at)):
        if term.slug == kind:
            return term
    raise NotFound("check")


def _refuse_later(day: date, at: datetime, field: str) -> None:
    if day > london_date(at):
        raise Invalid({field: _("Choose a day that has come.")})
