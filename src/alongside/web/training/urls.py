"""Addresses of training. Nobody's name stands in one."""

from __future__ import annotations

from django.urls import path

from alongside.web.training import mine, people

app_name = "training"
urlpatterns = [
    path("training/", mine.Mine.as_view(), name="mine"),
    path("training/people/", people.listed, name="people"),
    path("training/people/add/", people.Add.as_view(), name="add"),
    path("training/people/<uuid:person_id>/", people.one, name="person"),
    path("training/sessions/", people.sessions, name="sessions"),
    path(
        "training/sessions/<slug:module>/<slug:session>/",
        people.TogetherPage.as_view(),
        name="session",
    ),
    path(
        "training/enrolments/<uuid:enrolment_id>/attended/",
        people.Attended.as_view(),
        name="attended",
    ),
    path("training/enrolments/<uuid:enrolment_id>/seen/", people.Seen.as_view(), name="seen"),
    path("training/enrolments/<uuid:enrolment_id>/stop/", people.Stop.as_view(), name="stop"),
    path("training/enrolments/<uuid:enrolment_id>/again/", people.again, name="again"),
    path("training/enrolments/<uuid:enrolment_id>/read/", mine.Read.as_view(), name="read"),
    path("training/<slug:module>/", mine.Module.as_view(), name="module"),
    path("m/<str:token>/training/", mine.LinkMine.as_view(), name="link_mine"),
    path("m/<str:token>/training/<slug:module>/", mine.LinkModule.as_view(), name="link_module"),
    path(
        "m/<str:token>/training/<uuid:enrolment_id>/read/",
        mine.LinkRead.as_view(),
        name="link_read",
    ),
]
