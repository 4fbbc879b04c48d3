"""Messages of referrals: each in the same unit as the step that it tells of."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.referrals import rules
from alongside.domain.referrals.models import Joined, Referral
from alongside.foundation.clock import london_date
from alongside.foundation.links import make_link
from alongside.foundation.unit import Work

MY_REFERRAL = "my_referral"
CONTACTED, ATTENDED, DECLINED, OUTCOME = "contacted", "attended", "declined", "outcome"
MOMENTS = (CONTACTED, ATTENDED, DECLINED, OUTCOME)
WRITTEN, NEWS = "referral_written", "referral_news"


def my_link(referral: Referral, *, work: Work) -> str:
    """A new token with which the person sees, corrects and withdraws."""
    until = work.at + timedelta(days=rules.LINK_DAYS)
    return make_link(MY_REFERRAL, referral, valid_until=until, work=work)


def tell_person(
    referral: Referral,
    template: str,
    *,
    link: str,
    work: Work,
    not_before: datetime | None = None,
) -> None:
    """Sends the person a message with a link to their referral."""
    messaging.send(
        template,
        to=messaging.to_person(referral.person_id),
        values={"link": link},
        cause=referral,
        key=f"{template}/{referral.pk}/{moment(work.at)}",
        organisation_id=referral.service_id,
        not_before=not_before,
        actor=work.actor,
        at=work.at,
    )


def told_together(referral: Referral) -> tuple[Referral, ...]:
    """The referral and those joined to it, locked: what is told of one is told of all."""
    joined = Joined.objects.filter(kept=referral, ended_at=None, joined_at__isnull=False)
    others = Referral.objects.select_for_update().filter(pk__in=joined.values("other"))
    return (referral, *others.order_by("pk"))


def tell_referrers(
    referral: Referral, what: str, *, work: Work, not_before: datetime | None = None
) -> None:
    """Tells whoever referred the person one of the four moments, once; also those whose referrals
    were joined to it. Nobody where the person does not want it. With `not_before` it can be taken
    back until then."""
    for one in told_together(referral):
        if what not in one.told and one.tells_referrer:
            _tell_one(one, what, work, not_before)


def is_written_to(referral: Referral) -> bool:
    """Whether somebody introduced the person at work, who gets the four messages."""
    return referral.referrer_id is not None and referral.made_by in ("clinician", "link_worker")


def _tell_one(referral: Referral, what: str, work: Work, not_before: datetime | None) -> None:
    referral.told, referral.told_on = [*referral.told, what], london_date(work.at)
    Referral.objects.filter(pk=referral.pk).update(told=referral.told, told_on=referral.told_on)
    work.audit(
        "referral.told", referral, organisation_id=referral.service_id, fields=("told", "told_on")
    )
    if referral.referrer_id is None or not is_written_to(referral):
        return
    # What was taken back may be told another time.
    again = f"/{moment(work.at)}" if not_before else ""
    messaging.send(
        f"referral_{what}",
        to=messaging.to_staff(referral.referrer_id),
        values={"reference": referral.reference},
        cause=referral,
        key=f"referral_{what}/{referral.pk}{again}",
        organisation_id=referral.service_id,
        not_before=not_before,
        actor=work.actor,
        at=work.at,
    )


def tell_coordinators(referral: Referral, template: str, *, work: Work) -> None:
    """Asks each coordinator of the service to look at a list: once a day, for all that is in it."""
    day = london_date(work.at)
    holders = people.role_holders(people.Role.COORDINATOR, referral.service_id, at=work.at)
    for person_id in holders:
        messaging.send(
            template,
            to=messaging.to_staff(person_id),
            cause=referral,
            key=f"{template}/{person_id}/{day}",
            organisation_id=referral.service_id,
            actor=work.actor,
            at=work.at,
        )


def moment(at: datetime) -> str:
    """When a step was, to tell its key from that of the same step another time: what was taken back
    may be sent again within the second."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"
