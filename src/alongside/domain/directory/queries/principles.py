"""What a group answers to the principles, for itself, and what it would publish."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from alongside.domain.directory import rules, terms
from alongside.domain.directory.models import Listing, PrincipleAnswer, SignUp
from alongside.domain.directory.queries.listings import sign_up_record
from alongside.domain.directory.queries.visible import hold
from alongside.domain.directory.records import AnswerRecord, SignUpRecord
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Refused


def principle_answers(
    listing_id: UUID, *, principle_set: str, actor: Actor
) -> tuple[AnswerRecord, ...]:
    """The group's own answers, one for each principle of the set, in its order.

    Raises NotFound for a listing out of sight and an unknown set; Refused for everybody but the
    listing's editors, its coordinators included."""
    order = terms.require_principle_set(principle_set)
    listing = _own(listing_id, actor)
    rows = {
        row.principle: row
        for row in PrincipleAnswer.objects.filter(listing=listing, principle_set=principle_set)
    }
    return tuple(
        AnswerRecord(
            principle=slug,
            answer=rows[slug].answer if slug in rows else "",
            own_words=rows[slug].own_words if slug in rows else "",
        )
        for slug in order
    )


def words_before_signing(
    listing_id: UUID, *, principle_set: str, actor: Actor
) -> Mapping[str, str]:
    """The words that a signature would publish today, principle to words. Raises like
    `principle_answers`."""
    terms.require_principle_set(principle_set)
    return words_to_publish(_own(listing_id, actor), principle_set)


def signatures(listing_id: UUID, *, actor: Actor) -> tuple[SignUpRecord, ...]:
    """Every signature of the listing that stands or was withdrawn, the newest first, for those
    who manage it. Raises NotFound when out of sight."""
    listing = hold(listing_id, actor=actor).listing
    rows = SignUp.objects.filter(listing=listing, renewed_on=None).order_by("-signed_on", "pk")
    return tuple(sign_up_record(row) for row in rows)


def words_to_publish(listing: Listing, principle_set: str) -> dict[str, str]:
    """The group's own words as a signature publishes them. Those beside a *no* stay private."""
    rows = PrincipleAnswer.objects.filter(listing=listing, principle_set=principle_set)
    rows = rows.exclude(own_words="").exclude(answer="no").order_by("principle")
    return {row.principle: row.own_words for row in rows}


def standing(listing: Listing, principle_set: str) -> SignUp | None:
    """The signature that stands, lapsed or not."""
    return SignUp.objects.filter(
        listing=listing, principle_set=principle_set, withdrawn_on=None, renewed_on=None
    ).first()


def _own(listing_id: UUID, actor: Actor) -> Listing:
    held = hold(listing_id, actor=actor)
    if not rules.may_answer_principles(actor, is_editor=held.is_editor):
        raise Refused("only the group reads its answers")
    return held.listing
