"""Who looks after safety, in which hours, and opening the service: for its administrator."""

from __future__ import annotations

from datetime import time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_POST

from alongside.domain.safety import public as safety
from alongside.engines.worktime import Hours
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.shared.forms import (
    Form,
    Look,
    MultipleChoiceField,
    PhoneField,
    SelectField,
    TimeField,
)
from alongside.web.shared.hours import hours_words, moment_words
from alongside.web.shared.steps import conflict_page, edition_of

_DAYS = [(str(number), name) for number, name in WEEKDAYS.items()]


class SetUpForm(Form):
    """Lead, deputy, hours and telephone number."""

    lead_id = SelectField(
        label=_("Safeguarding lead"),
        called=_("the safeguarding lead"),
        hint=_("Reads every worry first"),
    )
    deputy_id = SelectField(
        label=_("Deputy"),
        called=_("the deputy"),
        hint=_("Somebody else, who reads worries too and is told of each that waits too long"),
    )
    days = MultipleChoiceField(
        label=_("On which days are worries read?"), called=_("a day"), choices=_DAYS
    )
    opens = TimeField(label=_("From"), called=_("the beginning"), look=Look(width=5))
    closes = TimeField(label=_("To"), called=_("the end"), look=Look(width=5))
    more_days = MultipleChoiceField(
        label=_("Other hours, on these days (optional)"),
        called=_("a day"),
        choices=_DAYS,
        required=False,
    )
    more_opens = TimeField(
        label=_("From"), called=_("the beginning"), required=False, look=Look(width=5)
    )
    more_closes = TimeField(label=_("To"), called=_("the end"), required=False, look=Look(width=5))
    telephone = PhoneField(
        label=_("Telephone number that people can ring in these hours"),
        called=_("a telephone number"),
        look=Look(width=20),
    )

    def __init__(self, *args: Any, candidates: tuple[safety.Named, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(str(each.id), each.name) for each in candidates]
        for field in ("lead_id", "deputy_id"):
            self.fields[field].choices = [("", __("Choose somebody")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        more = [said.get(name) for name in ("more_days", "more_opens", "more_closes")]
        whole = all(one is not None and one != [] for one in more)
        if any(more) and not whole and not self.errors:
            self.add_error("more_days", _("Give the days and both times, or leave all three"))
        if not self.errors:
            said["hours"] = self._hours(said)
        return said

    def _hours(self, said: dict[str, Any]) -> tuple[Hours, ...]:
        found = []
        for days, opens, closes in (("days", "opens", "closes"), ("more_days",) + _MORE):
            if said[days]:
                try:
                    numbers = frozenset(int(day) for day in said[days])
                    found.append(Hours(numbers, said[opens], said[closes]))
                except ValueError:
                    self.add_error(closes, _("The end must be later than the beginning"))
        return tuple(found)


_MORE = ("more_opens", "more_closes")


def _shown(record: safety.SetupRecord) -> dict[str, Any]:
    """The set-up as the form shows it."""
    shown: dict[str, Any] = {
        "lead_id": str(record.lead_id or ""),
        "deputy_id": str(record.deputy_id or ""),
        "telephone": record.telephone,
    }
    names = (("days", "opens", "closes"), ("more_days", *_MORE))
    for (days, opens, closes), window in zip(names, record.hours, strict=False):
        shown |= {
            days: [str(day) for day in sorted(window.days)],
            opens: window.opens,
            closes: window.closes,
        }
    return shown if record.hours else shown | {"opens": time(9), "closes": time(17)}


class SetUp(View):
    """The set-up, saved by one of two who edit it at once."""

    def get(self, request: HttpRequest) -> HttpResponse:
        record = self.record()
        form = SetUpForm(initial=_shown(record), candidates=record.candidates)
        return self.page(record, form, edition=record.edition)

    def post(self, request: HttpRequest) -> HttpResponse:
        record, edition = self.record(), edition_of(request)
        form = SetUpForm(request.POST, candidates=record.candidates)
        if not form.is_valid():
            return self.page(record, form, edition=edition)
        said = form.cleaned_data
        try:
            safety.save_setup(
                edition=edition,
                lead_id=UUID(said["lead_id"]),
                deputy_id=UUID(said["deputy_id"]),
                hours=said["hours"],
                telephone=said["telephone"],
                actor=self.actor,
                at=clock.now(),
            )
        except Invalid as refused:
            faults = {
                "days" if field == "hours" else field: words
                for field, words in refused.faults.items()
            }
            form.add_faults(faults)
            return self.page(record, form, edition=edition)
        except Conflict:
            return self.both(record, form)
        return HttpResponseRedirect(f"{reverse('safety:set_up')}?done=saved")

    @property
    def actor(self) -> Actor:
        """Who edits."""
        return self.request.actor  # type: ignore[attr-defined]

    def record(self) -> safety.SetupRecord:
        """The set-up as it is now. Raises Refused for anybody but the administrator."""
        return safety.setup(actor=self.actor, at=clock.now())

    def page(self, record: safety.SetupRecord, form: SetUpForm, *, edition: int) -> HttpResponse:
        """The form, with what is missing."""
        context = {
            "form": form,
            "record": record,
            "edition": edition,
            "since": moment_words(record.live_at),
            "done": self.request.GET.get("done", ""),
        }
        return render(self.request, "safety/set_up.jinja", context)

    def both(self, record: safety.SetupRecord, form: SetUpForm) -> HttpResponse:
        """Somebody else saved first. What they saved may be just this: then all is well."""
        said = form.cleaned_data
        names = {str(each.id): each.name for each in record.candidates}
        mine = (
            names.get(said["lead_id"], ""),
            names.get(said["deputy_id"], ""),
            hours_words(said["hours"]),
            said["telephone"],
        )
        saved = (
            names.get(str(record.lead_id), ""),
            names.get(str(record.deputy_id), ""),
            hours_words(record.hours),
            record.telephone,
        )
        here = reverse("safety:set_up")
        if mine == saved:
            return HttpResponseRedirect(f"{here}?done=saved")
        labels = (__("Safeguarding lead"), __("Deputy"), __("Hours"), __("Telephone number"))
        return conflict_page(
            self.request,
            edition=record.edition,
            rows=[row for row in zip(labels, mine, saved, strict=True) if row[1] != row[2]],
            onward=here,
            back=here,
            around={},
        )


@require_POST
def open_service(request: HttpRequest) -> HttpResponse:
    """Opens the service for asking and telling."""
    here = reverse("safety:set_up")
    try:
        safety.go_live(actor=request.actor, at=clock.now())  # type: ignore[attr-defined]
    except Invalid:
        # The page itself says what is missing.
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(f"{here}?done=open")
