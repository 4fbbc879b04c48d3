"""A column whose text the database keeps sealed."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from alongside.foundation.sealed import NotOpened, seal, unseal


class Unopened(str):
    """Stands for a text whose key is not here: it reads as a sentence that says so, and is written
    back as it was kept, so that it opens again once the key is back."""

    kept: str

    @classmethod
    def of(cls, kept: str) -> Unopened:
        """For what the column holds."""
        made = cls(_("This cannot be opened: the key that sealed it is not here."))
        made.kept = kept
        return made


class SealedTextField(models.TextField):
    """Text that is sealed in the database, and so in every backup, and plain in Python.

    No text stays no text. What the database cannot read it cannot look for: filtering by it raises
    FieldError. Migrations and archives see a plain column with what is kept in it."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        """The text again; `Unopened` where its key is not here."""
        if not value:
            return value
        try:
            return unseal(value)
        except NotOpened:
            return Unopened.of(value)

    def get_prep_value(self, value: Any) -> Any:
        """The text as it is kept."""
        text = super().get_prep_value(value)
        if isinstance(text, Unopened):
            return text.kept
        return seal(text) if text else text

    def get_lookup(self, lookup_name: str) -> Any:
        """Nothing looks for what is sealed; whether something is there may be asked."""
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_transform(self, lookup_name: str) -> Any:
        """None: see `get_lookup`."""
        return None

    def deconstruct(self) -> Any:
        """As a plain text column: a migration, or an archive, never opens anything."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
