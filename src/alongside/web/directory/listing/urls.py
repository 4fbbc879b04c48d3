"""The addresses of listing a group, under `/listings/`, and of the leader's link."""

from __future__ import annotations

from django.urls import path

from alongside.web.directory.listing.views import (
    base,
    checking,
    leader,
    mine,
    principles,
    running,
    sending,
    several,
)

LISTING = "<uuid:listing_id>"

listings = [
    path("", mine.my_listings, name="my_listings"),
    path("start/", mine.start, name="start_listing"),
    path("new/", mine.New.as_view(), name="new_listing"),
    path("to-check/", checking.ToCheck.as_view(), name="to_check"),
    path("running/", running.Running.as_view(), name="running_checks"),
    path("running/<uuid:check_id>/", running.Rang.as_view(), name="rang"),
    path(f"{LISTING}/", mine.Tasks.as_view(), name="tasks"),
    path(f"{LISTING}/questions/<slug:key>/", base.QuestionView.as_view(), name="question"),
    path(f"{LISTING}/places/", several.Places.as_view(), name="places"),
    path(f"{LISTING}/places/<slug:item>/", several.Place.as_view(), name="places_item"),
    path(
        f"{LISTING}/places/<slug:item>/remove/",
        several.RemovePlace.as_view(),
        name="places_remove",
    ),
    path(f"{LISTING}/meetings/", several.Meetings.as_view(), name="meetings"),
    path(f"{LISTING}/meetings/<slug:item>/", several.Meeting.as_view(), name="meetings_item"),
    path(
        f"{LISTING}/meetings/<slug:item>/remove/",
        several.RemoveMeeting.as_view(),
        name="meetings_remove",
    ),
    path(f"{LISTING}/principles/", principles.Overview.as_view(), name="principles"),
    path(
        f"{LISTING}/principles/<slug:set>/<slug:principle>/",
        principles.Principle.as_view(),
        name="principle",
    ),
    path(f"{LISTING}/sign/<slug:set>/", principles.Sign.as_view(), name="sign"),
    path(f"{LISTING}/withdraw/<slug:set>/", principles.Withdraw.as_view(), name="withdraw"),
    path(f"{LISTING}/preview/", sending.Preview.as_view(), name="preview"),
    path(f"{LISTING}/answers/", sending.Answers.as_view(), name="answers"),
    path(f"{LISTING}/sent/", sending.Sent.as_view(), name="sent"),
    path(f"{LISTING}/take-back/", sending.TakeBack.as_view(), name="take_back"),
    path(f"{LISTING}/discard/", sending.Discard.as_view(), name="discard"),
    path(f"{LISTING}/close/", sending.Close.as_view(), name="close"),
    path(f"{LISTING}/still-running/", sending.Confirm.as_view(), name="confirm"),
    path(f"{LISTING}/reopen/", sending.Reopen.as_view(), name="reopen"),
    path(f"{LISTING}/check/", checking.Check.as_view(), name="check"),
    path(f"{LISTING}/send-back/", checking.SendBack.as_view(), name="send_back"),
    path(f"{LISTING}/history/", checking.History.as_view(), name="history"),
]

# The leader's link, under `/running/`.
still_running = [
    path("<str:token>/", leader.StillRunning.as_view(), name="still_running"),
]
