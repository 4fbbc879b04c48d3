from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0002_decisions_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="referral",
            name="referred_by",
            field=models.CharField(blank=True, max_length=1000),
        ),
        migrations.AlterField(
            model_name="referral",
            name="about_me",
            field=models.CharField(blank=True, max_length=4000),
        ),
        migrations.AlterField(
            model_name="referral",
            name="reason",
            field=models.CharField(blank=True, max_length=4000),
        ),
        migrations.AlterField(
            model_name="referral",
            name="risk",
            field=models.CharField(blank=True, max_length=4000),
        ),
    ]
