"""The six steps of meeting somebody's needs, in words."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.web.shared.hours import day_words
from alongside.web.shared.parts import Row


def steps(profile: messaging.ProfileRecord) -> list[Row]:
    """Where each step stands."""
    recorded = messaging.in_words(profile.formats, profile.interpreter_language)
    asked = day_words(profile.identified_on) or _("Not asked yet")
    if not recorded:
        return [Row(_("Asked"), asked)]
    shared = _("Yes, they allow it") if profile.share_needs else _("No, they have not allowed it")
    return [
        Row(_("Asked"), asked),
        Row(_("Written down"), _(", ").join(recorded)),
        Row(_("Shown"), _("Beside their name, wherever you see it")),
        Row(_("Passed on to the group"), shared),
        Row(_("Met"), _("Each message comes like that, or a person is told to see to it")),
        Row(_("To be asked again"), day_words(profile.review_on) or _("No day is set")),
    ]


def review(row: messaging.ReviewRow) -> dict[str, Any]:
    """Somebody to be asked again."""
    return {
        "name": row.name,
        "needs": _(", ").join(row.needs),
        "day": day_words(row.review_on),
        "href": reverse("messaging:needs", args=[row.person_id]),
    }
