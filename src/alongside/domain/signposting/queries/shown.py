"""Parts of records that several reads share."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.messaging import public as messaging
from alongside.domain.signposting.models import Offer, Said
from alongside.domain.signposting.records import (
    ContactShown,
    HelpChosen,
    OfferRecord,
    SaidRecord,
)
from alongside.domain.signposting.rules import needs_of_help
from alongside.foundation.clock import london_date

_CAME = {"went": True, "not_for_me": True, "could_not_come": False}


def help_chosen(slugs: Iterable[str], interpreter_language: str = "") -> tuple[HelpChosen, ...]:
    """What would help somebody come, in the order of the catalogue, retired words included. Who
    needs an interpreter needs one of a language, where they said which."""
    wanted = set(slugs)
    return tuple(
        _chosen(term, interpreter_language if term.content.get("with_language") == "yes" else "")
        for term in catalogue.terms("help_to_come")
        if term.slug in wanted
    )


def _chosen(term: catalogue.Term, language: str) -> HelpChosen:
    words = [term.label, str(term.content.get("for_group", term.label))]
    if language:
        spoken = catalogue.label("language", language)
        words = [_("%(help)s: %(language)s") % {"help": one, "language": spoken} for one in words]
    return HelpChosen(term.slug, *words)


def help_in_words(slugs: Iterable[str], interpreter_language: str = "") -> tuple[str, ...]:
    """What would help somebody come, as they chose it."""
    return tuple(one.label for one in help_chosen(slugs, interpreter_language))


def needs_shared(profile: messaging.ProfileRecord, slugs: Iterable[str]) -> tuple[str, ...]:
    """What somebody lets groups know of their needs, but for what they chose for this visit."""
    if not profile.share_needs:
        return ()
    told = needs_of_help(slugs)
    rest = [one for one in profile.formats if one not in told]
    return messaging.in_words(rest, profile.interpreter_language)


def contact_of(profile: messaging.ProfileRecord | None) -> ContactShown | None:
    """The way of reaching somebody that they like best."""
    if profile is None or not profile.channels:
        return None
    channel = str(profile.channels[0])
    addresses = {
        "text": profile.text_number,
        "email": profile.email,
        "phone": profile.phone_number or profile.text_number,
        "letter": ", ".join(profile.post),
    }
    address = addresses.get(channel, "")
    if not address:
        return None
    return ContactShown(channel, address, profile.may_leave_message)


def offer_record(offer: Offer, asked_name: str) -> OfferRecord:
    """An offer whose listing and request were read with it."""
    open_now = not offer.answer
    return OfferRecord(
        offer_id=offer.pk,
        request_id=offer.request_id,
        listing_id=offer.listing_id,
        group_name=offer.listing.name,
        instead_of=asked_name,
        offered_on=london_date(offer.offered_at),
        answer=offer.answer,
        answer_by=offer.request.due_on if open_now else None,
    )


def said_records(rows: Iterable[Said]) -> tuple[SaidRecord, ...]:
    """What was said, the oldest first."""
    ordered = sorted(rows, key=lambda row: (row.at, str(row.pk)))
    return tuple(SaidRecord(row.party, row.what, row.about, row.how, row.at) for row in ordered)


def differ(rows: Iterable[Said]) -> bool:
    """Whether two words about one day cannot both be true."""
    came: dict[object, set[bool]] = {}
    for row in rows:
        if row.what in _CAME:
            came.setdefault(row.about, set()).add(_CAME[row.what])
    return any(len(words) > 1 for words in came.values())
