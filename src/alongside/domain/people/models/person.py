"""Anybody; what they are to others depends on the context."""

from __future__ import annotations

import uuid

from django.db import models


class Person(models.Model):
    """A person. `user` is there for those who sign in.

    Of somebody who was erased the row stays, without a name, so that what points to it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    user = models.OneToOneField(
        "people.User", on_delete=models.PROTECT, null=True, related_name="person"
    )
    created_at = models.DateTimeField()
    about = models.CharField(max_length=300, blank=True)
    erased_at = models.DateTimeField(null=True)
