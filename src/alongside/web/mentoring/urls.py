"""The addresses of volunteers."""

from __future__ import annotations

from django.urls import path

from alongside.web.mentoring import apply, choosing, desk, mine, planning

_OWN = {
    "checklist": ("", mine.ChecklistPage),
    "preview": ("preview/", mine.PreviewPage),
    "profile": ("profile/<slug:part>/", mine.ProfilePage),
    "agreement": ("agreement/", mine.AgreementPage),
    "pause": ("pause/", mine.PausePage),
    "answer": ("asked/<uuid:pair_id>/", choosing.AnswerPage),
}
_own = []
for _name, (_tail, _page) in _OWN.items():
    _by_link, _by_account = mine.both(_page)
    _own += [
        path(f"m/<str:token>/{_tail}", _by_link.as_view(), name=f"link_{_name}"),
        path(f"mentor/{_tail}", _by_account.as_view(), name=_name),
    ]

app_name = "mentoring"
urlpatterns = [
    path("mentor/apply/", apply.Start.as_view(), name="apply"),
    path("mentor/apply/check/", apply.Check.as_view(), name="apply_check"),
    path("mentor/apply/<slug:name>/", apply.Apply.as_view(), name="apply_page"),
    path("m/<str:token>/sent/", mine.Sent.as_view(), name="sent"),
    path("w/<str:token>/", mine.Reference.as_view(), name="reference"),
    *_own,
    path("c/<str:token>/", choosing.Choose.as_view(), name="choose"),
    path("mentors/plan/", planning.plan, name="plan"),
    path("mentors/waiting/<uuid:place_id>/", planning.Waiting.as_view(), name="waiting"),
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
