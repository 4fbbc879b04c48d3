"""Which measure a service asks."""

from __future__ import annotations

from django.db import models


class ServiceMeasure(models.Model):
    """The one measure of an organisation; another replaces it for whoever is asked next."""

    organisation = models.OneToOneField(
        "people.Organisation", on_delete=models.PROTECT, primary_key=True
    )
    measure = models.CharField(max_length=80)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
