"""A referral: somebody is introduced to a service."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from alongside.domain.referrals import states
from alongside.foundation.clock import london_date


def _owner_of_each_state() -> models.Q:
    """Closed: no owner and no day. Open: the owner that the state has, and a day."""
    rule = models.Q(state__in=sorted(states.CLOSED), owner_kind="", owner_id=None, due_on=None)
    for owner in states.Owner:
        owned = sorted(state for state, kind in states.OWNERS.items() if kind == owner)
        rule |= models.Q(state__in=owned, owner_kind=owner.value, due_on__isnull=False)
    return rule


class Referral(models.Model):
    """One introduction of one person to one service.

    `owner_kind`, `owner_id` and `due_on` say whose turn it is and until when. The id is that of
    whoever wrote it, or of the coordinator who took it on; null while any of them may."""

    transitions = states.REFERRAL

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=9, unique=True)
    # The form that it came from: the same form again is the same referral.
    key = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=12, default=states.ReferralState.SENT)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    service = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    made_by = models.CharField(max_length=12)  # clinician | link_worker | carer | self
    # Empty where the person wrote it themselves, or it came in a file.
    referrer = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, null=True, related_name="+"
    )
    # Who introduced them elsewhere and how they are reached, in words: of one that came in a file.
    referred_by = models.CharField(max_length=1_000, blank=True)
    practice = models.CharField(max_length=12, blank=True)  # its code
    follows = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    wants = models.CharField(max_length=8)  # mentor | group | course | not_sure
    condition = models.CharField(max_length=80, blank=True)
    # Pages ask for less; what comes in a file is kept whole.
    reason = models.CharField(max_length=4_000, blank=True)
    about_me = models.CharField(max_length=4_000, blank=True)
    barriers = models.JSONField(default=list)
    risk = models.CharField(max_length=4_000, blank=True)
    correction = models.CharField(max_length=1_000, blank=True)  # what the person says is not right
    born = models.DateField(null=True)
    nhs_number = models.CharField(max_length=200, blank=True)  # sealed
    # Scrambled with the service's key, so that the same can be found and nothing read.
    nhs_digest = models.CharField(max_length=64, blank=True)
    name_digest = models.CharField(max_length=64, blank=True)
    reach_digest = models.CharField(max_length=64, blank=True)
    tells_referrer = models.BooleanField(default=True)  # the person can stop it
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField()  # since when it cannot be taken back: half a minute later
    received_on = models.DateField(null=True)
    owner_kind = models.CharField(max_length=12, blank=True)
    owner_id = models.UUIDField(null=True)
    due_on = models.DateField(null=True)
    because = models.CharField(max_length=14, blank=True)  # why it was declined
    note = models.CharField(max_length=300, blank=True)  # what the service says of its decision
    outcome = models.CharField(max_length=14, blank=True)
    contacted_on = models.DateField(null=True)  # for the first time
    attended_on = models.DateField(null=True)
    told = models.JSONField(default=list)  # the moments of which the referrer was told
    told_on = models.DateField(null=True)
    alerted_on = models.DateField(null=True)  # on which the service heard that there was no news
    changed_at = models.DateTimeField()
    # What a yes or a no replaced, for the half minute in which it can be taken back: owner, day and
    # what the referrers had been told. Any further step forgets it.
    before = models.JSONField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_owner_of_each_state(), name="referral_has_owner_and_day"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=sorted(states.BEFORE_RECEIVED | {"withdrawn"}))
                | models.Q(received_on__isnull=False),
                name="referral_received_on_a_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(because=""),
                name="referral_declined_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | ~models.Q(outcome=""),
                name="referral_closed_with_an_outcome",
            ),
        ]
        indexes = [
            models.Index(fields=["service", "state", "due_on"], name="referral_list"),
            models.Index(fields=["state", "due_on"], name="referral_due"),
            models.Index(fields=["referrer", "made_at"], name="referral_of_referrer"),
            models.Index(fields=["practice", "made_at"], name="referral_of_practice"),
            models.Index(fields=["service", "nhs_digest"], name="referral_same_number"),
            models.Index(fields=["service", "name_digest"], name="referral_same_name"),
            models.Index(fields=["service", "reach_digest"], name="referral_same_reach"),
            models.Index(
                fields=["changed_at"],
                condition=models.Q(before__isnull=False),
                name="referral_just_decided",
            ),
        ]

    @property
    def made_on(self) -> date:
        """The day in London on which it was written."""
        return london_date(self.made_at)
