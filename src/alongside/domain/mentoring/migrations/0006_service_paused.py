from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mentoring", "0005_watch"),
    ]

    operations = [
        migrations.AddField(
            model_name="pair",
            name="service_paused",
            field=models.BooleanField(default=False),
        ),
    ]
