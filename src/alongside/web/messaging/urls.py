"""The addresses of messages and of how people may be reached."""

from __future__ import annotations

from django.urls import path

from alongside.web.messaging import needs, outbox, preferences, waiting

app_name = "messaging"
urlpatterns = [
    path("outbox/", outbox.Outbox.as_view(), name="outbox"),
    path("could-not-send/", waiting.could_not_send, name="could_not_send"),
    path("could-not-send/<uuid:message_id>/", waiting.Unsent.as_view(), name="unsent"),
    path("could-not-send/<uuid:message_id>/again/", waiting.try_again, name="try_again"),
    path("could-not-send/<uuid:message_id>/print/", waiting.print_unsent, name="print_unsent"),
    path("letters/", waiting.letters, name="letters"),
    path("letters/print/", waiting.print_letters, name="print_letters"),
    path("letters/<uuid:message_id>/posted/", waiting.posted, name="posted"),
    path("answers/", waiting.answers, name="answers"),
    path("answers/<uuid:reply_id>/read/", waiting.answer_read, name="answer_read"),
    path("needs/", needs.reviews, name="reviews"),
    path("people/<uuid:person_id>/needs/", needs.Needs.as_view(), name="needs"),
    path("people/me/contact/", preferences.MyChoices.as_view(), name="my_choices"),
    path("people/me/contact/stop/", preferences.MyStop.as_view(), name="my_stop"),
    path("people/me/contact/undo/", preferences.MyUndo.as_view(), name="my_undo"),
    path("p/<str:token>/", preferences.LinkChoices.as_view(), name="link_choices"),
    path("p/<str:token>/stop/", preferences.LinkStop.as_view(), name="link_stop"),
    path("p/<str:token>/undo/", preferences.LinkUndo.as_view(), name="link_undo"),
]
