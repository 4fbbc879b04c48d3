"""The audit chain: one for each organisation, and one for what belongs to none."""

from __future__ import annotations

from django.db import models

from alongside.foundation.models.immutable import Immutable


class AuditHead(models.Model):
    """The last link of a chain. Locked last in a transaction, so that the chain has one order."""

    chain = models.CharField(max_length=36, primary_key=True)
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="", blank=True)


class AuditRow(Immutable):
    """Who did what to which thing, and the names of the fields touched. Never a value."""

    chain = models.CharField(max_length=36)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=60, blank=True)
    action = models.CharField(max_length=80)
    thing_type = models.CharField(max_length=80)
    thing_id = models.CharField(max_length=60)
    fields = models.JSONField(default=list)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="audit_one_row_a_link")
        ]
        indexes = [models.Index(fields=["thing_type", "thing_id"], name="audit_thing")]
