from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outcomes", "0002_targets"),
    ]

    operations = [
        migrations.AddField(
            model_name="score",
            name="licence",
            field=models.CharField(blank=True, max_length=80),
        ),
    ]
