"""One version of what a listing says."""

from __future__ import annotations

import uuid

from django.db import models

from alongside.domain.directory import states


class Version(models.Model):
    """A numbered version. At most one of a listing is open (draft, submitted or returned).

    `edition` counts the saves of the listing, from version to version: two editors who hold the
    same edition cannot both save. `remarks` maps a field's name to what the checker wants
    changed."""

    transitions = states.VERSION

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    listing = models.ForeignKey(
        "directory.Listing", on_delete=models.CASCADE, related_name="versions"
    )
    number = models.PositiveIntegerField()
    edition = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=20, default=states.VersionState.DRAFT)
    content = models.JSONField()
    remarks = models.JSONField(default=dict)
    # How the content came to be public: checked by a person, or taken in from a file unchecked.
    basis = models.CharField(max_length=10, blank=True)  # checked | imported
    author = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    checker = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    # When somebody last checked these very details: a checker here, or the source they came from.
    details_checked_on = models.DateField(null=True)
    # What the listing's date of assurance became with this version, so that an undo can go back.
    assured_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["listing", "number"], name="version_number_once"),
            models.UniqueConstraint(
                fields=["listing"],
                # A version that is taken in passes through draft within one transaction.
                condition=models.Q(state__in=["draft", "submitted", "returned"])
                & ~models.Q(basis="imported"),
                name="version_one_open_a_listing",
            ),
        ]
