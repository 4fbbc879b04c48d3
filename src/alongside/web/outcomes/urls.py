"""Addresses of the few questions."""

from __future__ import annotations

from django.urls import path

from alongside.web.outcomes import asked, choosing, desk, stories
from alongside.web.outcomes.report import targets, views

app_name = "outcomes"
urlpatterns = [
    path("q/<str:token>/", asked.ByLink.as_view(), name="by_link"),
    path("q/<str:token>/skip/", asked.SkipByLink.as_view(), name="skip_by_link"),
    path("questions/", asked.mine, name="mine"),
    path("questions/<uuid:response_id>/", asked.SignedIn.as_view(), name="signed_in"),
    path("questions/<uuid:response_id>/skip/", asked.skip_signed_in, name="skip_signed_in"),
    path("measure/", choosing.Choose.as_view(), name="choose"),
    path("episodes/<uuid:episode_id>/answers/", desk.answers, name="answers"),
    path("episodes/<uuid:episode_id>/score/", desk.NoteScore.as_view(), name="note_score"),
    path("episodes/<uuid:episode_id>/ask-story/", stories.ask, name="ask_story"),
    path("story/<str:token>/", stories.ByLink.as_view(), name="story_by_link"),
    path(
        "story/<str:token>/take-back/",
        stories.TakeBackByLink.as_view(),
        name="take_back_by_link",
    ),
    path("my-story/", stories.Mine.as_view(), name="my_story"),
    path("my-story/take-back/", stories.take_back_mine, name="take_back_mine"),
    path("stories/", stories.desk, name="stories"),
    path("stories/<uuid:story_id>/read/", stories.note_read, name="story_read"),
    path("stories/<uuid:story_id>/take-back/", stories.take_back_for, name="story_take_back"),
    path("report/", views.report, name="report"),
    path("report/targets/", targets.Targets.as_view(), name="targets"),
    path("report/dictionary.csv", views.meanings, name="report_dictionary"),
    path("report/<slug:slug>/", views.report, name="report_of"),
    path("report/<slug:slug>/figures.csv", views.figures, name="report_csv"),
]
