"""*Still running?*: asking by date, answers by link, by call or signed in, and what silence does.

Every date stands in the question's row from the day it is asked, so that a group can be told them.
A run of the due work looks at dates alone: it may come late, twice, or twice at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from alongside.domain.directory import links, rules
from alongside.domain.directory.actions.ending import end
from alongside.domain.directory.events import (
    ListingHidden,
    ListingTagged,
    StillRunningAsked,
    StillRunningConfirmed,
)
from alongside.domain.directory.models import Listing, RunningCheck
from alongside.domain.directory.publication import raise_revision
from alongside.domain.directory.queries.running import row_of
from alongside.domain.directory.queries.visible import coordinated, hold, hold_to_edit
from alongside.domain.directory.records import DueCounts, RunningRow
from alongside.domain.directory.states import PUBLIC, ListingState
from alongside.domain.messaging import public as messaging
from alongside.domain.people.public import Role
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.transitions import move
from alongside.foundation.unit import Work, unit

RUNNING, STOPPED, NO_ANSWER = "running", "stopped", "no_answer"


Tell = Callable[[RunningRow], None]


def ask_due(*, actor: Actor, at: datetime, tell: Tell | None = None) -> int:
    """Asks every public listing whose day has come and that has no question open.

    `tell` is called with each question in the unit in which it is asked: what it raises undoes that
    question and ends the asking, with those before it asked. Returns how many. Raises Refused for
    whoever coordinates nowhere."""
    _require_worker(actor)
    waiting = RunningCheck.objects.filter(listing=OuterRef("pk"), answered_on=None)
    due = coordinated(actor).filter(
        ~Exists(waiting), state__in=PUBLIC, ask_again_on__lte=london_date(at)
    )
    keys = due.order_by("pk").values_list("pk", flat=True)
    return _each(keys, lambda listing, work: _ask(listing, work, tell), actor, at)


def run_due(*, actor: Actor, at: datetime, tell: Tell | None = None) -> DueCounts:
    """Does what is due today: asks, tags as not confirmed, hides. Each listing on its own.

    `tell` is as in `ask_due`. Again on the same day, or by two at once, does nothing more. Raises
    Refused for whoever coordinates nowhere."""
    asked = ask_due(actor=actor, at=at, tell=tell)
    today = london_date(at)
    waiting = RunningCheck.objects.filter(answered_on=None, listing__in=coordinated(actor))
    keys = waiting.order_by("listing_id").values_list("listing_id", flat=True)
    to_tag = keys.filter(listing__state=ListingState.LISTED, tag_on__lte=today)
    tagged = _each(to_tag, _tag, actor, at)
    to_hide = keys.filter(listing__state=ListingState.NOT_CONFIRMED, hide_on__lte=today)
    hidden = _each(to_hide, _hide, actor, at)
    return DueCounts(asked=asked, tagged=tagged, hidden=hidden)


def _require_worker(actor: Actor) -> None:
    if not actor.is_system and not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator or the service's own work asks")


def _each(
    keys: Iterable[UUID], act: Callable[[Listing, Work], bool], actor: Actor, at: datetime
) -> int:
    done = 0
    for key in list(keys):
        with unit(actor=actor, at=at) as work:
            listing = Listing.objects.select_for_update(of=("self",)).get(pk=key)
            done += act(listing, work)
    return done


def open_check(listing: Listing) -> RunningCheck | None:
    """The question that waits for an answer, if there is one."""
    return listing.running_checks.filter(answered_on=None).first()


def _ask(listing: Listing, work: Work, tell: Tell | None) -> bool:
    today = london_date(work.at)
    due = listing.state in PUBLIC and listing.ask_again_on and listing.ask_again_on <= today
    if not due or open_check(listing) is not None:
        return False
    tag_on = today + timedelta(days=rules.TAG_AFTER_DAYS)
    check = RunningCheck.objects.create(
        listing=listing,
        asked_on=today,
        ring_from=today + timedelta(days=rules.RING_AFTER_DAYS),
        tag_on=tag_on,
        hide_on=tag_on + timedelta(days=rules.HIDE_AFTER_TAG_DAYS),
        nonce=secrets.token_hex(8),
    )
    _note(work, "listing.asked_running", listing, "asked_on")
    work.publish(StillRunningAsked(listing.pk, check.pk, work.at))
    if tell is not None:
        tell(row_of(check, today))
    return True


def _tag(listing: Listing, work: Work) -> bool:
    check = open_check(listing)
    today = london_date(work.at)
    if check is None or listing.state != ListingState.LISTED or check.tag_on > today:
        return False
    move(listing, "tag", work=work, organisation_id=listing.steward_id)
    # Late work never shortens the days for which the tag is shown before it is hidden.
    earliest = today + timedelta(days=rules.HIDE_AFTER_TAG_DAYS)
    check.hide_on = max(check.hide_on, earliest)
    check.save(update_fields=["hide_on"])
    raise_revision(listing.pk, work=work)
    work.publish(ListingTagged(listing.pk, work.at))
    return True


def _hide(listing: Listing, work: Work) -> bool:
    check = open_check(listing)
    late = check is not None and check.hide_on <= london_date(work.at)
    if not late or listing.state != ListingState.NOT_CONFIRMED:
        return False
    move(listing, "hide", work=work, organisation_id=listing.steward_id)
    raise_revision(listing.pk, work=work)
    work.publish(ListingHidden(listing.pk, work.at))
    return True


def answer_running(token: str, *, answer: str, at: datetime) -> None:
    """Takes the answer of whoever holds the signed link: running or stopped.

    *stopped* closes the listing. The same answer twice is one. Raises NotFound for a link that is
    forged, revoked or too old, Invalid for another answer, Conflict when it was answered
    otherwise."""
    check_id = links.check_id_of(token, london_date(at))
    with unit(actor=VISITOR, at=at) as work:
        listing, check = _locked(check_id)
        _take(listing, check, answer, how="link", work=work)


def rang(check_id: UUID, *, answer: str, actor: Actor, at: datetime) -> None:
    """Notes what a person heard who rang: running, stopped, or no_answer (the days go on).

    Raises NotFound when out of sight, Refused unless the actor coordinates, Invalid for another
    answer, Conflict when it was answered otherwise."""
    with unit(actor=actor, at=at) as work:
        listing, check = _locked_for_coordinator(check_id, actor)
        if answer != NO_ANSWER:
            _take(listing, check, answer, how="rang", work=work)
            return
        if check.answered_on is not None:
            raise Conflict("it was answered meanwhile")
        if check.rang_on == london_date(at):
            return
        check.rang_on = london_date(at)
        check.save(update_fields=["rang_on"])
        _note(work, "listing.rang", listing, "rang_on")


def confirm_running(listing_id: UUID, *, actor: Actor, at: datetime) -> None:
    """An editor or coordinator who is signed in says that it still runs: one tap.

    Raises NotFound and Refused; Conflict for a listing that is not public and not hidden."""
    with unit(actor=actor, at=at) as work:
        listing = hold_to_edit(listing_id, actor=actor)
        today = london_date(at)
        if listing.assured_on == today and open_check(listing) is None:
            return
        answer_open_check(listing, RUNNING, how="signed_in", work=work)
        _confirm(listing, "signed_in", work)


def ring_now(check_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Has a person ring at once, since no message reaches the group.

    Raises NotFound when out of sight, Refused, Conflict when it was answered."""
    with unit(actor=actor, at=at) as work:
        listing, check = _locked_for_coordinator(check_id, actor)
        if check.answered_on is not None:
            raise Conflict("it was answered meanwhile")
        if check.ring_from > london_date(at):
            check.ring_from = london_date(at)
            check.save(update_fields=["ring_from"])
            _note(work, "listing.to_be_rung", listing, "ring_from")


def waits(check_id: UUID, *, actor: Actor) -> bool:
    """Whether the question waits for its answer; it stays so to the end of the caller's unit.

    Raises NotFound when out of sight, Refused unless the actor coordinates."""
    _listing, check = _locked_for_coordinator(check_id, actor)
    return check.answered_on is None


def new_link(check_id: UUID, *, actor: Actor, at: datetime) -> None:
    """Revokes the link of a question that waits: from now on only the new one works.

    Raises NotFound when out of sight, Refused, Conflict when it was answered."""
    with unit(actor=actor, at=at) as work:
        listing, check = _locked_for_coordinator(check_id, actor)
        if check.answered_on is not None:
            raise Conflict("it was answered meanwhile")
        check.nonce = secrets.token_hex(8)
        check.save(update_fields=["nonce"])
        _note(work, "listing.link_revoked", listing, "nonce")


def answer_open_check(listing: Listing, answer: str, *, how: str, work: Work) -> None:
    """Answers the question that waits at the locked listing, where one does."""
    check = open_check(listing)
    if check is not None:
        _write(check, answer, how, work)


def _locked(check_id: UUID) -> tuple[Listing, RunningCheck]:
    # The listing first, as everywhere, so that no two wait for each other.
    key = RunningCheck.objects.values_list("listing_id", flat=True).get(pk=check_id)
    listing = Listing.objects.select_for_update(of=("self",)).get(pk=key)
    return listing, RunningCheck.objects.get(pk=check_id)


def _locked_for_coordinator(check_id: UUID, actor: Actor) -> tuple[Listing, RunningCheck]:
    found = RunningCheck.objects.filter(pk=check_id).values_list("listing_id", flat=True).first()
    if found is None:
        raise NotFound("directory.runningcheck")
    listing = hold(found, actor=actor, lock=True).listing
    if not rules.coordinates(actor, listing.steward_id):
        raise Refused("only a coordinator rings")
    return listing, RunningCheck.objects.get(pk=check_id)


def _take(listing: Listing, check: RunningCheck, answer: str, *, how: str, work: Work) -> None:
    if answer not in (RUNNING, STOPPED):
        raise Invalid({"answer": _("Choose one of the answers")})
    if check.answered_on is not None:
        if check.answer == answer:
            return
        raise Conflict("it was answered otherwise")
    _write(check, answer, how, work)
    if answer == RUNNING:
        _confirm(listing, how, work)
    else:
        _note(work, "listing.said_stopped", listing, "state")
        end(listing, "stopped", reason="", work=work)


def _write(check: RunningCheck, answer: str, how: str, work: Work) -> None:
    check.answer = answer
    check.how = how
    check.answered_on = london_date(work.at)
    check.answered_by_id = work.actor.person_id
    check.save(update_fields=["answer", "how", "answered_on", "answered_by"])
    # Whoever has answered is not asked once more by a message that still waits to go.
    messaging.cancel(check, actor=work.actor, at=work.at)


def _confirm(listing: Listing, how: str, work: Work) -> None:
    today = london_date(work.at)
    move(listing, "confirm", work=work, organisation_id=listing.steward_id)
    listing.assured_on = today
    listing.ask_again_on = add_months(today, rules.ASK_EVERY_MONTHS)
    listing.changed_at = work.at
    listing.save(update_fields=["assured_on", "ask_again_on", "changed_at"])
    raise_revision(listing.pk, work=work)
    work.publish(StillRunningConfirmed(listing.pk, how, work.at))


def _note(work: Work, action: str, listing: Listing, field: str) -> None:
    work.audit(action, listing, organisation_id=listing.steward_id, fields=(field,))
