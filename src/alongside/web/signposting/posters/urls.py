"""The addresses of posters, and the one that stands on them."""

from __future__ import annotations

from django.urls import path, re_path

from alongside.web.signposting.posters import views

app_name = "posters"
urlpatterns = [
    path("posters/", views.choose, name="choose"),
    path("posters/counts/", views.counts, name="counts"),
    path("posters/<str:code>/<str:size>/", views.sheet, name="sheet"),
    # As it stands on a poster, and however somebody types what comes after it.
    re_path(r"^from/(?P<code>.*)$", views.came_from, name="from"),
    path("cookies/forget-poster/", views.forget_poster, name="forget"),
]
