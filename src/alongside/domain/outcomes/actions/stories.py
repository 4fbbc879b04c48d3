"""A story in somebody's own words: asked for, told, read by staff, taken back, forgotten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.domain.messaging import public as messaging
from alongside.domain.outcomes import rules
from alongside.domain.outcomes.models import Story, StoryUse
from alongside.domain.outcomes.queries.stories import (
    STORY_LINK,
    coordinated_stories,
    current,
    story_behind,
)
from alongside.domain.outcomes.story_records import LONGEST_SHOWN_AS, LONGEST_STORY, Use
from alongside.domain.people import public as people
from alongside.foundation.actor import Actor, by_link
from alongside.foundation.clock import add_months, london_date
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.foundation.links import make_link, revoke_links
from alongside.foundation.scoping import get_visible
from alongside.foundation.unit import Work, unit

MONTHS = 24
"""How long a use is agreed to."""
TEMPLATE = "story_ask"
# As long as anything that was agreed to by it, and a while: it is the way to take it back.
_LINK = timedelta(days=800)


def ask_for_story(person_id: UUID, *, organisation_id: UUID, actor: Actor, at: datetime) -> None:
    """Asks the person by a message with a link; once in a day, however often it is pressed.

    Raises Refused for whoever does not coordinate there, NotFound for somebody whose details are
    kept and not used."""
    if not rules.may_ask(actor, organisation_id):
        raise Refused("the service asks")
    if people.restricted([person_id]):
        raise NotFound("people.person")
    with unit(actor=actor, at=at) as work:
        story = _own(person_id, organisation_id, work)
        work.audit("story.asked", story, organisation_id=organisation_id, fields=("person",))
        messaging.send(
            TEMPLATE,
            to=messaging.to_person(person_id),
            values={"link": make_link(STORY_LINK, story, valid_until=at + _LINK, work=work)},
            cause=story,
            key=f"{TEMPLATE}/{story.pk}/{london_date(at).isoformat()}",
            organisation_id=organisation_id,
            actor=actor,
            at=at,
        )


def tell_story(token: str, *, words: str, shown_as: str, uses: Iterable[str], at: datetime) -> None:
    """The person's story, by their link, with where it may be shown: what is not among `uses` any
    more is taken back. The same again changes nothing.

    Raises NotFound for a link that is over, Invalid by field."""
    story = story_behind(token, at=at)
    _tell(story.person_id, story.organisation_id, (words, shown_as, uses), "page", at)


def tell_my_story(
    *, words: str, shown_as: str, uses: Iterable[str], actor: Actor, at: datetime
) -> None:
    """As `tell_story`, for whoever is signed in. Raises Refused for a visitor."""
    here = people.service()
    if actor.person_id is None or here is None:
        raise Refused("sign in first")
    _tell(actor.person_id, here.organisation_id, (words, shown_as, uses), "page", at)


def take_back_story(token: str, *, at: datetime) -> None:
    """Takes the story back, by the person's link: it is deleted, and shown nowhere from now on.

    Again: nothing more. Raises NotFound for a link that is over."""
    story = story_behind(token, at=at)
    with unit(actor=by_link(story.person_id), at=at) as work:
        _take_back(Story.objects.filter(pk=story.pk), work)


def take_back_my_story(*, actor: Actor, at: datetime) -> None:
    """As `take_back_story`, for whoever is signed in. Raises Refused for a visitor."""
    if actor.person_id is None:
        raise Refused("sign in first")
    with unit(actor=actor, at=at) as work:
        _take_back(Story.objects.filter(person_id=actor.person_id), work)


def take_back_for(story_id: UUID, *, actor: Actor, at: datetime) -> None:
    """As `take_back_story`, by a coordinator whom the person told. Raises NotFound out of sight."""
    story = get_visible(coordinated_stories(actor), story_id)
    with unit(actor=actor, at=at) as work:
        _take_back(Story.objects.filter(pk=story.pk), work)


def note_story_read(story_id: UUID, *, actor: Actor, at: datetime) -> None:
    """A coordinator read it and it names nobody else; from now on it is shown. Raises NotFound."""
    story = get_visible(coordinated_stories(actor), story_id)
    with unit(actor=actor, at=at) as work:
        rows = Story.objects.filter(pk=story.pk, read_at=None).exclude(words="")
        if rows.update(read_at=at, read_by_id=actor.person_id):
            work.audit(
                "story.read", story, organisation_id=story.organisation_id, fields=("read_at",)
            )


def stop_story_use(*, person_id: UUID, actor: Actor, at: datetime, use: str) -> None:
    """The person agrees to one use no longer; the caller withdrew the consent."""
    with unit(actor=actor, at=at) as work:
        rows = StoryUse.objects.filter(story__person_id=person_id, use=use, ended_at=None)
        _end(rows, work)


def forget_stories(*, before: datetime, actor: Actor, at: datetime) -> int:
    """Deletes the stories of which no use has held since before then, and returns how many.

    Raises Refused unless a command acts."""
    if not actor.is_system:
        raise Refused("the service itself forgets, by its policy")
    since = london_date(before)
    held = StoryUse.objects.filter(until__gte=since).exclude(ended_at__lt=before)
    old = Story.objects.filter(changed_at__lt=before).exclude(pk__in=held.values("story_id"))
    with unit(actor=actor, at=at) as work:
        return _delete(old, work)


def erase_stories(person_id: UUID, work: Work) -> dict[str, int]:
    """Deletes the person's stories, in the caller's unit."""
    own = Story.objects.filter(person_id=person_id)
    return {"outcomes.story": _delete(own, work)}


def _own(person_id: UUID, organisation_id: UUID, work: Work) -> Story:
    story, _made = Story.objects.get_or_create(
        person_id=person_id,
        organisation_id=organisation_id,
        defaults={"changed_at": work.at},
    )
    return Story.objects.select_for_update().get(pk=story.pk)


def _tell(
    person_id: UUID,
    organisation_id: UUID,
    said: tuple[str, str, Iterable[str]],
    how: str,
    at: datetime,
) -> None:
    words, shown_as, wanted = said[0].strip(), said[1].strip(), frozenset(said[2])
    _refuse(words, shown_as, wanted)
    actor = by_link(person_id)
    with unit(actor=actor, at=at) as work:
        story = _own(person_id, organisation_id, work)
        if (story.words, story.shown_as) != (words, shown_as):
            story.words, story.shown_as, story.changed_at = words, shown_as, at
            story.read_at, story.read_by_id = None, None
            story.save()
            work.audit(
                "story.told", story, organisation_id=organisation_id, fields=("words", "shown_as")
            )
        held = story.uses.filter(current(london_date(at)))
        holds = {row.use for row in held}
        for use in sorted(holds - wanted):
            _withdraw(story, Use(use), work)
        _end(StoryUse.objects.filter(story=story, ended_at=None).exclude(use__in=wanted), work)
        for use in sorted(wanted - holds):
            _agree(story, Use(use), how, work)


def _refuse(words: str, shown_as: str, wanted: frozenset[str]) -> None:
    faults = {
        "words": ""
        if words and len(words) <= LONGEST_STORY
        else _("Write your story, in 3,000 letters or fewer."),
        "shown_as": "" if len(shown_as) <= LONGEST_SHOWN_AS else _("Use 80 letters or fewer."),
        "uses": "" if wanted and wanted <= set(Use) else _("Choose where it may be shown."),
    }
    if any(faults.values()):
        raise Invalid({field: fault for field, fault in faults.items() if fault})


def _agree(story: Story, use: Use, how: str, work: Work) -> None:
    """One that ran out is ended first; then it begins afresh, under the words of today."""
    _end(StoryUse.objects.filter(story=story, use=use, ended_at=None), work)
    people.give_consent(
        person_id=story.person_id,
        purpose=use.purpose,
        how=how,
        organisation_id=story.organisation_id,
        actor=work.actor,
        at=work.at,
    )
    StoryUse.objects.create(
        story=story,
        use=use.value,
        words_version=people.consent_words(use.purpose).version,
        agreed_at=work.at,
        until=add_months(london_date(work.at), MONTHS),
    )
    work.audit("story.use_agreed", story, organisation_id=story.organisation_id, fields=("uses",))


def _withdraw(story: Story, use: Use, work: Work) -> None:
    if people.has_consent(story.person_id, use.purpose):
        people.withdraw_consent(
            person_id=story.person_id, purpose=use.purpose, actor=work.actor, at=work.at
        )


def _end(rows: QuerySet[StoryUse], work: Work) -> None:
    for row in list(rows.select_related("story")):
        StoryUse.objects.filter(pk=row.pk).update(ended_at=work.at)
        where = row.story.organisation_id
        work.audit("story.use_ended", row.story, organisation_id=where, fields=("uses",))


def _take_back(rows: QuerySet[Story], work: Work) -> None:
    for story in list(rows.select_for_update()):
        for use in Use:
            _withdraw(story, use, work)
        _end(StoryUse.objects.filter(story=story, ended_at=None), work)
        if story.words or story.shown_as:
            story.words, story.shown_as, story.changed_at = "", "", work.at
            story.read_at, story.read_by_id = None, None
            story.save()
            work.audit(
                "story.taken_back",
                story,
                organisation_id=story.organisation_id,
                fields=("words", "shown_as"),
            )


def _delete(rows: QuerySet[Story], work: Work) -> int:
    gone = list(rows.select_for_update())
    for story in gone:
        revoke_links(story, work=work)
        work.audit("story.erased", story, organisation_id=story.organisation_id)
    Story.objects.filter(pk__in=[story.pk for story in gone]).delete()
    return len(gone)
