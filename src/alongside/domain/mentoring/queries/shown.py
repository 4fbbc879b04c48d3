"""Parts of records that several reads share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring.models import Check, Reference, Volunteer
from alongside.domain.mentoring.records import (
    TERMS,
    Checklist,
    CheckRecord,
    PreviewRecord,
    Profile,
    Question,
    ReferenceRecord,
    ReferenceWords,
    StepState,
)
from alongside.domain.mentoring.rules import checks as checking
from alongside.domain.mentoring.rules.profiles import first_name
from alongside.domain.mentoring.rules.steps import Standing, items_of
from alongside.domain.mentoring.states import VOLUNTEER
from alongside.foundation.clock import london_date


def profile_of(row: Volunteer) -> Profile:
    """What the volunteer says."""
    fields = {name: getattr(row, name) for name in Profile.__dataclass_fields__}
    return Profile(**{**fields, **{name: tuple(fields[name]) for name in TERMS}})


def preview_of(row: Volunteer, name: str) -> PreviewRecord:
    """What others see of a volunteer."""

    def words(field: str) -> tuple[str, ...]:
        return tuple(catalogue.label(TERMS[field], slug) for slug in getattr(row, field))

    return PreviewRecord(
        volunteer_id=row.pk,
        first_name=first_name(name),
        story=row.story,
        conditions=words("conditions"),
        treatments=words("treatments"),
        can_share=words("can_share"),
        languages=words("languages"),
        times=words("times"),
        interests=words("interests"),
        modes=words("modes"),
        rather_not=row.rather_not,
    )


def checklist_of(standing: Standing, name: str, today: date) -> Checklist:
    """The steps of a volunteer, and what may be done now."""
    row = standing.volunteer
    return Checklist(
        volunteer_id=row.pk,
        person_id=row.person_id,
        first_name=first_name(name),
        state=row.state,
        items=items_of(standing, today),
        paused_until=row.paused_until,
        events=VOLUNTEER.allowed(row.state),
    )


def references_of(rows: Iterable[Reference], names: dict[UUID, str]) -> tuple[ReferenceRecord, ...]:
    """The references, the first first."""
    return tuple(
        ReferenceRecord(
            reference_id=row.pk,
            name=names.get(row.referee_id, ""),
            asked_on=london_date(row.asked_at),
            given_on=london_date(row.given_at) if row.given_at else None,
            words=ReferenceWords(row.known_for, row.known_how, row.suits, row.words)
            if row.given_at
            else None,
        )
        for row in rows
    )


def checks_of(checks: Iterable[Check], today: date) -> tuple[CheckRecord, ...]:
    """Every kind of check in use, with what is known of it."""
    by_kind = {one.kind: one for one in checks}
    return tuple(_check(kind, by_kind.get(kind.slug), today) for kind in checking.kinds(today))


def _check(kind: catalogue.Term, check: Check | None, today: date) -> CheckRecord:
    said_yes = check.said_yes if check else []
    asked = check is not None or not checking.asks_first(kind)
    labels = {level["id"]: level["label"] for level in kind.content["levels"]}
    level = check.level if check else ""
    allowed = checking.allowed_levels(kind, said_yes) if asked else ()
    return CheckRecord(
        kind=kind.slug,
        label=kind.label,
        plain=str(kind.content["plain"]),
        asked=asked,
        questions=tuple(
            Question(one["id"], one["ask"], one["id"] in said_yes)
            for one in kind.content["questions"]
        ),
        levels=tuple(
            (one, labels[one]) for one in allowed if checking.is_enough(kind, one, said_yes)
        ),
        needed=checking.needed_level(kind, said_yes) if asked else "",
        level=level,
        level_label=str(labels.get(level, level)),
        seen_on=check.seen_on if check else None,
        look_again_on=check.look_again_on if check else None,
        usual_look_again_on=checking.usual_look_again(kind, today),
        state=str(checking.state_of(kind, check, today) if asked else StepState.TO_DO),
    )
