import alongside.domain.signposting.states
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0002_details_checked_on"),
        ("people", "0004_consent"),
    ]

    operations = [
        migrations.CreateModel(
            name="Places",
            fields=[
                (
                    "listing",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.listing",
                    ),
                ),
                ("places", models.PositiveIntegerField()),
                ("held", models.PositiveIntegerField(default=0)),
                ("over", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "held__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("places"), "+", models.F("over")
                                ),
                            )
                        ),
                        name="places_not_oversold",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("reference", models.CharField(max_length=9, unique=True)),
                ("key", models.CharField(max_length=64, unique=True)),
                (
                    "state",
                    models.CharField(
                        default=alongside.domain.signposting.states.RequestState["ASKED"],
                        max_length=20,
                    ),
                ),
                ("help_to_come", models.JSONField(default=list)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("practice", models.CharField(blank=True, max_length=12)),
                ("asked_at", models.DateTimeField()),
                ("waited_at_first", models.BooleanField(default=False)),
                ("group_asked_on", models.DateField()),
                ("owner_kind", models.CharField(blank=True, max_length=12)),
                ("owner_id", models.UUIDField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("holds_place", models.BooleanField(default=False)),
                ("waiting_since", models.DateTimeField(null=True)),
                ("waits_for", models.CharField(blank=True, max_length=8)),
                ("first_day", models.DateField(null=True)),
                ("first_time", models.TimeField(null=True)),
                ("meets_you", models.CharField(blank=True, max_length=200)),
                ("group_reason", models.CharField(blank=True, max_length=300)),
                ("answered_at", models.DateTimeField(null=True)),
                ("reminded_of", models.DateField(null=True)),
                ("asked_about", models.DateField(null=True)),
                ("missed", models.PositiveSmallIntegerField(default=0)),
                ("changed_at", models.DateTimeField()),
                (
                    "follows",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="next",
                        to="signposting.request",
                    ),
                ),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.listing",
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
                    "steward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["state", "due_on"], name="request_due"),
                    models.Index(fields=["steward", "state", "due_on"], name="request_list"),
                    models.Index(
                        fields=["listing", "state", "waiting_since"], name="request_queue"
                    ),
                    models.Index(
                        condition=models.Q(("practice", ""), _negated=True),
                        fields=["practice"],
                        name="request_practice",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("due_on", None),
                                ("owner_id", None),
                                ("owner_kind", ""),
                                (
                                    "state__in",
                                    [
                                        alongside.domain.signposting.states.RequestState[
                                            "COULD_NOT_COME"
                                        ],
                                        alongside.domain.signposting.states.RequestState[
                                            "MOVED_ON"
                                        ],
                                        alongside.domain.signposting.states.RequestState["NO_WORD"],
                                        alongside.domain.signposting.states.RequestState[
                                            "NOT_FOR_ME"
                                        ],
                                        alongside.domain.signposting.states.RequestState[
                                            "NOTHING_SUITED"
                                        ],
                                        alongside.domain.signposting.states.RequestState["WENT"],
                                        alongside.domain.signposting.states.RequestState[
                                            "WITHDRAWN"
                                        ],
                                    ],
                                ),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("owner_kind", "group"),
                                (
                                    "state__in",
                                    [
                                        alongside.domain.signposting.states.RequestState["ASKED"],
                                        alongside.domain.signposting.states.RequestState[
                                            "REMINDED"
                                        ],
                                    ],
                                ),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("owner_kind", "host"),
                                (
                                    "state__in",
                                    [alongside.domain.signposting.states.RequestState["COMING"]],
                                ),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("owner_kind", "person"),
                                (
                                    "state__in",
                                    [
                                        alongside.domain.signposting.states.RequestState[
                                            "ASKED_HOW"
                                        ],
                                        alongside.domain.signposting.states.RequestState["OFFERED"],
                                    ],
                                ),
                            ),
                            models.Q(
                                ("due_on__isnull", False),
                                ("owner_kind", "coordinator"),
                                (
                                    "state__in",
                                    [
                                        alongside.domain.signposting.states.RequestState[
                                            "CALL_BACK"
                                        ],
                                        alongside.domain.signposting.states.RequestState[
                                            "NOT_THIS_ONE"
                                        ],
                                        alongside.domain.signposting.states.RequestState["TO_RING"],
                                        alongside.domain.signposting.states.RequestState["WAITING"],
                                    ],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="request_has_owner_and_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("holds_place", False),
                            (
                                "state__in",
                                [
                                    alongside.domain.signposting.states.RequestState["ASKED"],
                                    alongside.domain.signposting.states.RequestState["ASKED_HOW"],
                                    alongside.domain.signposting.states.RequestState["CALL_BACK"],
                                    alongside.domain.signposting.states.RequestState["COMING"],
                                    alongside.domain.signposting.states.RequestState["NO_WORD"],
                                    alongside.domain.signposting.states.RequestState["REMINDED"],
                                    alongside.domain.signposting.states.RequestState["TO_RING"],
                                    alongside.domain.signposting.states.RequestState["WENT"],
                                ],
                            ),
                            _connector="OR",
                        ),
                        name="request_holds_place_in_its_states",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "waiting"), _negated=True),
                            models.Q(
                                ("waiting_since__isnull", False),
                                models.Q(("waits_for", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="request_waiting_says_for_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["coming", "asked_how"]), _negated=True),
                            ("first_day__isnull", False),
                            _connector="OR",
                        ),
                        name="request_coming_has_a_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    alongside.domain.signposting.states.RequestState["ASKED"],
                                    alongside.domain.signposting.states.RequestState["ASKED_HOW"],
                                    alongside.domain.signposting.states.RequestState["CALL_BACK"],
                                    alongside.domain.signposting.states.RequestState["COMING"],
                                    alongside.domain.signposting.states.RequestState[
                                        "NOT_THIS_ONE"
                                    ],
                                    alongside.domain.signposting.states.RequestState["OFFERED"],
                                    alongside.domain.signposting.states.RequestState["REMINDED"],
                                    alongside.domain.signposting.states.RequestState["TO_RING"],
                                    alongside.domain.signposting.states.RequestState["WAITING"],
                                ],
                            )
                        ),
                        fields=("person", "listing"),
                        name="request_one_open_a_group",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("offered_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("answer", models.CharField(blank=True, max_length=10)),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.listing",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offers",
                        to="signposting.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "listing"), name="offer_once_a_group"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("answer", "")),
                        fields=("request",),
                        name="offer_one_open_a_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="offer_answer_has_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Said",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("party", models.CharField(max_length=12)),
                ("what", models.CharField(max_length=16)),
                ("about", models.DateField()),
                ("how", models.CharField(max_length=8)),
                ("at", models.DateTimeField()),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="words",
                        to="signposting.request",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "party", "what", "about"), name="said_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="UnmetNeed",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("reason", models.CharField(max_length=20)),
                ("recorded_at", models.DateTimeField()),
                ("outward", models.CharField(blank=True, max_length=4)),
                ("team", models.CharField(blank=True, max_length=80)),
                ("condition", models.CharField(blank=True, max_length=80)),
                ("language", models.CharField(blank=True, max_length=20)),
                ("age_band", models.CharField(blank=True, max_length=10)),
                ("tell_until", models.DateField(null=True)),
                ("fitted", models.JSONField(default=list)),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unmet",
                        to="signposting.request",
                    ),
                ),
                (
                    "steward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["steward", "recorded_at"], name="unmet_list"),
                    models.Index(fields=["tell_until"], name="unmet_to_tell"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason__in", ("nothing_suitable", "tell_me", "declined", "full"))
                        ),
                        name="unmet_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("tell_until", None), ("person__isnull", False), _connector="OR"
                        ),
                        name="unmet_telling_needs_a_person",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ToldOf",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_at", models.DateTimeField()),
                (
                    "listing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="directory.listing",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="told",
                        to="signposting.unmetneed",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("need", "listing"), name="told_once")
                ],
            },
        ),
    ]
