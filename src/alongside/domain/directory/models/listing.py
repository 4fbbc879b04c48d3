"""A listing: its identity, its state and its dates. What it says stands in its versions."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.directory import states


class Revision(models.Model):
    """One row, raised with every change that the search must learn of.

    Locked while it is raised, so that numbers are committed in order and a reader who has seen
    number n has missed nothing up to n."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=0)


class Listing(models.Model):
    """A group or a curated resource. `steward` looks after the entry; `organisation` runs it."""

    transitions = states.LISTING

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, default="group")
    state = models.CharField(max_length=20, default=states.ListingState.UNLISTED)
    name = models.CharField(max_length=255)
    steward = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="stewarded_listings"
    )
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="listings", null=True
    )
    # The version that the public reads; null until one was checked or taken in.
    current = models.OneToOneField(
        "directory.Version", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # The day on which somebody last checked the contact details or confirmed that it still runs.
    assured_on = models.DateField(null=True)
    ask_again_on = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=200, blank=True)
    # No room at present: a fact of today, changed without a new version.
    full = models.BooleanField(default=False)
    # Why it is closed: stopped (its group said so), closed (by its editor), taken_down (by a
    # coordinator) or undone (with an import).
    closed_because = models.CharField(max_length=10, blank=True)
    search_text = models.TextField(blank=True)
    revision = models.PositiveBigIntegerField(default=0, db_index=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["listed", "not_confirmed", "hidden"])
                | models.Q(current__isnull=False),
                name="listing_public_needs_a_version",
            ),
            models.UniqueConstraint(
                fields=["steward", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="listing_once_a_source",
            ),
        ]
        indexes = [models.Index(fields=["state", "ask_again_on"], name="listing_due")]


class Editor(models.Model):
    """A person who may edit a listing: its leader, and whom the leader added."""

    listing = models.ForeignKey("directory.Listing", on_delete=models.CASCADE)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT)
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listing", "person"], name="editor_once")]
