"""A story in somebody's own words: by their link, signed in, and for a coordinator."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.public import Use
from alongside.foundation import clock
from alongside.foundation.errors import Invalid
from alongside.journeys import measuring
from alongside.web.shared.asking import signed_in
from alongside.web.shared.forms import CharField, Form, Look, MultipleChoiceField, TextField
from alongside.web.shared.links import LinkPage
from alongside.web.shared.listing_words import full_date

USES = {
    Use.REPORT: gettext_lazy("In reports on our service"),
    Use.WEBSITE: gettext_lazy("On our website"),
    Use.TRAINING: gettext_lazy("In training of mentors and staff"),
}


class StoryForm(Form):
    """The story, the name under it, and where it may be shown."""

    words = TextField(
        label=gettext_lazy("Your story, in your own words"),
        called=gettext_lazy("your story"),
        hint=gettext_lazy("Leave out the names of others, and what you would not tell a stranger."),
        max_length=outcomes.LONGEST_STORY,
        look=Look(rows=10),
    )
    shown_as = CharField(
        label=gettext_lazy("Which name should stand under it? (optional)"),
        called=gettext_lazy("the name"),
        hint=gettext_lazy(
            "Any name, also one that is not yours. Without one: “Somebody whom we supported”."
        ),
        required=False,
        max_length=outcomes.LONGEST_SHOWN_AS,
        look=Look(width=20),
    )
    uses = MultipleChoiceField(
        label=gettext_lazy("Where may we show it?"),
        called=gettext_lazy("where we may show it"),
        choices=[(use.value, words) for use, words in USES.items()],
        look=Look(size="s"),
    )


def _first(found: outcomes.MyStory) -> dict[str, Any]:
    return {
        "words": found.words,
        "shown_as": found.shown_as,
        "uses": [one.use.value for one in found.uses],
    }


def _held(found: outcomes.MyStory) -> tuple[str, ...]:
    """Where it may be shown now, and until when."""
    words = _("%(where)s, until %(day)s")
    return tuple(
        words % {"where": USES[one.use], "day": full_date(one.until)} for one in found.uses
    )


def _page(request: HttpRequest, found: outcomes.MyStory, form: StoryForm) -> HttpResponse:
    token = found.token
    context = {
        "form": form,
        "found": found,
        "held": _held(found),
        "consents": outcomes.story_consents(),
        "done": request.GET.get("done", ""),
        "take_back": reverse("outcomes:take_back_by_link", args=[token])
        if token
        else reverse("outcomes:take_back_mine"),
    }
    return render(request, "outcomes/story.jinja", context)


class ByLink(LinkPage):
    """The story behind a link."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        found = outcomes.story_by_link(token, at=clock.now())
        return _page(request, found, StoryForm(initial=_first(found)))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        found = outcomes.story_by_link(token, at=clock.now())
        form = StoryForm(request.POST)
        if form.is_valid():
            try:
                outcomes.tell_story(token, **form.cleaned_data, at=clock.now())
            except Invalid as refused:
                form.add_faults(dict(refused.faults))
            else:
                address = reverse("outcomes:story_by_link", args=[token])
                return HttpResponseRedirect(f"{address}?done=told")
        return _page(request, found, form)


class TakeBackByLink(LinkPage):
    """I take my story back."""

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        outcomes.take_back_story(token, at=clock.now())
        address = reverse("outcomes:story_by_link", args=[token])
        return HttpResponseRedirect(f"{address}?done=taken_back")


@method_decorator(never_cache, name="dispatch")
class Mine(View):
    """My story, signed in."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = outcomes.my_story(actor=signed_in(request), at=clock.now())
        return _page(request, found, StoryForm(initial=_first(found)))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor = signed_in(request)
        form = StoryForm(request.POST)
        if form.is_valid():
            try:
                outcomes.tell_my_story(**form.cleaned_data, actor=actor, at=clock.now())
            except Invalid as refused:
                form.add_faults(dict(refused.faults))
            else:
                return HttpResponseRedirect(f"{reverse('outcomes:my_story')}?done=told")
        return _page(request, outcomes.my_story(actor=actor, at=clock.now()), form)


@require_POST
def take_back_mine(request: HttpRequest) -> HttpResponse:
    """I take my story back."""
    outcomes.take_back_my_story(actor=signed_in(request), at=clock.now())
    return HttpResponseRedirect(f"{reverse('outcomes:my_story')}?done=taken_back")


@never_cache
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The stories that may be shown, and those that somebody has to read first."""
    found = measuring.stories(actor=signed_in(request), at=clock.now())
    words = _("%(where)s, until %(day)s, words %(version)d")
    rows = tuple(
        (
            one,
            tuple(
                words
                % {
                    "where": USES[use.use],
                    "day": full_date(use.until),
                    "version": use.words_version,
                }
                for use in one.uses
            ),
        )
        for one in found
    )
    return render(request, "outcomes/stories.jinja", {"rows": rows})


@require_POST
def note_read(request: HttpRequest, story_id: UUID) -> HttpResponse:
    """I have read it: it names nobody else."""
    outcomes.note_story_read(story_id, actor=signed_in(request), at=clock.now())
    return HttpResponseRedirect(reverse("outcomes:stories"))


@require_POST
def take_back_for(request: HttpRequest, story_id: UUID) -> HttpResponse:
    """They told me that they take it back."""
    outcomes.take_back_for(story_id, actor=signed_in(request), at=clock.now())
    return HttpResponseRedirect(reverse("outcomes:stories"))


@require_POST
def ask(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Ask the person of an episode for their story."""
    measuring.ask_for_story(episode_id, actor=signed_in(request), at=clock.now())
    return HttpResponseRedirect(f"{reverse('outcomes:answers', args=[episode_id])}?asked=1")
