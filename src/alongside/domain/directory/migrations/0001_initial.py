import alongside.domain.directory.states
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_deployment_for_ever"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "only",
                    models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(default="group", max_length=10)),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.directory.states.ListingState["UNLISTED"],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=255)),
                ("assured_on", models.DateField(null=True)),
                ("ask_again_on", models.DateField(null=True)),
                ("source", models.CharField(blank=True, max_length=200)),
                ("external_id", models.CharField(blank=True, max_length=200)),
                ("full", models.BooleanField(default=False)),
                ("closed_because", models.CharField(blank=True, max_length=10)),
                ("search_text", models.TextField(blank=True)),
                ("revision", models.PositiveBigIntegerField(db_index=True, default=0)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="listings",
                        to="people.organisation",
                    ),
                ),
                (
                    "steward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stewarded_listings",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ListedTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.CharField(max_length=2)),
                ("opens_at", models.TimeField(null=True)),
                ("closes_at", models.TimeField(null=True)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed_times",
                        to="directory.listing",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("edition", models.PositiveIntegerField(default=1)),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.directory.states.VersionState["DRAFT"],
                        max_length=20,
                    ),
                ),
                ("content", models.JSONField()),
                ("remarks", models.JSONField(default=dict)),
                ("basis", models.CharField(blank=True, max_length=10)),
                ("created_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
                ("assured_on", models.DateField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="directory.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "number"), name="version_number_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["draft", "submitted", "returned"]),
                            models.Q(("basis", "imported"), _negated=True),
                        ),
                        fields=("listing",),
                        name="version_one_open_a_listing",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="listing",
            name="current",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="directory.version",
            ),
        ),
        migrations.CreateModel(
            name="ListedTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40)),
                ("slug", models.CharField(max_length=80)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed_terms",
                        to="directory.listing",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "slug"], name="term_listings")],
                "constraints": [
                    models.UniqueConstraint(fields=("listing", "kind", "slug"), name="term_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ListedPlace",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("outward", models.CharField(blank=True, db_index=True, max_length=4)),
                ("lat", models.FloatField(null=True)),
                ("lon", models.FloatField(null=True)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed_places",
                        to="directory.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "position"), name="place_position_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Editor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateTimeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, to="people.person"
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="directory.listing"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("listing", "person"), name="editor_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PrincipleAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("principle_set", models.CharField(max_length=80)),
                ("principle", models.CharField(max_length=80)),
                ("answer", models.CharField(max_length=10)),
                ("own_words", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField()),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="directory.listing"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("listing", "principle_set", "principle"),
                        name="principle_answered_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RunningCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_on", models.DateField()),
                ("ring_from", models.DateField()),
                ("tag_on", models.DateField()),
                ("hide_on", models.DateField()),
                ("nonce", models.CharField(max_length=32)),
                ("answered_on", models.DateField(null=True)),
                ("answer", models.CharField(blank=True, max_length=12)),
                ("how", models.CharField(blank=True, max_length=12)),
                ("rang_on", models.DateField(null=True)),
                (
                    "answered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="running_checks",
                        to="directory.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_on", None), ("how", "")),
                            models.Q(
                                ("answered_on__isnull", False), models.Q(("how", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="running_check_says_how",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answered_on", None)),
                        fields=("listing",),
                        name="running_check_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("principle_set", models.CharField(max_length=80)),
                ("signatory", models.CharField(max_length=200)),
                ("signed_on", models.DateField()),
                ("renew_by", models.DateField()),
                ("withdrawn_on", models.DateField(null=True)),
                ("renewed_on", models.DateField(null=True)),
                ("words", models.JSONField(default=dict)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ups",
                        to="directory.listing",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("renewed_on", None), ("withdrawn_on", None)),
                        fields=("listing", "principle_set"),
                        name="signed_once",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="listing",
            index=models.Index(fields=["state", "ask_again_on"], name="listing_due"),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["listed", "not_confirmed", "hidden"]), _negated=True),
                    ("current__isnull", False),
                    _connector="OR",
                ),
                name="listing_public_needs_a_version",
            ),
        ),
        migrations.AddConstraint(
            model_name="listing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("steward", "source", "external_id"),
                name="listing_once_a_source",
            ),
        ),
    ]
