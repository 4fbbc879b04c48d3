"""Second steps that nobody can give any more, because the key that sealed them is gone."""

from __future__ import annotations

from uuid import UUID

from django.apps import apps

from alongside.domain.people.models import Person
from alongside.foundation.sealed import NotOpened, unseal


def second_steps_unopened() -> tuple[UUID, ...]:
    """The people whose second step was sealed with a key that is not here: they cannot sign in to
    their roles. Two queries."""
    kept = apps.get_model("mfa", "Authenticator")._default_manager.all()
    locked = {user for user, data in kept.values_list("user_id", "data") if not _opens(data)}
    return tuple(Person.objects.filter(user__in=locked).order_by("pk").values_list("pk", flat=True))


def _opens(data: dict[str, object]) -> bool:
    try:
        for value in data.values():
            if isinstance(value, str):
                unseal(value)
    except NotOpened:
        return False
    return True
