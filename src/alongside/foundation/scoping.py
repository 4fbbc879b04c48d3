"""Reads start from what the actor may see; what is out of sight does not exist."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import models

from alongside.foundation.errors import NotFound

Thing = TypeVar("Thing", bound=models.Model)


def get_visible(seen: models.QuerySet[Thing], pk: UUID | int | str) -> Thing:
    """The one thing with that key within `seen`, an already scoped queryset.

    Raises NotFound alike for what does not exist, what may not be seen and a malformed key, so
    that an answer never tells whether something exists."""
    try:
        return seen.get(pk=pk)
    except (ObjectDoesNotExist, ValidationError, ValueError, TypeError, OverflowError) as missing:
        raise NotFound(seen.model._meta.label_lower) from missing
