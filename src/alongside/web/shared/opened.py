"""Who else has just opened a page, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.journeys.episode import Opened


def opened_words(opened: Opened | None) -> str:
    """ "Sam Hill opened this 2 minutes ago.", or nothing."""
    if opened is None:
        return ""
    if opened.minutes < 1:
        return _("%(name)s opened this just now.") % {"name": opened.name}
    words = ngettext(
        "%(name)s opened this %(num)d minute ago.",
        "%(name)s opened this %(num)d minutes ago.",
        opened.minutes,
    )
    return words % {"name": opened.name, "num": opened.minutes}
