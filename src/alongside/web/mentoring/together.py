"""Six lines to agree to, a pause, going on, another mentor: for the two, behind their links and for
who signed in."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.errors import Conflict
from alongside.web.mentoring.mine import Own
from alongside.web.shared.forms import ChoiceField, Form, Look
from alongside.web.shared.listing_words import full_date

_WAYS = {
    "pause": _("Pause our meetings for now"),
    "resume": _("Go on meeting"),
    "change": _("Meet another mentor instead"),
    "finish": _("Finish our meetings well"),
}
_DO = {
    "pause": mentoring.pause_pair,
    "resume": mentoring.resume_pair,
    "change": mentoring.change_mentor,
}


class TogetherForm(Form):
    """What to do, without a reason."""

    what = ChoiceField(
        label=_("What would you like?"),
        called=_("what you would like"),
        hint=_("You do not have to say why, and nobody is told why."),
        choices=list(_WAYS.items()),
        look=Look(size="m"),
    )

    def offer(self, ways: Collection[str]) -> None:
        """Shows only what can be done now."""
        field: Any = self.fields["what"]
        field.choices = [(key, label) for key, label in _WAYS.items() if key in ways]


class TogetherPage(Own):
    """How it stands between the two, and what can be changed."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        mine = self.mine()
        form = TogetherForm()
        form.offer(mine.ways)
        return self.page(mine, form)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        mine = self.mine()
        if request.POST.get("act") == "agree":
            return self.agree(mine)
        form = TogetherForm(request.POST)
        form.offer(mine.ways)
        if not form.is_valid():
            return self.page(mine, form)
        what = form.cleaned_data["what"]
        if what == "finish":  # it is said on a page of its own what this means
            return HttpResponseRedirect(self.address("ending", str(mine.pair_id)))
        try:
            _DO[what](mine.pair_id, actor=actor, at=clock.now())
        except Conflict:  # it changed meanwhile: the page says how it stands
            what = ""
        if what == "change":
            return self.home()
        return HttpResponseRedirect(self.address("together", str(mine.pair_id)))

    def agree(self, mine: mentoring.Together) -> HttpResponse:
        """Yes to the six lines."""
        _key, actor = self.who()
        version = self.request.POST.get("version", "")
        where = self.address("together", str(mine.pair_id))
        try:
            mentoring.agree_together(
                mine.pair_id,
                version=int(version) if version.isdecimal() and len(version) < 4 else 0,
                actor=actor,
                at=clock.now(),
            )
        except Conflict:  # other lines by now: the page shows them
            return HttpResponseRedirect(where)
        return HttpResponseRedirect(f"{where}?done=agreed")

    def mine(self) -> mentoring.Together:
        """The pair. Raises NotFound."""
        _key, actor = self.who()
        return mentoring.together(self.kwargs["pair_id"], actor=actor)

    def page(self, mine: mentoring.Together, form: TogetherForm) -> HttpResponse:
        """How it stands."""
        days = [mine.yes_on and full_date(mine.yes_on),
                mine.other_yes_on and full_date(mine.other_yes_on)]  # fmt: skip
        return self.show(
            "together.jinja",
            mine=mine,
            form=form,
            days=days,
            done=self.request.GET.get("done") == "agreed" and mine.yes_on is not None,
            ending=self.address("ending", str(mine.pair_id)),
            goals=self.address("goals", str(mine.place_id)),
            back=self.address("checklist"),
        )
