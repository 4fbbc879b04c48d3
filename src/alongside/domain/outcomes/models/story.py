"""What somebody tells in their own words, and where it may be shown."""

from __future__ import annotations

import uuid

from django.db import models


class Story(models.Model):
    """One person's story; empty while they were asked and told nothing, and once it is taken back.

    `read_at` is when a member of staff looked that it names nobody else; other words are read
    again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="+"
    )
    words = models.CharField(max_length=3_000, blank=True)
    shown_as = models.CharField(max_length=80, blank=True)
    changed_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "organisation"], name="one_story_a_person")
        ]


class StoryUse(models.Model):
    """One place where the person lets it be shown, under the words that they read, until a day."""

    id = models.BigAutoField(primary_key=True)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="uses")
    use = models.CharField(max_length=10)  # report | website | training
    words_version = models.PositiveSmallIntegerField()
    agreed_at = models.DateTimeField()
    until = models.DateField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "use"],
                condition=models.Q(ended_at=None),
                name="story_used_once_for_each",
            )
        ]
