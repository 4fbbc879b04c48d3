"""What stays of outcomes after somebody was deleted: the part of `kept.py` that speaks of them."""

from __future__ import annotations

from collections.abc import Mapping

_ID = "an id: it names nobody, and other rows lean on it"
_STATE = "a state or a setting that says nothing about who it was"
_STAFF = "which member of staff did it; the id leads to no name any more"

OUTCOMES: Mapping[str, str] = {
    "outcomes.story.read_by": _STAFF,
    "outcomes.servicemeasure.chosen_at": _STAFF,
    "outcomes.servicemeasure.chosen_by": _STAFF,
    "outcomes.servicemeasure.measure": _STATE,
    "outcomes.servicemeasure.organisation": _ID,
    "outcomes.servicetargets.changed_at": _STAFF,
    "outcomes.servicetargets.changed_by": _STAFF,
    "outcomes.servicetargets.mentors": _STATE,
    "outcomes.servicetargets.organisation": _ID,
    "outcomes.servicetargets.people_a_year": _STATE,
    "outcomes.servicetargets.year_begins": _STATE,
}
