"""Who somebody is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from alongside.domain.people.models import Consent, Person
from alongside.domain.people.queries.restrictions import restricted
from alongside.foundation.actor import Actor
from alongside.foundation.errors import NotFound, Refused


def person_name(person_id: UUID) -> str:
    """The name as the person gave it, for whoever may see this person: the caller vouches.

    Raises NotFound for an unknown id; of somebody who was erased it says that much."""
    found = names([person_id])
    if person_id not in found:
        raise NotFound("people.person")
    return found[person_id]


def is_erased(person_id: UUID) -> bool:
    """Whether the person was deleted. Raises NotFound for an unknown id."""
    found = Person.objects.filter(pk=person_id).values_list("erased_at", flat=True)
    if not found:
        raise NotFound("people.person")
    return found[0] is not None


def names(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names behind ids, as `person_name`, in one query; an unknown id is left out."""
    rows = Person.objects.filter(pk__in=set(person_ids)).values_list("pk", "name", "erased_at")
    return {pk: name if erased is None else _("Name deleted") for pk, name, erased in rows}


def shown_names(person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The names behind ids for a list that staff read, in two queries: as `names`, but of somebody
    whose details are kept and not used it says that alone."""
    wanted = set(person_ids)
    kept = restricted(wanted)
    return names(wanted) | dict.fromkeys(kept, not_used())


def not_used() -> str:
    """What stands in a list in place of somebody whose details are kept and not used."""
    return _("Details not to be used")


def person_of(text: str, *, actor: Actor) -> UUID:
    """The person with that id, or with an account of that e-mail address.

    For commands: raises Refused for anybody else, who could find out by it who has an account;
    NotFound where there is none."""
    if not actor.is_system:
        raise Refused("only a command looks somebody up")
    try:
        known = Q(pk=UUID(text))
    except ValueError:
        known = Q(user__email__iexact=text.strip())
    found = Person.objects.filter(known).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("people.person")
    return found


def without_account(*, before: datetime, most: int) -> tuple[UUID, ...]:
    """People without an account who were added before then and agreed to nothing since, in no
    order: those about whom nothing may be left to keep. Nobody whose details are kept and not
    used."""
    recent = Consent.objects.filter(person_id=OuterRef("pk")).filter(
        Q(given_at__gte=before) | Q(withdrawn_at__gte=before)
    )
    found = Person.objects.filter(user=None, erased_at=None, created_at__lt=before)
    found = found.exclude(pk__in=restricted())
    return tuple(found.exclude(Exists(recent)).order_by("?").values_list("pk", flat=True)[:most])
