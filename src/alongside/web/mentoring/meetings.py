"""A mentor's meetings: the log, the list, a planned hour. Both ways in have the same pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import in_london
from alongside.foundation.errors import Conflict, Invalid
from alongside.web.mentoring import meeting_words as words
from alongside.web.mentoring.meeting_forms import LogForm, PlanForm
from alongside.web.mentoring.mine import LinkOwn, Own
from alongside.web.shared.asking import page_number


class LogPage(Own):
    """One meeting on one page. It can be kept on a phone and filled in without a connection."""

    template: ClassVar[str] = "log.jinja"
    kept: ClassVar[bool] = False

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        volunteer_id, actor = self.who()
        page = mentoring.log_page(volunteer_id, actor=actor, at=clock.now())
        return self.page(LogForm(initial=LogForm.first(page), page=page, nameless=self.kept))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        volunteer_id, actor = self.who()
        at = clock.now()
        page = mentoring.log_page(volunteer_id, actor=actor, at=at)
        form = LogForm(request.POST, page=page)
        if not page.meets or not form.is_valid():
            return self.page(form)
        try:
            record = mentoring.log_meeting(
                form.pair_id(),
                log=form.said(),
                key=form.cleaned_data["key"],
                phone_on=form.cleaned_data["phone_on"],
                actor=actor,
                at=at,
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(form)
        if record.worry == "urgent":
            return HttpResponseRedirect(self.address("urgent"))
        done = "corrected" if record.corrected else record.worry
        return HttpResponseRedirect(f"{self.address('meetings')}?done={words.LOGGED[done]}")

    def page(self, form: LogForm) -> HttpResponse:
        """The questions; with the same form kept on the phone for when there is no connection."""
        return self.show(
            self.template,
            form=form,
            whose=form.page.whose,
            kept=self.kept,
            **self.ways(),
        )

    def ways(self) -> dict[str, Any]:
        """Where the page leads, and where it is kept from."""
        names = {"shell": "log_kept", "action": "log", "back": "meetings"}
        return {key: self.address(name) for key, name in names.items()}


class KeptLogPage(LogPage):
    """The same page as a phone keeps it: without a name, and with no way in."""

    kept = True

    def show(self, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
        plain = {"base": "mentoring/own_link.jinja", "home": "", **context}
        return super().show(template, status=status, **plain)

    def ways(self) -> dict[str, Any]:
        return {"shell": "", "action": "", "back": ""}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.who()
        return HttpResponseRedirect(self.address("log"))


class UrgentPage(Own):
    """After an urgent worry: whom to ring now, and the way to tell it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        self.who()
        return self.show("urgent.jinja", back=self.address("meetings"))


class MeetingsPage(Own):
    """What is to come, what was, and what it adds up to."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        volunteer_id, actor = self.who()
        at = clock.now()
        mine = mentoring.my_meetings(volunteer_id, actor=actor, at=at, page=page_number(request))
        page = mine.page
        return self.show(
            "meetings.jinja",
            mine=mine,
            whose=page.whose,
            added=words.hours(mine.minutes),
            over=self._lines([row for row in mine.coming if row.is_over(at)]),
            rows=self._lines([row for row in mine.coming if not row.is_over(at)]),
            past=self._lines(mine.past.rows),
            pairs=[(one, self.address("plan_meeting", str(one.pair_id))) for one in page.meets],
            done=words.DONE.get(request.GET.get("done", ""), ""),
            log=self.address("log"),
            out=self.address("out"),
            back=self.address("checklist"),
        )

    def _lines(self, rows: Iterable[mentoring.MeetingRow]) -> list[tuple[Any, ...]]:
        return [(row, words.line(row), self._href(row)) for row in rows]

    def _href(self, row: mentoring.MeetingRow) -> str:
        return self.address("meeting", str(row.meeting_id))


class PlanPage(Own):
    """An hour to meet with somebody; of a meeting that is planned, another hour."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        plan, record = self.start()
        initial: dict[str, Any] = {"key": uuid4()}
        if record is not None and record.row.starts_at is not None:
            begins = in_london(record.row.starts_at)
            initial |= {
                "on": begins.date(),
                "time": begins.time(),
                "minutes": str(record.row.minutes),
                "where": str(record.kept_place_id or record.row.mode),
            }
        return self.page(plan, PlanForm(initial=initial, places=plan.places))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        plan, record = self.start()
        form = PlanForm(request.POST, places=plan.places)
        if not form.is_valid():
            return self.page(plan, form)
        try:
            done = self.save(plan, record, form, actor)
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(plan, form)
        except Conflict:  # called off meanwhile, or their details are not used
            return self.home("not_now")
        return HttpResponseRedirect(f"{self.address('meeting', str(done))}?done=planned")

    def start(self) -> tuple[mentoring.PlanPage, mentoring.MeetingRecord | None]:
        """With whom, and what is planned already. Raises NotFound."""
        _key, actor = self.who()
        record = None
        pair_id = self.kwargs.get("pair_id")
        if pair_id is None:
            record = mentoring.meeting(self.kwargs["meeting_id"], actor=actor, at=clock.now())
            pair_id = record.row.pair_id
        return mentoring.plan_page(pair_id, actor=actor), record

    def save(
        self,
        plan: mentoring.PlanPage,
        record: mentoring.MeetingRecord | None,
        form: PlanForm,
        actor: Actor,
    ) -> UUID:
        """Plans or moves it. Raises Invalid and Conflict."""
        at = clock.now()
        if record is None:
            key = form.cleaned_data["key"]
            return mentoring.plan_meeting(
                plan.pair_id, plan=form.said(), key=key, actor=actor, at=at
            )
        mentoring.move_meeting(record.row.meeting_id, plan=form.said(), actor=actor, at=at)
        return record.row.meeting_id

    def page(self, plan: mentoring.PlanPage, form: PlanForm) -> HttpResponse:
        """The questions."""
        covered = words.covered(plan)
        back = self.address("meetings")
        return self.show("plan_meeting.jinja", form=form, plan=plan, covered=covered, back=back)


class MeetingPage(Own):
    """One meeting: when, where, for the calendar, and what can be done about it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        record = mentoring.meeting(self.kwargs["meeting_id"], actor=actor, at=clock.now())
        return self.show(
            "meeting.jinja",
            one=record,
            line=words.line(record.row),
            over=record.row.is_over(clock.now()),
            step_free=words.STEP_FREE.get(record.step_free, ""),
            done=words.DONE.get(request.GET.get("done", ""), ""),
            links={
                name: self.address(name, str(record.row.meeting_id))
                for name in ("move_meeting", "meeting_calendar")
            },
            log=self.address("log"),
            back=self.address("meetings"),
        )

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        meeting_id, at = self.kwargs["meeting_id"], clock.now()
        act = request.POST.get("act", "")
        try:
            if act == "cancel":
                mentoring.cancel_meeting(meeting_id, actor=actor, at=at)
            elif act == "take_back":
                mentoring.take_back(meeting_id, actor=actor, at=at)
        except Conflict:  # sent twice, or it was logged meanwhile
            act = ""
        where = self.address("meeting", str(meeting_id))
        return HttpResponseRedirect(f"{where}?done={act}" if act in words.DONE else where)


class CalendarPage(Own):
    """The meeting for somebody's calendar."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _key, actor = self.who()
        body = mentoring.meeting_calendar(self.kwargs["meeting_id"], actor=actor)
        headers = {"Content-Disposition": 'attachment; filename="appointment.ics"'}
        return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)


class OfPerson(Own):
    """The same for the person whom the mentor meets, behind the link of their wish."""

    base = "mentoring/person_link.jinja"

    def who(self) -> tuple[UUID, Actor]:
        return mentoring.by_place_link(self.kwargs["token"], at=clock.now())

    def address(self, name: str, *args: str) -> str:
        names = {"meetings": "choose", "checklist": "choose", "log": "choose"}
        called = names.get(name, f"person_{name}")
        return reverse(f"mentoring:{called}", args=[self.kwargs["token"], *args])

    def home(self, done: str = "") -> HttpResponse:
        return HttpResponseRedirect(self.address("checklist"))


def of_person(page: type[Own]) -> Any:
    """A page for the person, behind their link."""
    return type(f"Persons{page.__name__}", (OfPerson, page, LinkOwn), {"__doc__": page.__doc__})
