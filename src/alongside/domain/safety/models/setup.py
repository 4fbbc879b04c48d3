"""Who looks after safety in this service, and when."""

from __future__ import annotations

from django.db import models


class SafetySetup(models.Model):
    """One row: lead, deputy, published hours, telephone, and since when the service is open.

    `hours` is a list of {"days": [0…6], "opens": "09:00", "closes": "17:00"}."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    lead = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    deputy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    hours = models.JSONField()
    telephone = models.CharField(max_length=40)
    edition = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    live_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(only=1), name="one_safety_setup_a_database"),
            models.CheckConstraint(
                condition=~models.Q(lead=models.F("deputy")),
                name="safety_lead_is_not_the_deputy",
            ),
        ]
