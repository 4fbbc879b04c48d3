"""Every component once, so that a change of look can be seen on one page."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alongside.web.shared import forms
from alongside.web.shared.parts import Row, TaskRow

WAYS = [("in_person", _("In person")), ("online", _("Online")), ("phone", _("By telephone"))]
NEEDS = [
    ("step_free", _("Step-free way in")),
    ("hearing_loop", _("Hearing loop")),
    ("none", _("None of these")),
]


class GalleryForm(forms.Form):
    """Each kind of question."""

    name = forms.CharField(
        label=_("What is the group called?"),
        hint=_("The name that people know it by"),
        called=_("the group's name"),
    )
    about = forms.TextField(
        label=_("What happens at the group?"), called=_("what happens"), max_length=300
    )
    ways = forms.MultipleChoiceField(
        label=_("How does it meet?"),
        choices=WAYS,
        called=_("how it meets"),
        look=forms.Look(folded=frozenset({"phone"}), folded_under=_("Another way")),
    )
    needs = forms.MultipleChoiceField(
        label=_("What does the place have?"),
        choices=NEEDS,
        called=_("what the place has"),
        look=forms.Look(exclusive="none", small=True),
    )
    contact = forms.ChoiceField(
        label=_("How can people reach you?"),
        choices=[("phone", _("By telephone")), ("email", _("By email"))],
        called=_("how people can reach you"),
        look=forms.Look(
            reveals={"phone": "phone", "email": "email"}, hints={"email": _("We show it to all")}
        ),
    )
    phone = forms.PhoneField(label=_("Telephone number"), required=False)
    email = forms.EmailField(
        label=_("Email address"), required=False, look=forms.Look(autocomplete="email")
    )
    postcode = forms.PostcodeField(
        label=_("Postcode"), called=_("a postcode"), look=forms.Look(width=10)
    )
    website = forms.WebAddressField(label=_("Website"), required=False)
    day = forms.DateField(
        label=_("When does it next meet?"),
        hint=_("For example, 27 3 2027"),
        called=_("the date"),
        earliest=dt.date(2020, 1, 1),
    )
    time = forms.TimeField(
        label=_("What time does it start?"),
        hint=_("For example, 6pm or 18:00"),
        called=_("the time"),
        look=forms.Look(width=5),
    )
    size = forms.IntegerField(
        label=_("How many people usually come?"),
        called=_("the number of people"),
        look=forms.Look(width=4, suffix=_("people")),
    )
    far = forms.SelectField(
        label=_("How far can people travel?"),
        choices=[("5", _("5 kilometres")), ("15", _("15 kilometres"))],
        called=_("how far"),
    )
    file = forms.FileField(
        label=_("A list of groups"), called=_("a file"), max_bytes=1_000_000, required=False
    )
    password = forms.PasswordField(label=_("Password"))
    agree = forms.BooleanField(label=_("I have read what the group promises"))


WRONG = {
    "about": "x" * 301,
    "needs": ["step_free", "none"],
    "contact": "phone",
    "phone": "12",
    "postcode": "nowhere",
    "website": "javascript:1",
    "day_day": "31",
    "day_month": "2",
    "day_year": "2027",
    "time": "6",
    "size": "many",
}


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """The gallery; `?errors=1` shows the form as it looks when every answer is wrong."""
    faulty = request.GET.get("errors") == "1"
    form = GalleryForm(WRONG) if faulty else GalleryForm()
    tasks = [
        TaskRow(_("Name and purpose"), _("Completed"), href="#", done=True),
        TaskRow(
            _("Where and when"), _("Incomplete"), href="#", hint=_("A place, or a way to join")
        ),
        TaskRow(_("Send it to be checked"), _("Cannot start yet")),
    ]
    rows = [
        Row(_("Name"), _("Tea and talk"), href="#"),
        Row(_("Meets"), _("Tuesdays, 6pm")),
    ]
    return render(
        request,
        "shared/gallery.jinja",
        {"form": form, "faulty_form": faulty, "tasks": tasks, "rows": rows},
    )
