"""A carer may ask for support for somebody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0006_confirmed_accounts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="carerpermission",
            name="what",
            field=models.CharField(
                choices=[
                    ("see_request", "see_request"),
                    ("change_request", "change_request"),
                    ("cancel_request", "cancel_request"),
                    ("download", "download"),
                    ("refer", "refer"),
                ],
                max_length=20,
            ),
        ),
    ]
