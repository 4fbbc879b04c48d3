import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0008_ending"),
    ]

    operations = [
        migrations.AddField(
            model_name="meetingtask",
            name="pair",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="mentoring.pair",
            ),
        ),
        migrations.AlterField(
            model_name="meetingtask",
            name="meeting",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tasks",
                to="mentoring.meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="meetingtask",
            constraint=models.UniqueConstraint(fields=("pair", "kind"), name="pair_task_once"),
        ),
        migrations.AddConstraint(
            model_name="meetingtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("meeting__isnull", False), ("pair", None)),
                    models.Q(("meeting", None), ("pair__isnull", False)),
                    _connector="OR",
                ),
                name="meeting_task_of_one",
            ),
        ),
    ]
