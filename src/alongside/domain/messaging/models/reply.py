"""What came back."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.messaging import states


class Reply(models.Model):
    """A text that somebody sent to the service. Its words are kept until a person has read them."""

    transitions = states.REPLY

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, default=states.ReplyState.TO_READ)
    provider = models.CharField(max_length=20)
    provider_id = models.CharField(max_length=100)
    number_digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    meaning = models.CharField(max_length=10)
    # The message that it answers, and who has the number, where that is one person.
    message = models.ForeignKey(
        "messaging.Message", on_delete=models.PROTECT, null=True, related_name="replies"
    )
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True)
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    read_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_id"], name="reply_once"),
            models.CheckConstraint(
                condition=~models.Q(state__in=["read", "taken"]) | models.Q(text=""),
                name="reply_wiped_when_read",
            ),
        ]
        indexes = [models.Index(fields=["state", "at"], name="reply_to_read")]
