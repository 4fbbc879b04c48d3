"""What the people who read worries do: read, take in hand, write down, and close by two.

Each is for lead and deputy, and for whoever was let in; to everybody else the worry does not exist
(NotFound). What is sent twice is done once.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from alongside.domain.safety import rules
from alongside.domain.safety.actions.forgetting import name_goes
from alongside.domain.safety.actions.passing_on import try_to_pass_on
from alongside.domain.safety.deadlines import today_or_later
from alongside.domain.safety.models import Concern, Reader, Step
from alongside.domain.safety.queries.reading import find_one, may_do, whole
from alongside.domain.safety.records import WRITTEN, StepKind, WorryRecord
from alongside.domain.safety.standing import Standing
from alongside.domain.safety.states import ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit


def open_worry(concern_id: UUID, *, actor: Actor, at: datetime) -> WorryRecord:
    """One worry whole. That it was looked at, and by whom, is audited each time.

    Raises NotFound for whoever may not read it."""
    with unit(actor=actor, at=at) as work:
        concern, here = find_one(concern_id, actor=actor, at=at)
        work.audit("concern.looked_at", concern, organisation_id=concern.organisation_id)
        return whole(concern, here, actor=actor, at=at)


def mark_read(concern_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Says that the actor has read it: the clock for reading stops, and the one for deciding runs.

    Once it was read by anybody, it does nothing more."""
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        if concern.state == ConcernState.RECEIVED:
            move(concern, "read", work=work, organisation_id=concern.organisation_id)
            hand_to(concern, actor.person_id, here.times.a_working_day_after(at))
            add_step(concern, StepKind.READ, work=work)


def take_in_hand(
    concern_id: UUID, *, look_again_on: date, words: str = "", actor: Actor, at: datetime
) -> None:
    """The actor sees to it from now on, and looks at it again by the end of that day.

    Raises Invalid for a day that is over or more than 31 days away, Conflict for one that is
    closed, about to be closed, or not read."""
    refuse_day(look_again_on, at)
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        due_at = here.times.end_of(look_again_on)
        mine = concern.state == ConcernState.IN_HAND and concern.owner_id == actor.person_id
        if mine and concern.due_at == due_at:
            return
        move(concern, "take", work=work, organisation_id=concern.organisation_id)
        hand_to(concern, actor.person_id, due_at)
        add_step(concern, StepKind.TAKEN, words=words, work=work)


def write_down(
    concern_id: UUID,
    *,
    kind: str,
    words: str,
    key: UUID,
    look_again_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> None:
    """Adds what was done or decided to its record, for ever; `key` makes it once.

    With a day, it is looked at again by the end of that day. Raises Invalid by field, Conflict for
    one that is closed."""
    words = words.strip()
    faults = {
        "kind": "" if kind in WRITTEN else _("Choose what you did"),
        "words": rules.fault_of_words(words),
    }
    found = {field: fault for field, fault in faults.items() if fault}
    if found:
        raise Invalid(found)
    if look_again_on is not None:
        refuse_day(look_again_on, at)
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        if concern.state == ConcernState.CLOSED:
            raise Conflict("it is closed")
        if not add_step(concern, StepKind(kind), words=words, key=key, work=work):
            return
        if look_again_on is not None and concern.state == ConcernState.IN_HAND:
            hand_to(concern, concern.owner_id, here.times.end_of(look_again_on))


def let_in(concern_id: UUID, *, person_id: UUID, actor: Actor, at: datetime) -> None:
    """Lets another holder of the role read this one worry, such as one that is kept from the lead.

    Raises Invalid for somebody who does not hold the role or from whom it is kept."""
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        if person_id in {each.id for each in here.readers_of(concern)}:
            return
        if "let_in" not in may_do(concern, here, actor) or (
            person_id not in here.holders or person_id == concern.kept_from_id
        ):
            raise Invalid({"person": _("Choose somebody from the list")})
        Reader.objects.create(
            concern=concern, person_id=person_id, let_in_by_id=who(actor), let_in_at=at
        )
        add_step(concern, StepKind.LET_IN, words=here.holders[person_id], work=work)


def suggest_closing(concern_id: UUID, *, words: str, actor: Actor, at: datetime) -> None:
    """Asks another reader to look and close it, saying why nothing is left to do.

    Raises Invalid without words, before anything is decided, or where nobody else may read it;
    Conflict unless it is in hand."""
    words = words.strip()
    fault = rules.fault_of_words(words)
    if fault:
        raise Invalid({"words": fault})
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        if concern.state == ConcernState.CLOSING and concern.closing_by_id == actor.person_id:
            return
        others = [each for each in here.readers_of(concern) if each.id != actor.person_id]
        if not concern.decisions.exists():
            undecided = _("Nothing is decided yet. Write down a decision first")
            raise Invalid({"words": undecided})
        if not others:
            alone = _("Nobody else may read this worry. Let somebody in first")
            raise Invalid({"words": alone})
        move(concern, "suggest_closing", work=work, organisation_id=concern.organisation_id)
        hand_to(
            concern,
            others[0].id,
            here.times.a_working_day_after(at),
            closing_by_id=actor.person_id,
        )
        add_step(concern, StepKind.CLOSING, words=words, work=work)
        try_to_pass_on(concern, others[:1], occasion=f"closing-{at:%Y%m%dT%H%M%S.%f}", work=work)


def keep_open(concern_id: UUID, *, words: str, actor: Actor, at: datetime) -> None:
    """Says why it is not closed: the actor sees to it from now on.

    Raises Invalid without words, Conflict where nobody suggested to close it."""
    words = words.strip()
    fault = rules.fault_of_words(words)
    if fault:
        raise Invalid({"words": fault})
    with unit(actor=actor, at=at) as work:
        concern, here = locked(concern_id, actor, at)
        move(concern, "keep_open", work=work, organisation_id=concern.organisation_id)
        due_at = here.times.a_working_day_after(at)
        hand_to(concern, actor.person_id, due_at, closing_by_id=None)
        add_step(concern, StepKind.KEPT_OPEN, words=words, work=work)


def close_worry(concern_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Closes it; whoever told it and was deleted meanwhile is taken out of it.

    Raises Conflict for whoever suggested it, and where nobody did."""
    with unit(actor=actor, at=at) as work:
        concern, _here = locked(concern_id, actor, at)
        if concern.state == ConcernState.CLOSED and concern.closed_by_id == actor.person_id:
            return
        if concern.closing_by_id == actor.person_id:
            raise Conflict("somebody else closes what you suggested to close")
        # In this order: the database refuses a closed worry without the two who closed it.
        concern.closed_by_id, concern.closed_at = actor.person_id, at
        concern.save(update_fields=["closed_by", "closed_at"])
        move(concern, "close", work=work, organisation_id=concern.organisation_id)
        concern.due_at = concern.escalate_at = concern.owner_id = None
        concern.save(update_fields=["due_at", "escalate_at", "owner"])
        add_step(concern, StepKind.CLOSED, work=work)
        name_goes(concern, work)


def locked(concern_id: UUID, actor: Actor, at: datetime) -> tuple[Concern, Standing]:
    """The worry, for somebody who may read it, so that of two people one acts after the other."""
    found, here = find_one(concern_id, actor=actor, at=at)
    return Concern.objects.select_for_update().get(pk=found.pk), here


def hand_to(
    concern: Concern,
    person_id: UUID | None,
    due_at: datetime,
    **also: UUID | None,
) -> None:
    """Whose it is from now on, and by when; `also` are other columns that change with it."""
    concern.owner_id, concern.due_at, concern.escalate_at = person_id, due_at, due_at
    for name, value in also.items():
        setattr(concern, name, value)
    names = ["owner", "due_at", "escalate_at", *(each.removesuffix("_id") for each in also)]
    concern.save(update_fields=names)


def add_step(
    concern: Concern,
    kind: StepKind,
    *,
    words: str = "",
    key: UUID | None = None,
    work: Work,
) -> bool:
    """Adds a step; False when the one with this key stands already."""
    row, made = Step.objects.get_or_create(
        key=key or uuid4(),
        defaults={
            "concern": concern,
            "kind": kind,
            "words": words.strip(),
            "by_id": who(work.actor),
            "at": work.at,
        },
    )
    if made:
        work.audit(
            f"concern.{kind}_written",
            row,
            organisation_id=concern.organisation_id,
            fields=("kind", "words"),
        )
    return made


def who(actor: Actor) -> UUID:
    """Whoever reads worries is a person."""
    assert actor.person_id is not None
    return actor.person_id


def refuse_day(day: date, at: datetime) -> None:
    """Raises Invalid for a day that is over or more than a month away."""
    if not today_or_later(day, at):
        raise Invalid({"look_again_on": _("Choose a day from today to a month from now")})
