"""Taking back: one request, or all that somebody agreed to. Nobody is told why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from alongside.domain.directory import public as directory
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting.actions.moving import hold, step
from alongside.domain.signposting.actions.telling import ANSWER, OFFER, tell_group
from alongside.domain.signposting.actions.unmet_news import NEWS
from alongside.domain.signposting.models import Offer, Request, UnmetNeed
from alongside.domain.signposting.states import OPEN, RequestState
from alongside.foundation.actor import Actor
from alongside.foundation.links import revoke_links
from alongside.foundation.unit import Work, unit

_ASKED_BY_MESSAGE = ("asked", "reminded", "to_ring")


def withdraw(request: Request, *, work: Work) -> None:
    """Withdraws a locked request: what waited to be sent about it is taken back, and the group is
    told, where it had heard."""
    if request.state not in OPEN:
        return
    knows = _group_knows(request)
    take_back(request, work=work)
    step(request, "withdraw", work=work, waiting_since=None, waits_for="")
    listing = directory.public_listings([request.listing_id]).get(request.listing_id)
    if knows and listing is not None:
        tell_group(
            request, listing, "join_cancelled_to_group", work=work, reference=request.reference
        )


def _group_knows(request: Request) -> bool:
    if request.state == RequestState.COMING or request.waits_for == "group":
        return True
    if request.state not in _ASKED_BY_MESSAGE:
        return False
    kind, pk = request._meta.label_lower, request.pk
    sent = messaging.messages_about(kind, [pk], template="join_to_group")
    return any(message.went for message in sent.get(str(pk), ()))


def take_back(thing: Request | UnmetNeed, *, work: Work) -> None:
    """Takes back what waits to be sent to the person or the group about it. What staff are told is
    about other requests too, and goes on."""
    messaging.cancel(thing, to=("person", "published"), actor=work.actor, at=work.at)


def stop_asking(*, person_id: UUID, actor: Actor, at: datetime) -> int:
    """Withdraws every open request of a person who does not agree to it any more, tells the groups,
    and ends telling them of others that fit what they asked for. No group's link shows anything of
    them from now on; their own still do. Returns how many requests were open; again: none."""
    with unit(actor=actor, at=at) as work:
        requests = Request.objects.filter(person_id=person_id).order_by("listing_id", "pk")
        ended = 0
        for key in list(requests.values_list("pk", flat=True)):
            request = hold(key)
            ended += request.state in OPEN
            withdraw(request, work=work)
            revoke_links(request, purpose=ANSWER, work=work)
            for offer in Offer.objects.filter(request=request):
                revoke_links(offer, purpose=OFFER, work=work)
        _end_telling(UnmetNeed.objects.filter(person_id=person_id, request__isnull=False), work)
        return ended


def stop_hearing(*, person_id: UUID, actor: Actor, at: datetime) -> int:
    """Ends telling a person of groups that fit: what waited is taken back, and links that they were
    sent open nothing. Requests stay as they are. Returns how many wishes ended; again: none."""
    with unit(actor=actor, at=at) as work:
        return _end_telling(UnmetNeed.objects.filter(person_id=person_id), work)


def _end_telling(needs: Iterable[UnmetNeed], work: Work) -> int:
    ended = 0
    for need in needs:
        take_back(need, work=work)
        revoke_links(need, purpose=NEWS, work=work)
        if need.tell_until is None:
            continue
        UnmetNeed.objects.filter(pk=need.pk).update(tell_until=None)
        work.audit(
            "unmetneed.told_no_more",
            need,
            organisation_id=need.steward_id,
            fields=("tell_until",),
        )
        ended += 1
    return ended
