"""Who should be there is a need like any other, and an interpreter has a language."""

from typing import Any

from django.db import migrations, models


def into_the_list(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    rows = apps.get_model("messaging", "SafeContact").objects.using(database)
    for row in rows.exclude(professional="").only("formats", "professional").iterator():
        if row.professional not in row.formats:
            row.formats = [*row.formats, row.professional]
            row.save(update_fields=["formats"])


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0002_stop_everything"),
    ]

    operations = [
        migrations.AddField(
            model_name="safecontact",
            name="interpreter_language",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.RunPython(into_the_list, migrations.RunPython.noop),
        migrations.RemoveField(model_name="safecontact", name="professional"),
    ]
