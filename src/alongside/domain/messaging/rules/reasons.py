"""Why a message cannot go out, for the person whose turn it then is."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _


class Why(StrEnum):
    """The reasons. Each has a sentence."""

    RING = "ring"
    NO_PROFILE = "no_profile"
    NO_CHANNEL = "no_channel"
    NO_ADDRESS = "no_address"
    NO_ENGINE = "no_engine"
    STOPPED = "stopped"
    FORMAT = "format"
    LANGUAGE = "language"
    NEVER_SAFE = "never_safe"
    NAMES_CONDITION = "names_condition"
    TOO_LATE = "too_late"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    GAVE_UP = "gave_up"
    GONE = "gone"
    RESTRICTED = "restricted"


def sentence(why: str, what: str = "") -> str:
    """The reason as a whole sentence; `what` is the language or format that it speaks of."""
    said = {
        Why.RING: _("They want to be rung, not written to."),
        Why.NO_PROFILE: _("Nobody has noted how they may be reached."),
        Why.NO_CHANNEL: _("This message cannot go by any way that they allow."),
        Why.NO_ADDRESS: _("There is no number or address to send it to."),
        Why.NO_ENGINE: _("The service is not set up to send by the way that they allow."),
        Why.STOPPED: _("They answered STOP, so they get no more texts."),
        Why.FORMAT: _("They need %(what)s, which this message does not come in."),
        Why.LANGUAGE: _("There are no words for this message in %(what)s."),
        Why.NEVER_SAFE: _("There is no time at which it is safe to write."),
        Why.NAMES_CONDITION: _("Its words would have named a condition."),
        Why.TOO_LATE: _("It waited for so long that it is no use any more."),
        Why.UNREACHABLE: _("The first text to this number did not arrive."),
        Why.REFUSED: _("It was refused: the number or address may be wrong."),
        Why.GAVE_UP: _("It was tried several times and did not go out."),
        Why.GONE: _("Its kind of message is not there any more."),
        Why.RESTRICTED: _(
            "This person asked us to keep their details and not use them. Do not contact them "
            "about this."
        ),
    }
    return said.get(Why(why), "") % {"what": what} if why in set(Why) else ""
