"""What a yes or a no of the service replaced, for the half minute in which it can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="before",
            field=models.JSONField(null=True),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("before__isnull", False)),
                fields=["changed_at"],
                name="referral_just_decided",
            ),
        ),
    ]
