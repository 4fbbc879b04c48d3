"""The addresses of asking to join."""

from __future__ import annotations

from django.urls import path

from alongside.web.signposting.answer import views as answer
from alongside.web.signposting.ask import views as ask
from alongside.web.signposting.desk import views as desk
from alongside.web.signposting.mine import views as mine
from alongside.web.signposting.unmet import views as unmet

app_name = "signposting"
urlpatterns = [
    path("groups/<uuid:listing_id>/ask/", ask.Reach.as_view(), name="ask"),
    path("groups/<uuid:listing_id>/ask/help/", ask.Help.as_view(), name="help"),
    path("groups/<uuid:listing_id>/ask/check/", ask.Check.as_view(), name="check"),
    path("r/<str:token>/", mine.Mine.as_view(), name="mine"),
    path("r/<str:token>/sent/", mine.Sent.as_view(), name="sent"),
    path("r/<str:token>/reach/", mine.Contact.as_view(), name="my_contact"),
    path("r/<str:token>/help/", mine.Wishes.as_view(), name="my_help"),
    path("r/<str:token>/cancel/", mine.Cancel.as_view(), name="cancel"),
    path("r/<str:token>/tell-me/", mine.TellMe.as_view(), name="tell_me"),
    path("r/<str:token>/day.ics", mine.Calendar.as_view(), name="my_calendar"),
    path("r/<str:token>/to/<slug:purpose>/", mine.ShortLink.as_view(), name="short_link"),
    path("o/<str:token>/", mine.Offer.as_view(), name="offer"),
    path("a/<str:token>/", answer.Answer.as_view(), name="answer"),
    path("a/<str:token>/came/", answer.Came.as_view(), name="came"),
    path("requests/", desk.requests, name="requests"),
    path("requests/nothing-suited/", desk.nothing_suited, name="unmet_needs"),
    path("requests/places/<uuid:listing_id>/", desk.Places.as_view(), name="places"),
    path("requests/<uuid:request_id>/", desk.one, name="request"),
    path("requests/<uuid:request_id>/<slug:act>/", desk.Act.as_view(), name="act"),
    path("n/<str:token>/", unmet.News.as_view(), name="news"),
    path("none-of-these/", unmet.NoneOfThese.as_view(), name="none_of_these"),
    path("none-of-these/done/", unmet.done, name="none_done"),
]
