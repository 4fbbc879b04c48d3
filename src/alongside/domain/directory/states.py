"""The states of a listing and of a version of it, as tables."""

from __future__ import annotations

from enum import StrEnum

from alongside.foundation.transitions import Table


class ListingState(StrEnum):
    """Where a listing stands for the public."""

    UNLISTED = "unlisted"  # never public yet
    LISTED = "listed"
    NOT_CONFIRMED = "not_confirmed"  # public, with a tag: nobody said it is still running
    HIDDEN = "hidden"  # silent for too long
    CLOSED = "closed"  # ended by its group, by a coordinator or by the undo of an import


class VersionState(StrEnum):
    """Where one version of the content stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    CHECKED = "checked"
    DISCARDED = "discarded"


PUBLIC = frozenset({ListingState.LISTED, ListingState.NOT_CONFIRMED})
OPEN_VERSIONS = frozenset({VersionState.DRAFT, VersionState.SUBMITTED, VersionState.RETURNED})

LISTING = Table(
    states=ListingState,
    initial=ListingState.UNLISTED,
    moves={
        ("unlisted", "publish"): "listed",
        ("unlisted", "close"): "closed",
        ("listed", "publish"): "listed",
        ("listed", "confirm"): "listed",
        ("listed", "tag"): "not_confirmed",
        ("listed", "close"): "closed",
        ("not_confirmed", "publish"): "listed",
        ("not_confirmed", "confirm"): "listed",
        ("not_confirmed", "hide"): "hidden",
        ("not_confirmed", "close"): "closed",
        ("hidden", "publish"): "listed",
        ("hidden", "confirm"): "listed",
        ("hidden", "close"): "closed",
        ("closed", "publish"): "listed",
    },
)

VERSION = Table(
    states=VersionState,
    initial=VersionState.DRAFT,
    moves={
        ("draft", "submit"): "submitted",
        ("draft", "take_in"): "checked",
        ("draft", "discard"): "discarded",
        ("submitted", "check"): "checked",
        ("submitted", "send_back"): "returned",
        ("submitted", "take_back"): "draft",
        ("submitted", "discard"): "discarded",
        ("returned", "submit"): "submitted",
        ("returned", "discard"): "discarded",
    },
    final=frozenset({VersionState.CHECKED, VersionState.DISCARDED}),
)
