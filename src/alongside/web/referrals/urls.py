"""The addresses of introducing somebody."""

from __future__ import annotations

from django.urls import path

from alongside.web.referrals.desk import views as desk
from alongside.web.referrals.mine import views as mine
from alongside.web.referrals.refer import views as refer
from alongside.web.referrals.team import views as team

app_name = "referrals"
urlpatterns = [
    path("refer/", refer.Refer.as_view(), name="refer"),
    path("refer/mine/", refer.made, name="made"),
    path("refer/for-me/", refer.ForMe.as_view(), name="for_me"),
    path("refer/for/<uuid:person_id>/", refer.ForSomebody.as_view(), name="for_somebody"),
    path("refer/<uuid:referral_id>/", refer.sent, name="sent"),
    path("refer/<uuid:draft>/correct/", refer.Refer.as_view(), name="correct_draft"),
    path("refer/<uuid:referral_id>/<slug:act>/", refer.Own.as_view(), name="own"),
    path("teams/", team.teams, name="teams"),
    path("teams/<slug:slug>/", team.team, name="team"),
    path("teams/<slug:slug>/card/", team.card, name="card"),
    path("my-referral/<str:token>/", mine.Mine.as_view(), name="mine"),
    path("my-referral/<str:token>/correct/", mine.Correct.as_view(), name="correct"),
    path("my-referral/<str:token>/stop/", mine.Stop.as_view(), name="stop"),
    path("referrals/", desk.referrals_list, name="referrals"),
    path("referrals/room/<uuid:service_id>/", desk.Room.as_view(), name="room"),
    path("referrals/of/<uuid:episode_id>/", desk.of_episode, name="of_episode"),
    path("referrals/<uuid:referral_id>/", desk.one, name="referral"),
    path("referrals/<uuid:referral_id>/<slug:act>/", desk.Act.as_view(), name="act"),
]
