import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0003_licence"),
        ("people", "0008_restriction"),
    ]

    operations = [
        migrations.CreateModel(
            name="Story",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=3000)),
                ("shown_as", models.CharField(blank=True, max_length=80)),
                ("changed_at", models.DateTimeField()),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("person", "organisation"), name="one_story_a_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoryUse",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("use", models.CharField(max_length=10)),
                ("words_version", models.PositiveSmallIntegerField()),
                ("agreed_at", models.DateTimeField()),
                ("until", models.DateField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="outcomes.story",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("story", "use"),
                        name="story_used_once_for_each",
                    )
                ],
            },
        ),
    ]
