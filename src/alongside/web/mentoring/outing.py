"""A mentor goes out and comes back; for staff, who watches at which hours, and who is overdue."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.clock import in_london
from alongside.foundation.errors import Conflict, Invalid
from alongside.journeys import looking
from alongside.web.mentoring import meeting_words as words
from alongside.web.mentoring.meeting_desk import here
from alongside.web.mentoring.meeting_forms import KeyField
from alongside.web.mentoring.mine import Own
from alongside.web.shared.asking import signed_in
from alongside.web.shared.forms import ChoiceField, Form, Look, TimeField, spoken_time

WEEKDAYS = [
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")),
    ("4", _("Friday")), ("5", _("Saturday")), ("6", _("Sunday")),
]  # fmt: skip


class OutForm(Form):
    """For how long. Each answer says whether anybody watches."""

    minutes = ChoiceField(
        label=_("When are you back?"), called=_("when you are back"), look=Look(size="m")
    )
    key = KeyField(required=False)

    def __init__(self, *args: Any, record: mentoring.OutRecord, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["minutes"]
        field.choices = [
            (str(minutes), __("In %(length)s") % {"length": words.hours(minutes)})
            for minutes, _watcher in record.would
        ]
        hints = {
            str(minutes): __("%(name)s watches.") % {"name": watcher}
            if watcher
            else __("Nobody watches then. There is no alarm.")
            for minutes, watcher in record.would
        }
        field.look = Look(size="m", hints=hints)


class OutPage(Own):
    """Going out to meet somebody, and being back."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        record = self.record()
        return self.page(record, OutForm(initial={"key": uuid4()}, record=record))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        volunteer_id, actor = self.who()
        at = clock.now()
        if request.POST.get("act") == "back":
            mentoring.check_out(volunteer_id, actor=actor, at=at)
            return HttpResponseRedirect(f"{self.address('out')}?done=back")
        record = self.record()
        if record.out:  # sent twice
            return HttpResponseRedirect(self.address("out"))
        form = OutForm(request.POST, record=record)
        if not form.is_valid():
            return self.page(record, form)
        minutes, key = int(form.cleaned_data["minutes"]), form.cleaned_data["key"]
        try:
            mentoring.check_in(volunteer_id, minutes=minutes, key=key, actor=actor, at=at)
        except Conflict:  # they have stopped
            return self.home("not_now")
        return HttpResponseRedirect(self.address("out"))

    def record(self) -> mentoring.OutRecord:
        """Whether they are out."""
        volunteer_id, actor = self.who()
        return mentoring.out(volunteer_id, actor=actor, at=clock.now())

    def page(self, record: mentoring.OutRecord, form: OutForm) -> HttpResponse:
        """The question, or that they are out."""
        times = {
            name: spoken_time(in_london(moment).time())
            for name in ("back_by", "alarm_at")
            if (moment := getattr(record, name)) is not None
        }
        return self.show(
            "out.jinja",
            one=record,
            form=form,
            times=times,
            back_said=self.request.GET.get("done") == "back" and not record.out,
            log=self.address("log"),
            back=self.address("meetings"),
        )


class WatchForm(Form):
    """Who watches on which weekday, from when to when."""

    person_id = ChoiceField(
        label=_("Who watches?"), called=_("who watches"), look=Look(size="s", small=True)
    )
    weekday = ChoiceField(
        label=_("On which day of the week?"),
        called=_("the day of the week"),
        choices=WEEKDAYS,
        look=Look(size="s", small=True),
    )
    starts = TimeField(
        label=_("From"), called=_("from when"), hint=_("Like 9am, or 17:30"), look=Look(width=5)
    )
    ends = TimeField(
        label=_("To"), called=_("to when"), hint=_("Later on the same day"), look=Look(width=5)
    )

    def __init__(self, *args: Any, rota: mentoring.Rota, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person_id"]
        field.choices = [(str(key), name) for key, name in rota.may]


@method_decorator(never_cache, name="dispatch")
class RotaPage(View):
    """The rota: who watches at which hours."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rota = self.rota()
        return self.page(rota, WatchForm(rota=rota))

    def post(self, request: HttpRequest) -> HttpResponse:
        actor, at = signed_in(request), clock.now()
        if "end" in request.POST:
            watch_id: Any = request.POST["end"]
            mentoring.end_watch(watch_id, actor=actor, at=at)
            return HttpResponseRedirect(reverse("mentoring:rota"))
        rota = self.rota()
        form = WatchForm(request.POST, rota=rota)
        if not form.is_valid():
            return self.page(rota, form)
        said = form.cleaned_data
        said |= {"person_id": UUID(said["person_id"]), "weekday": int(said["weekday"])}
        try:
            mentoring.add_watch(here(), **said, actor=actor, at=at)
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(rota, form)
        return HttpResponseRedirect(f"{reverse('mentoring:rota')}?done=1")

    def rota(self) -> mentoring.Rota:
        """The rota of the service."""
        return mentoring.rota(here(), actor=signed_in(self.request), at=clock.now())

    def page(self, rota: mentoring.Rota, form: WatchForm) -> HttpResponse:
        """The week, and the questions for who coordinates."""
        days = dict(WEEKDAYS)
        rows = [
            (row, days[str(row.weekday)], spoken_time(row.starts), spoken_time(row.ends))
            for row in rota.rows
        ]
        context = {
            "rows": rows,
            "form": form,
            "keeps": signed_in(self.request).holds("coordinator", here()),
            "done": "done" in self.request.GET,
        }
        return render(self.request, "mentoring/rota.jinja", context)


@method_decorator(never_cache, name="dispatch")
class Overdue(View):
    """Mentors who have not said that they are back: ring them, then say that they are safe."""

    def get(self, request: HttpRequest) -> HttpResponse:
        found = looking.overdue(actor=signed_in(request), at=clock.now())
        rows = [(row, spoken_time(in_london(row.back_by).time())) for row in found]
        context = {"rows": rows, "done": "done" in request.GET}
        return render(request, "mentoring/overdue.jinja", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        check_in_id: Any = request.POST.get("safe", "")
        mentoring.settle_overdue(check_in_id, actor=signed_in(request), at=clock.now())
        return HttpResponseRedirect(f"{reverse('mentoring:overdue')}?done=1")
