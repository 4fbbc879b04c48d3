"""The addresses of volunteers."""

from __future__ import annotations

from django.urls import path

from alongside.web.mentoring import (
    apply,
    choosing,
    covers,
    desk,
    ending,
    goals,
    log_worker,
    meeting_desk,
    meetings,
    mine,
    outing,
    pairs,
    planning,
    reviews,
    together,
    wishes,
)

_GOALS = {
    "goals": ("goals/<uuid:place_id>/", goals.GoalsPage),
    "new_goal": ("goals/<uuid:place_id>/new/", goals.NewGoalPage),
    "goal": ("goals/<uuid:place_id>/<uuid:goal_id>/", goals.GoalPage),
}
_OWN = {
    "checklist": ("", mine.ChecklistPage),
    "preview": ("preview/", mine.PreviewPage),
    "profile": ("profile/<slug:part>/", mine.ProfilePage),
    "agreement": ("agreement/", mine.AgreementPage),
    "pause": ("pause/", mine.PausePage),
    "answer": ("asked/<uuid:pair_id>/", choosing.AnswerPage),
    "meetings": ("meetings/", meetings.MeetingsPage),
    "plan_meeting": ("meetings/plan/<uuid:pair_id>/", meetings.PlanPage),
    "meeting": ("meetings/<uuid:meeting_id>/", meetings.MeetingPage),
    "move_meeting": ("meetings/<uuid:meeting_id>/move/", meetings.PlanPage),
    "meeting_calendar": ("meetings/<uuid:meeting_id>/calendar.ics", meetings.CalendarPage),
    "out": ("out/", outing.OutPage),
    "urgent": ("meetings/urgent/", meetings.UrgentPage),
    "together": ("together/<uuid:pair_id>/", together.TogetherPage),
    "ending": ("ending/<uuid:pair_id>/", ending.EndingPage),
    "cover": ("cover/<uuid:cover_id>/", covers.MentorsCover),
    **_GOALS,
}
# The log has a prefix of its own: the worker that keeps it on a phone sees nothing beside it.
_LOG = {"log_kept": ("kept/", meetings.KeptLogPage), "log": ("", meetings.LogPage)}
_own = []
for _name, (_tail, _page) in _OWN.items():
    _by_link, _by_account = mine.both(_page)
    _own += [
        path(f"m/<str:token>/{_tail}", _by_link.as_view(), name=f"link_{_name}"),
        path(f"mentor/{_tail}", _by_account.as_view(), name=_name),
    ]
_own.append(path("log/worker.js", log_worker.worker, name="log_worker"))
for _name, (_tail, _page) in _LOG.items():
    _by_link, _by_account = mine.both(_page)
    _own += [
        path(f"log/{_tail}", _by_account.as_view(), name=_name),
        path(f"log/<str:token>/{_tail}", _by_link.as_view(), name=f"link_{_name}"),
    ]
_PERSONS = {
    "plan_meeting": ("plan/<uuid:pair_id>/", meetings.PlanPage),
    "meeting": ("<uuid:meeting_id>/", meetings.MeetingPage),
    "move_meeting": ("<uuid:meeting_id>/move/", meetings.PlanPage),
    "meeting_calendar": ("<uuid:meeting_id>/calendar.ics", meetings.CalendarPage),
}
_own += [
    path(
        f"c/<str:token>/meetings/{_tail}",
        meetings.of_person(_page).as_view(),
        name=f"person_{_name}",
    )
    for _name, (_tail, _page) in _PERSONS.items()
]

_own += [
    path(f"c/<str:token>/{_tail}", meetings.of_person(_page).as_view(), name=f"person_{_name}")
    for _name, (_tail, _page) in _GOALS.items()
]
_own.append(
    path(
        "c/<str:token>/ending/<uuid:pair_id>/",
        meetings.of_person(ending.EndingPage).as_view(),
        name="person_ending",
    )
)
_own.append(
    path(
        "c/<str:token>/cover/<uuid:cover_id>/",
        meetings.of_person(covers.PersonsCover).as_view(),
        name="person_cover",
    )
)
_own.append(
    path(
        "c/<str:token>/together/<uuid:pair_id>/",
        meetings.of_person(together.TogetherPage).as_view(),
        name="person_together",
    )
)

app_name = "mentoring"
urlpatterns = [
    path("mentor/apply/", apply.Start.as_view(), name="apply"),
    path("mentor/apply/check/", apply.Check.as_view(), name="apply_check"),
    path("mentor/apply/<slug:name>/", apply.Apply.as_view(), name="apply_page"),
    path("m/<str:token>/sent/", mine.Sent.as_view(), name="sent"),
    path("w/<str:token>/", mine.Reference.as_view(), name="reference"),
    *_own,
    path("c/<str:token>/", choosing.Choose.as_view(), name="choose"),
    path("review/<str:token>/", reviews.ReviewPage.as_view(), name="review"),
    path("c/<str:token>/wishes/", wishes.ByLink.as_view(), name="wishes"),
    path("c/<str:token>/wishes/more/", wishes.MoreByLink.as_view(), name="wishes_more"),
    path("mentors/places/", meeting_desk.Places.as_view(), name="meeting_places"),
    path("mentors/rota/", outing.RotaPage.as_view(), name="rota"),
    path("mentors/out/", outing.Overdue.as_view(), name="overdue"),
    path("mentors/talk/", meeting_desk.Tasks.as_view(), name="tasks"),
    path(
        "mentors/pairs/<uuid:pair_id>/meetings/", meeting_desk.pair_meetings, name="pair_meetings"
    ),
    path("mentors/pairs/", pairs.pairs, name="pairs"),
    path("mentors/pairs/<uuid:pair_id>/end/", ending.EndPage.as_view(), name="pair_end"),
    path("mentors/away/", covers.away, name="away"),
    path("mentors/pairs/<uuid:pair_id>/cover/", covers.CoverDesk.as_view(), name="pair_cover"),
    path("mentors/pairs/<uuid:pair_id>/go-on/", ending.GoOnPage.as_view(), name="pair_go_on"),
    path("mentors/pairs/<uuid:pair_id>/pause/", pairs.pause, name="pair_pause"),
    path("mentors/pairs/<uuid:pair_id>/resume/", pairs.resume, name="pair_resume"),
    path("mentors/capacity/", planning.capacity, name="capacity"),
    path("mentors/plan/", planning.plan, name="plan"),
    path("mentors/waiting/<uuid:place_id>/", planning.Waiting.as_view(), name="waiting"),
    path("mentors/waiting/<uuid:place_id>/wishes/", wishes.OnTheDesk.as_view(), name="desk_wishes"),
    path(
        "mentors/waiting/<uuid:place_id>/wishes/more/",
        wishes.MoreOnTheDesk.as_view(),
        name="desk_wishes_more",
    ),
    path("mentors/", desk.volunteers, name="volunteers"),
    path("mentors/<uuid:volunteer_id>/", desk.volunteer, name="volunteer"),
    path("mentors/<uuid:volunteer_id>/<slug:act>/", desk.Act.as_view(), name="act"),
    path(
        "mentors/<uuid:volunteer_id>/checks/<slug:kind>/",
        desk.Eligibility.as_view(),
        name="eligibility",
    ),
    path(
        "mentors/<uuid:volunteer_id>/checks/<slug:kind>/seen/",
        desk.SeeCheck.as_view(),
        name="see_check",
    ),
    path(
        "mentors/<uuid:volunteer_id>/references/<uuid:reference_id>/",
        desk.TakeReference.as_view(),
        name="take_reference",
    ),
]
