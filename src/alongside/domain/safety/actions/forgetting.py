"""What is taken out of worries that are closed: at once for who was deleted, the rest in time."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from alongside.domain.safety.models import Concern, Decision, Step
from alongside.domain.safety.states import ConcernState
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.unit import Work, unit

CONTACT = ("contact_name", "contact_by", "contact_at", "contact_safely")
_WORDS = ("what_happened", "about_name", *CONTACT)
_GROUNDS = ("reasons", "wishes", "without_consent", "told_whom")


def forget_worries(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Takes all words and names out of worries that were closed before then, and returns how many.

    When and how urgent each was, and who closed it, stay. Whoever told one and was deleted since is
    taken out of it whenever it was closed. Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("the service itself forgets, by its policy")
    closed = Concern.objects.filter(state=ConcernState.CLOSED)
    with unit(actor=actor, at=at) as work:
        without_names(closed.filter(reporter__erased_at__isnull=False), work)
        old = closed.filter(closed_at__lt=before, forgotten_at=None)
        gone = list(old.select_for_update())
        for concern in gone:
            work.audit(
                "concern.forgotten",
                concern,
                organisation_id=concern.organisation_id,
                fields=(*_WORDS, "reporter", "steps", "decisions"),
            )
        keys = [concern.pk for concern in gone]
        _empty(Concern.objects.filter(pk__in=keys), names=_WORDS, forgotten_at=at, thing_id=None)
        Step.objects.filter(concern__in=keys).update(words="")
        Decision.objects.filter(concern__in=keys).update(**dict.fromkeys(_GROUNDS, ""))
    return len(gone)


def name_goes(concern: Concern, work: Work) -> None:
    """Of a worry that was just closed: takes out whoever told it and was deleted meanwhile."""
    without_names(Concern.objects.filter(pk=concern.pk, reporter__erased_at__isnull=False), work)


def without_names(closed: QuerySet[Concern], work: Work) -> int:
    """Takes whoever told these worries, and how they could be reached, out of them; how many."""
    rows = list(closed.select_for_update(of=("self",)))
    for concern in rows:
        work.audit(
            "concern.contact_erased",
            concern,
            organisation_id=concern.organisation_id,
            fields=("reporter", *CONTACT),
        )
    _empty(Concern.objects.filter(pk__in=[concern.pk for concern in rows]), names=CONTACT)
    return len(rows)


def _empty(rows: QuerySet[Concern], *, names: tuple[str, ...], **also: datetime | None) -> None:
    rows.update(
        reporter=None,
        may_contact=False,
        may_leave_message=False,
        **dict.fromkeys(names, ""),
        **also,
    )
