"""What was told in a worry, and written about it, is sealed: rows that exist, too."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from alongside.foundation.sealed import is_sealed, seal, unseal

SEALED = {
    "Concern": ("what_happened", "about_name", "contact_name", "contact_at", "contact_safely"),
    "Step": ("words",),
}


def seal_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Seals every text that is not sealed yet."""
    for row, name, text in _texts(apps, schema_editor):
        if not is_sealed(text):
            _write(row, name, seal(text), schema_editor)


def unseal_all(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back. Raises NotOpened where a key is not here."""
    for row, name, text in _texts(apps, schema_editor):
        _write(row, name, unseal(text), schema_editor)


def _texts(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> Any:
    using = schema_editor.connection.alias
    for model, names in SEALED.items():
        rows = apps.get_model("safety", model)._base_manager.using(using)
        for row in rows.only("pk", *names).iterator(chunk_size=500):
            for name in names:
                if getattr(row, name):
                    yield row, name, getattr(row, name)


def _write(row: Any, name: str, text: str, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rows = type(row)._base_manager.using(schema_editor.connection.alias)
    rows.filter(pk=row.pk).update(**{name: text})


class Migration(migrations.Migration):
    dependencies = [("safety", "0001_initial")]

    operations = [
        *(
            migrations.AlterField("concern", name, models.TextField(blank=True))
            for name in ("about_name", "contact_at", "contact_name", "contact_safely")
        ),
        migrations.RunPython(seal_all, unseal_all),
    ]
