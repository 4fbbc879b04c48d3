"""Whether a worry speaks of somebody: asked before that goes, and shown to nobody."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from alongside.domain.safety.models import Concern
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused
from alongside.foundation.models import Unopened


def speaks_of(
    *,
    person_id: UUID | None,
    name: str,
    things: Collection[UUID],
    since: datetime,
    actor: Actor,
) -> bool:
    """Whether a worry was told by the person, from one of the pairs or introductions `things`, or
    since then in words that hold the whole name. A worry that cannot be opened counts as one.

    At most two queries. Raises Refused for anybody but the service's own work: nobody learns by it
    that there is a worry."""
    if not actor.is_system:
        raise Refused("the service's own work alone asks this")
    known = Q(thing_id__in=list(things))
    if person_id is not None:
        known |= Q(reporter_id=person_id) | Q(kept_from_id=person_id)
    if Concern.objects.filter(known).exists():
        return True
    wanted = _words(name)
    told = Concern.objects.filter(received_at__gte=since, forgotten_at=None)
    return bool(wanted) and any(
        isinstance(text, Unopened) or wanted <= _words(text)
        for row in told.values_list("about_name", "what_happened").iterator()
        for text in row
        if text
    )


def _words(text: str) -> frozenset[str]:
    """The words of a text without capitals and accents, however names are spelt."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return frozenset(re.findall(r"\w+", letters))
