"""Principles: a group's private answers, and its public signature in its own words.

Signing is not tied to the answers: a signature that some answers allowed would tell them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.domain.directory import rules, terms, validation
from alongside.domain.directory.events import PrinciplesSigned, PrinciplesWithdrawn
from alongside.domain.directory.models import Listing, PrincipleAnswer, SignUp
from alongside.domain.directory.publication import raise_revision
from alongside.domain.directory.queries.principles import standing, words_to_publish
from alongside.domain.directory.queries.visible import hold
from alongside.domain.directory.states import ListingState
from alongside.foundation.actor import Actor
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.unit import Work, unit

ANSWERS = ("yes", "working", "no", "")
LONGEST_WORDS = 1_500


def answer_principle(
    listing_id: UUID,
    *,
    principle_set: str,
    principle: str,
    answer: str,
    own_words: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Keeps what the group thinks of one principle: yes, working (on it), no, or nothing yet.

    Private to the group's editors. The same twice is once. Raises NotFound for a listing out of
    sight and an unknown principle, Refused for everybody else, Invalid beside the field."""
    terms.require_principle(principle_set, principle)
    own_words = validation.tidy_lines(own_words)
    faults = {}
    if answer not in ANSWERS:
        faults["answer"] = _("Choose one of the answers")
    if fault := validation.fault_of_text(own_words, longest=LONGEST_WORDS):
        faults["own_words"] = fault
    if faults:
        raise Invalid(faults)
    with unit(actor=actor, at=at) as work:
        listing = _hold(listing_id, actor)
        row, made = PrincipleAnswer.objects.get_or_create(
            listing=listing,
            principle_set=principle_set,
            principle=principle,
            defaults={"answer": answer, "own_words": own_words, "answered_at": at},
        )
        if not made:
            if (row.answer, row.own_words) == (answer, own_words):
                return
            row.answer, row.own_words, row.answered_at = answer, own_words, at
            row.save()
        _note(work, "listing.principle_answered", listing, "answer", "own_words")


def sign_up(
    listing_id: UUID, *, principle_set: str, signatory: str, actor: Actor, at: datetime
) -> UUID:
    """Signs the principles for a year, under a name, with the group's own words as they stand.

    Published are the name, the dates and the words; not the answers, and no words beside a *no*.
    The same twice is one signature. Raises NotFound and Refused; Invalid for the name; Conflict
    when another signature stands (renew it), or when the listing is closed or no group."""
    return _sign(listing_id, principle_set, signatory, renewing=False, actor=actor, at=at)


def renew_sign_up(
    listing_id: UUID, *, principle_set: str, signatory: str, actor: Actor, at: datetime
) -> UUID:
    """Signs again for a year from today, with the words as they stand now; the old signature is
    kept as history. Raises like `sign_up`; Conflict when none stands."""
    return _sign(listing_id, principle_set, signatory, renewing=True, actor=actor, at=at)


def withdraw_sign_up(listing_id: UUID, *, principle_set: str, actor: Actor, at: datetime) -> None:
    """Takes the signature back; it is public no longer. One taken back already stays so.

    Raises NotFound for a listing out of sight and where nothing was ever signed, Refused."""
    with unit(actor=actor, at=at) as work:
        listing = _hold(listing_id, actor)
        row = standing(listing, principle_set)
        if row is None:
            if not SignUp.objects.filter(listing=listing, principle_set=principle_set).exists():
                raise NotFound("directory.signup")
            return
        row.withdrawn_on = london_date(at)
        row.save(update_fields=["withdrawn_on"])
        _shown(work, listing, "listing.principles_withdrawn", "withdrawn_on")
        work.publish(PrinciplesWithdrawn(listing.pk, principle_set, at))


def _sign(
    listing_id: UUID,
    principle_set: str,
    signatory: str,
    *,
    renewing: bool,
    actor: Actor,
    at: datetime,
) -> UUID:
    terms.require_principle_set(principle_set)
    signatory = " ".join(signatory.split())
    if not signatory:
        raise Invalid({"signatory": _("Enter the name of who signs for the group")})
    if fault := validation.fault_of_text(signatory, longest=200):
        raise Invalid({"signatory": fault})
    with unit(actor=actor, at=at) as work:
        listing = _hold(listing_id, actor)
        if listing.kind != "group" or listing.state == ListingState.CLOSED:
            raise Conflict("only a group that is not closed signs")
        today = london_date(at)
        words = words_to_publish(listing, principle_set)
        row = standing(listing, principle_set)
        if row is not None:
            if (row.signatory, row.signed_on, row.words) == (signatory, today, words):
                return row.pk
            if not renewing:
                raise Conflict("it is signed already")
            row.renewed_on = today
            row.save(update_fields=["renewed_on"])
        elif renewing:
            raise Conflict("no signature stands")
        new = SignUp.objects.create(
            listing=listing,
            principle_set=principle_set,
            signatory=signatory,
            signed_on=today,
            renew_by=add_months(today, rules.SIGNED_FOR_MONTHS),
            words=words,
        )
        _shown(work, listing, "listing.principles_signed", "signatory", "signed_on", "words")
        work.publish(PrinciplesSigned(listing.pk, principle_set, at))
        return new.pk


def _hold(listing_id: UUID, actor: Actor) -> Listing:
    held = hold(listing_id, actor=actor, lock=True)
    if not rules.may_answer_principles(actor, is_editor=held.is_editor):
        raise Refused("only the group answers and signs")
    return held.listing


def _shown(work: Work, listing: Listing, action: str, *fields: str) -> None:
    listing.changed_at = work.at
    listing.save(update_fields=["changed_at"])
    raise_revision(listing.pk, work=work)
    _note(work, action, listing, *fields)


def _note(work: Work, action: str, listing: Listing, *fields: str) -> None:
    work.audit(action, listing, organisation_id=listing.steward_id, fields=fields)
