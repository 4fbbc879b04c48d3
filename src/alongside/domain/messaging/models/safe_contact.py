"""How a person may be reached."""

from __future__ import annotations

import uuid
from datetime import time

from django.db import models


class SafeContact(models.Model):
    """The safe-contact profile of one person. A carer never sees it, whatever was allowed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        "people.Person", on_delete=models.PROTECT, related_name="safe_contact"
    )
    # Whose coordinators look after it; none: those of the service.
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True)
    channels = models.JSONField(default=list)
    forbidden = models.JSONField(default=list)
    text_number = models.CharField(max_length=20, blank=True, db_index=True)
    email = models.EmailField(max_length=254, blank=True)
    phone_number = models.CharField(max_length=20, blank=True)
    post = models.JSONField(default=list)
    may_leave_message = models.BooleanField(default=False)
    safe_times = models.JSONField(default=list)
    quiet_from = models.TimeField(default=time(21))
    quiet_to = models.TimeField(default=time(8))
    signed_as = models.CharField(max_length=12, default="neutral")
    signature_name = models.CharField(max_length=25, blank=True)
    may_name = models.BooleanField(default=False)
    language = models.CharField(max_length=80, default="en")
    formats = models.JSONField(default=list)
    # Of whoever interprets for them, where they need that.
    interpreter_language = models.CharField(max_length=80, blank=True)
    share_needs = models.BooleanField(default=False)
    # The day on which somebody asked them what they need: the first of the six steps.
    identified_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    texts_stopped_at = models.DateTimeField(null=True)
    # What *stop everything* put an end to, for whoever pressed it by mistake.
    before_stop = models.JSONField(default=dict)
    undo_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(signed_as__in=["service", "first_name", "neutral"]),
                name="safe_contact_signed_as",
            )
        ]
        indexes = [models.Index(fields=["review_on"], name="safe_contact_review")]
