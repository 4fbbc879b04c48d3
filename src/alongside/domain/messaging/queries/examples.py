"""What a text would look like by each answer: shown beside the answers, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from alongside.domain.messaging.records import Channel, Examples, ProfileRecord, SignedAs
from alongside.domain.messaging.rules.deciding import Go
from alongside.domain.messaging.rules.wording import render, sender_of
from alongside.domain.messaging.templates import library
from alongside.domain.people import public as people
from alongside.foundation.clock import london_date

TEMPLATE = "join_coming"
_IN_DAYS = 6


def examples(profile: ProfileRecord, *, at: datetime) -> Examples:
    """A text to this person by each way of signing and naming, in their language where there are
    words in it, else in English. The group and the host in it are invented. One query at most."""
    here = people.service()
    service = settings.SHORT_NAME or (here.name if here else "")
    name = profile.signature_name or _("Sam")
    senders = {each: sender_of(each, name, service) for each in SignedAs}
    own = senders[profile.signed_as]
    return Examples(
        signed={str(each): _text(profile, sender, False, at) for each, sender in senders.items()},
        naming={"no": _text(profile, own, False, at), "yes": _text(profile, own, True, at)},
    )


def _text(profile: ProfileRecord, sender: str, named: bool, at: datetime) -> str:
    kinds = library()
    template = kinds.templates.get(TEMPLATE)
    if template is None:
        return ""
    language = profile.language
    if language not in template.wordings or not template.wordings[language].text:
        language = "en"
    wording = template.wordings[language]
    way = Go(
        Channel.TEXT, "", named=named and bool(wording.text_named), easy_read=False, large=False
    )
    made = render(
        template,
        wording,
        way,
        _values(at),
        sender=sender,
        common=kinds.common[language],
        site=settings.SITE_ADDRESS,
    )
    return made.body


def _values(at: datetime) -> Mapping[str, str]:
    day = london_date(at) + timedelta(days=_IN_DAYS)
    return {
        "first_day": f"{day.isoformat()}T14:00",
        "meets_you": _("Ruth"),
        "group": _("Riverside Circle"),
        "link": "…",
    }
