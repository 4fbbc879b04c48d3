"""A row that is written once."""

from __future__ import annotations

from typing import Any

from django.db import models


class Immutable(models.Model):
    """Refuses a second save and any deletion through the ORM."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new row. Raises TypeError for one that exists."""
        if not self._state.adding:
            raise TypeError("this row is written once")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Always raises TypeError."""
        raise TypeError("this row is kept")
