"""Before and after in a sentence for a page: better, the same or less good, never by how much."""

from __future__ import annotations

from django.utils.translation import gettext as _

from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.public import Compared


def changes(found: outcomes.EpisodeAnswers, *, own: bool) -> tuple[str, ...]:
    """A sentence for each scale that was answered at both ends; `own`: said to the person."""
    if own:
        said = {
            Compared.BETTER: _("“%(label)s”: what you said at the end is better than at first."),
            Compared.SAME: _("“%(label)s”: what you said at the end is the same as at first."),
            Compared.WORSE: _("“%(label)s”: what you said at the end is less good than at first."),
        }
    else:
        said = {
            Compared.BETTER: _("“%(label)s”: what they said at the end is better than at first."),
            Compared.SAME: _("“%(label)s”: what they said at the end is the same as at first."),
            Compared.WORSE: _("“%(label)s”: what they said at the end is less good than at first."),
        }
    return tuple(said[one.compared] % {"label": one.label} for one in found.scales)
