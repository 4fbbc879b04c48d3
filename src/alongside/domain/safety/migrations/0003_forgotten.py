"""When the words of a closed worry were forgotten."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("safety", "0002_sealed")]

    operations = [migrations.AddField("concern", "forgotten_at", models.DateTimeField(null=True))]
