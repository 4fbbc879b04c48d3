"""What this database is: one row, written once."""

from __future__ import annotations

from django.db import models

from alongside.foundation.models.immutable import Immutable


class Deployment(Immutable):
    """The service that this database holds. `kind` is a demo or a real service, for ever.

    The database refuses what this class cannot see, such as `update()`: migration 0002."""

    class Kind(models.TextChoices):
        DEMO = "demo"
        SERVICE = "service"

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="one_deployment_a_database")
        ]
