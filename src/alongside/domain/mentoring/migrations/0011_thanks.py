import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0010_trained_until"),
    ]

    operations = [
        migrations.AddField(
            model_name="place",
            name="asked_again_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name="Thanks",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("by", models.CharField(max_length=6)),
                ("words", models.CharField(max_length=500)),
                ("written_at", models.DateTimeField()),
                (
                    "pair",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="thanks",
                        to="mentoring.pair",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["written_at"], name="thanks_forgotten")],
                "constraints": [
                    models.UniqueConstraint(fields=("pair", "by"), name="thanks_one_of_each")
                ],
            },
        ),
    ]
