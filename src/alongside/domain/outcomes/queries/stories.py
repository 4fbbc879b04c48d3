"""Stories: one's own, those of a service, and those that may be shown somewhere now."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from alongside.domain.outcomes.models import Story, StoryUse
from alongside.domain.outcomes.story_records import MyStory, StoryRow, StoryTold, Use, UseRecord
from alongside.domain.people import public as people
from alongside.domain.people.public import Role
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import NotFound, Refused
from alongside.foundation.links import open_link

STORY_LINK = "story"


def current(on: date) -> Q:
    """Uses that hold on a day: neither ended nor over."""
    return Q(ended_at=None, until__gte=on)


def coordinated_stories(actor: Actor) -> QuerySet[Story]:
    """The stories of the organisations where the actor coordinates, without those of people whose
    details are kept and not used."""
    own = actor.organisations(Role.COORDINATOR)
    return Story.objects.filter(organisation_id__in=own).exclude(person__in=people.restricted())


def story_behind(token: str, *, at: datetime) -> Story:
    """The story that a link opens. Raises NotFound."""
    found = Story.objects.filter(pk=open_link(token, STORY_LINK, at=at)).first()
    if found is None:
        raise NotFound("outcomes.story")
    return found


def story_by_link(token: str, *, at: datetime) -> MyStory:
    """Somebody's own story, by their link. Raises NotFound for a link that is over."""
    return _mine(story_behind(token, at=at), at, token)


def my_story(*, actor: Actor, at: datetime) -> MyStory:
    """The actor's own story here; an empty one where they told none. Raises Refused for whoever is
    nobody in particular."""
    here = people.service()
    if actor.person_id is None or here is None:
        raise Refused("sign in first")
    rows = Story.objects.filter(person_id=actor.person_id, organisation_id=here.organisation_id)
    found = rows.first()
    return _mine(found, at) if found else MyStory("", "", ())


def story_consents() -> tuple[people.ConsentWords, ...]:
    """The words to which somebody agrees, one for each use."""
    return tuple(people.consent_words(use.purpose) for use in Use)


def stories(*, actor: Actor, at: datetime) -> tuple[StoryRow, ...]:
    """The stories that may be shown anywhere, the last told on top: four queries.

    Raises Refused for whoever coordinates nowhere."""
    if not actor.organisations(Role.COORDINATOR):
        raise Refused("only a coordinator sees the stories")
    on = london_date(at)
    rows = list(
        coordinated_stories(actor)
        .exclude(words="")
        .prefetch_related(Prefetch("uses", StoryUse.objects.filter(current(on)).order_by("use")))
        .order_by("-changed_at", "pk")
    )
    names = people.names(row.person_id for row in rows)
    return tuple(
        StoryRow(
            story_id=row.pk,
            person_id=row.person_id,
            name=names.get(row.person_id, ""),
            words=row.words,
            shown_as=row.shown_as,
            uses=tuple(_use(one) for one in row.uses.all()),
            read=row.read_at is not None,
        )
        for row in rows
        if row.uses.all()
    )


def stories_for(
    use: Use, organisation_id: UUID, *, actor: Actor, at: datetime
) -> tuple[StoryTold, ...]:
    """What may be shown there at this moment, the last told on top: the person agrees to it now,
    and somebody looked that it names nobody else. Two queries.

    Raises NotFound for whoever reads no figures of that organisation."""
    if not people.may_read_figures(actor, organisation_id):
        raise NotFound("people.organisation")
    uses = StoryUse.objects.filter(
        current(london_date(at)),
        use=use,
        story__organisation_id=organisation_id,
        story__read_at__isnull=False,
    ).exclude(story__person__in=people.restricted())
    rows = uses.exclude(story__words="").order_by("-story__changed_at", "pk")
    return tuple(
        StoryTold(words, shown_as)
        for words, shown_as in rows.values_list("story__words", "story__shown_as")
    )


def _mine(row: Story, at: datetime, token: str = "") -> MyStory:
    uses = row.uses.filter(current(london_date(at))).order_by("use")
    return MyStory(row.words, row.shown_as, tuple(_use(one) for one in uses), token)


def _use(row: StoryUse) -> UseRecord:
    return UseRecord(Use(row.use), row.words_version, row.until)
