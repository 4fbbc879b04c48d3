"""When the details themselves were checked, apart from when the group said that it still runs."""

from django.db import migrations, models
from django.db.models import F


def as_it_was(apps, schema_editor):
    apps.get_model("directory", "Version").objects.update(details_checked_on=F("assured_on"))


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="version",
            name="details_checked_on",
            field=models.DateField(null=True),
        ),
        migrations.RunPython(as_it_was, migrations.RunPython.noop),
    ]
