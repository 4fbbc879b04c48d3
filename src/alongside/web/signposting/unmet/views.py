"""None of these: told when something opens, or only counted.

What somebody looked for stands in the address as on the results page: an outward code and words of
the catalogue, never anything about who they are.
"""

from __future__ import annotations

from uuid import uuid4

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.signposting import public as signposting
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Invalid
from alongside.web.shared.links import LinkPage
from alongside.web.shared.open_service import when_open
from alongside.web.signposting import words
from alongside.web.signposting.ask.pages import known_of, profile_of
from alongside.web.signposting.contact import ContactForm, contact_of, examples
from alongside.web.signposting.unmet.looked_for import LookedFor, looked_for, told_of


class TellForm(ContactForm):
    """How to reach somebody when a group opens. `key` makes the same form twice one wish."""

    key = django_forms.UUIDField(widget=django_forms.HiddenInput)


@method_decorator([never_cache, when_open], name="dispatch")
class NoneOfThese(View):
    """Tell me when one opens, or just count me."""

    def get(self, request: HttpRequest) -> HttpResponse:
        known = known_of(self.actor) | {"key": uuid4()}
        return self.page(TellForm(initial=known, profile=profile_of(self.actor)))

    def post(self, request: HttpRequest) -> HttpResponse:
        looked, at = looked_for(request.GET), clock.now()
        if request.POST.get("only") == "count":
            key = TellForm(request.POST)["key"].value() or ""
            signposting.record_unmet(**looked.need(), key=_key(str(key)), actor=self.actor, at=at)
            return HttpResponseRedirect(reverse("signposting:none_done"))
        form = TellForm(request.POST, profile=profile_of(self.actor))
        if not form.is_valid():
            return self.page(form)
        answers = form.answers()
        try:
            signposting.tell_when_one_opens(
                name=answers["name"],
                contact=contact_of(answers),
                **looked.need(),
                key=_key(str(form.cleaned_data["key"])),
                actor=self.actor,
                at=at,
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        return HttpResponseRedirect(f"{reverse('signposting:none_done')}?told=1")

    @property
    def actor(self) -> Actor:
        """Whoever looked."""
        actor: Actor = self.request.actor  # type: ignore[attr-defined]
        return actor

    def page(self, form: TellForm) -> HttpResponse:
        """What was looked for, and both ways."""
        looked: LookedFor = looked_for(self.request.GET)
        query = self.request.GET.urlencode()
        context = {
            "form": form,
            "looked": looked.words(),
            "key": form["key"].value(),
            "examples": examples(clock.now()),
            "back": reverse("home:results") + (f"?{query}" if query else ""),
        }
        return render(self.request, "signposting/none_of_these.jinja", context)


class News(LinkPage):
    """The groups that somebody was told of, and *no more of this*."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        at = clock.now()
        news = signposting.news(token, at=at)
        context = {
            "groups": told_of(news, at),
            "until": words.day(news.until),
            "stopped": "stopped" in request.GET,
        }
        return render(request, "signposting/news.jinja", context)

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        signposting.stop_telling(token, at=clock.now())
        return HttpResponseRedirect(f"{reverse('signposting:news', args=[token])}?stopped=1")


def _key(text: str) -> str:
    """The form's key; a new one for what is none."""
    try:
        return str(django_forms.UUIDField().clean(text))
    except django_forms.ValidationError:
        return str(uuid4())


@never_cache
@require_safe
def done(request: HttpRequest) -> HttpResponse:
    """Written down."""
    context = {"told": "told" in request.GET}
    return render(request, "signposting/none_done.jinja", context)
