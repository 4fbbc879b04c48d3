from django.db import migrations, models
from django.db.models import deletion


def say_how(apps, schema_editor):
    """Until now a colleague noted it, or the service's own list said it; who, was not kept."""
    volunteers = apps.get_model("mentoring", "Volunteer").objects.filter(trained_on__isnull=False)
    volunteers.filter(taken_over_at__isnull=False).update(trained_how="list")
    volunteers.filter(taken_over_at__isnull=True).update(trained_how="elsewhere")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("mentoring", "0009_tasks_of_pairs"),
    ]

    operations = [
        migrations.AddField(
            model_name="volunteer",
            name="trained_until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="trained_how",
            field=models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="volunteer",
            name="trained_noted_by",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=deletion.PROTECT,
                related_name="+",
                to="people.person",
            ),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="trained_noted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="trained_warned_at_days",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.RunPython(say_how, migrations.RunPython.noop),
    ]
