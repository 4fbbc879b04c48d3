"""People who asked for it are told of a group that fits, once it is checked.

Who is to be told is worked out from what fits now, what fitted when they asked and what they were
told since. So nobody is lost by a crash, and nobody hears twice, however the news comes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.people import public as people
from alongside.domain.signposting import rules
from alongside.domain.signposting.models import ToldOf, UnmetNeed
from alongside.domain.signposting.needs import fitting
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import london_date
from alongside.foundation.links import make_link, open_link
from alongside.foundation.unit import unit

NEWS = "news"


def tell_news(*, actor: Actor, at: datetime) -> int:
    """Tells everybody who is to be told of what fits now. Returns how many messages it asked for.

    Again, or by two at once, tells nobody twice."""
    today = london_date(at)
    told = 0
    for ids, needs in _alike(_to_tell(today), today):
        checked = _checked(ids)
        known = _known(needs)
        for need in needs:
            for listing_id in checked:
                if listing_id not in known[need.pk]:
                    told += _tell(need, listing_id, actor=actor, at=at)
    return told


def _to_tell(today: date) -> QuerySet[UnmetNeed]:
    """Nobody whose details are kept and not used: they hear once these may be used again."""
    waiting = UnmetNeed.objects.filter(tell_until__gte=today, person__isnull=False)
    return waiting.exclude(person__in=people.restricted()).order_by("recorded_at", "pk")


def _alike(needs: QuerySet[UnmetNeed], today: date) -> list[tuple[list[UUID], list[UnmetNeed]]]:
    """Needs that say the same are searched for once."""
    groups: dict[tuple[str, ...], list[UnmetNeed]] = defaultdict(list)
    for need in needs:
        same = (
            need.outward,
            need.team,
            need.town,
            need.condition,
            need.language,
            need.age_band,
        )
        groups[same].append(need)
    return [
        ([UUID(one) for one in fitting(alike[0], on=today)], alike) for alike in groups.values()
    ]


def _checked(ids: list[UUID]) -> list[UUID]:
    """Those that are groups, with room, whose details a person here has checked."""
    known = directory.public_listings(ids)
    return [
        one
        for one in ids
        if (found := known.get(one)) is not None
        and found.kind == "group"
        and found.basis == "checked"
        and not found.full
    ]


def _known(needs: list[UnmetNeed]) -> dict[UUID, set[UUID]]:
    known = {need.pk: {UUID(one) for one in need.fitted} for need in needs}
    rows = ToldOf.objects.filter(need__in=known).values_list("need_id", "listing_id")
    for need_id, listing_id in rows:
        known[need_id].add(listing_id)
    return known


def _tell(need: UnmetNeed, listing_id: UUID, *, actor: Actor, at: datetime) -> bool:
    with unit(actor=actor, at=at) as work:
        # The need's row is the lock: of two runs only one tells.
        held = UnmetNeed.objects.select_for_update().filter(pk=need.pk).first()
        if held is None or held.person_id is None or held.tell_until is None:
            return False
        _row, made = ToldOf.objects.get_or_create(
            need=held, listing_id=listing_id, defaults={"told_at": at}
        )
        if not made:
            return False
        until = at + timedelta(days=rules.REQUEST_LINK_DAYS)
        messaging.send(
            "unmet_now_open",
            to=messaging.to_person(held.person_id),
            values={"link": make_link(NEWS, held, valid_until=until, work=work)},
            cause=held,
            key=f"unmet/{held.pk}/{listing_id}",
            organisation_id=held.steward_id,
            actor=actor,
            at=at,
        )
        work.audit("unmetneed.told", held, organisation_id=held.steward_id, fields=("told",))
    return True


def stop_telling(token: str, *, at: datetime) -> None:
    """Whoever holds the link of the news wants to hear no more of it. Again: nothing more.

    Raises NotFound for a link that is false, revoked or too old."""
    need_id = open_link(token, NEWS, at=at)
    with unit(actor=VISITOR, at=at) as work:
        need = UnmetNeed.objects.select_for_update().get(pk=need_id)
        if need.tell_until is None:
            return
        UnmetNeed.objects.filter(pk=need.pk).update(tell_until=None)
        work.audit(
            "unmetneed.told_no_more",
            need,
            organisation_id=need.steward_id,
            fields=("tell_until",),
        )
