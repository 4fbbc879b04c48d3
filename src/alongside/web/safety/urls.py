"""Addresses of worries: telling one, reading them, and the set-up of safety."""

from __future__ import annotations

from django.urls import path

from alongside.web.safety import reading, setting_up, telling

app_name = "safety"
urlpatterns = [
    path("worry/", telling.Ask.as_view(key="danger"), name="worry"),
    path("worry/begin/", telling.begin, name="begin"),
    path("worry/now/", telling.danger_now, name="danger_now"),
    path("worry/what/", telling.Ask.as_view(key="what"), name="what"),
    path("worry/about/", telling.Ask.as_view(key="about"), name="about"),
    path("worry/contact/", telling.Ask.as_view(key="contact"), name="contact"),
    path("worry/readers/", telling.Ask.as_view(key="readers"), name="readers"),
    path("worry/check/", telling.Check.as_view(), name="check"),
    path("worry/sent/", telling.sent, name="sent"),
    path("worries/", reading.listed, name="worries"),
    path("worries/<uuid:concern_id>/", reading.one, name="one"),
    path("worries/<uuid:concern_id>/read/", reading.read, name="read"),
    path("worries/<uuid:concern_id>/pause/", reading.pause, name="pause"),
    path("worries/<uuid:concern_id>/close/", reading.close, name="close"),
    path("worries/<uuid:concern_id>/<slug:act>/", reading.Act.as_view(), name="act"),
    path("safety/", setting_up.SetUp.as_view(), name="set_up"),
    path("safety/open/", setting_up.open_service, name="open_service"),
]
