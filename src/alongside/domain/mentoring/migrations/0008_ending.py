from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0007_aims"),
    ]

    operations = [
        migrations.AddField(
            model_name="pair",
            name="ending_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ending"), _negated=True),
                    ("ending_at__isnull", False),
                    _connector="OR",
                ),
                name="pair_ending_says_when",
            ),
        ),
    ]
