"""The person corrects or withdraws what was written about them, behind their link."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.referrals import rules
from alongside.domain.referrals.actions.making import refuse
from alongside.domain.referrals.actions.moving import hold
from alongside.domain.referrals.actions.telling import MY_REFERRAL
from alongside.domain.referrals.actions.undoing import withdraw
from alongside.domain.referrals.models import Referral
from alongside.domain.referrals.states import OPEN
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Conflict
from alongside.foundation.links import open_link
from alongside.foundation.unit import unit


def correct(
    token: str,
    *,
    wants: str | None = None,
    about_me: str | None = None,
    barriers: tuple[str, ...] | None = None,
    correction: str | None = None,
    tells_referrer: bool | None = None,
    at: datetime,
) -> None:
    """The person changes what is given; None leaves it. What the referrer wrote stays, with the
    person's `correction` beside it.

    Raises NotFound for a link that is false, revoked or too old, Invalid by field, Conflict for a
    referral that is closed."""
    referral_id = open_link(token, MY_REFERRAL, at=at)
    given: dict[str, Any] = {
        "wants": wants,
        "about_me": None if about_me is None else rules.tidy(about_me),
        "barriers": None if barriers is None else list(dict.fromkeys(barriers)),
        "correction": None if correction is None else rules.tidy(correction),
        "tells_referrer": tells_referrer,
    }
    _refuse_faults(given)
    with unit(actor=VISITOR, at=at) as work:
        referral = hold(referral_id, work=work)
        if referral.state not in OPEN and referral.state != "joined":
            raise Conflict(_("This is closed, so nothing was changed."))
        changes = {
            name: value
            for name, value in given.items()
            if value is not None and value != getattr(referral, name)
        }
        if changes:
            Referral.objects.filter(pk=referral.pk).update(**changes)
            work.audit(
                "referral.corrected", referral, organisation_id=referral.service_id, fields=changes
            )


def _refuse_faults(given: dict[str, Any]) -> None:
    known = {term.slug for term in catalogue.terms("barrier")}
    wants, barriers = given["wants"], given["barriers"] or ()
    longest = rules.LONGEST_TEXT
    refuse(
        {
            "wants": "" if wants in (None, *rules.WANTS) else _("Choose what it is for."),
            "barriers": "" if set(barriers) <= known else _("Choose from the list."),
            # What came in a file may be longer than the page asks for, and stays theirs to change.
            "about_me": rules.fault_of_text(given["about_me"] or "", longest=rules.LONGEST_CAME_IN),
            "correction": rules.fault_of_text(given["correction"] or "", longest=longest),
        }
    )


def withdraw_mine(token: str, *, at: datetime) -> None:
    """The person does not want it. A closed one stays as it is.

    Raises NotFound for a link that is false, revoked or too old."""
    referral_id = open_link(token, MY_REFERRAL, at=at)
    with unit(actor=VISITOR, at=at) as work:
        withdraw(hold(referral_id, work=work), work=work)


def stop_referring(*, person_id: UUID, actor: Actor, at: datetime) -> int:
    """Withdraws every open referral of a person who does not agree to it any more. Returns how
    many; again: none."""
    with unit(actor=actor, at=at) as work:
        keys = list(
            Referral.objects.filter(person_id=person_id, state__in=sorted({*OPEN, "joined"}))
            .order_by("service_id", "pk")
            .values_list("pk", flat=True)
        )
        for key in keys:
            withdraw(hold(key, work=work), work=work)
    return len(keys)
