"""What somebody would like of a mentor: behind their link, and on the desk for who rings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache

from alongside.domain.catalogue import public as catalogue
from alongside.domain.mentoring import public as mentoring
from alongside.foundation import clock
from alongside.foundation.actor import Actor
from alongside.foundation.clock import london_date
from alongside.foundation.errors import Conflict, Invalid
from alongside.journeys import looking
from alongside.web.mentoring.forms import GENDERS, MILES, place_near, terms
from alongside.web.shared.asking import signed_in
from alongside.web.shared.forms import (
    BooleanField,
    CharField,
    ChoiceField,
    DateField,
    Form,
    Look,
    MultipleChoiceField,
    SelectField,
)
from alongside.web.shared.links import LinkPage

ENGLISH = "en"
_KM_A_MILE = 1.609344


class WishesForm(Form):
    """One page of what somebody would like. What a page does not ask stays as it was."""

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in mentoring.WISH_TERMS.items():
            if name in self.fields:
                self.fields[name].choices = terms(kind, on)  # type: ignore[attr-defined]

    def wishes(self, before: mentoring.Wishes) -> mentoring.Wishes:
        """What a valid form says, beside what was told before."""
        said = self.cleaned_data
        many: dict[str, Any] = {
            name: tuple(said[name]) for name in mentoring.WISH_TERMS if name in said
        }
        return replace(before, **many)


class TalkForm(WishesForm):
    """What with, when and how."""

    help_with = MultipleChoiceField(
        label=_("What would you like to talk about?"),
        hint=_("Just to talk is a good answer."),
        required=False,
        look=Look(size="s", small=True),
    )
    conditions = MultipleChoiceField(
        label=_("What do you live with?"),
        called=_("what you live with"),
        look=Look(size="s", small=True),
    )
    times = MultipleChoiceField(
        label=_("When could you meet somebody for an hour?"),
        called=_("when you could meet somebody"),
        look=Look(size="s", small=True),
    )
    modes = MultipleChoiceField(
        label=_("How could you meet?"),
        called=_("how you could meet"),
        look=Look(size="s", small=True),
    )


class MattersForm(WishesForm):
    """Where, in which language, with whom."""

    birth_date = DateField(
        label=_("When were you born?"),
        called=_("the day on which you were born"),
        hint=_("Like 27 3 1985. Some people want a mentor of about their own age."),
        look=Look(size="s"),
    )
    near = CharField(
        label=_("Where do you live?"),
        hint=_("The first half of your postcode, like WR14, or a town. We keep no more than that."),
        required=False,
        max_length=100,
        look=Look(width=10, size="s", autocomplete="postal-code"),
    )
    miles = ChoiceField(
        label=_("How far can you travel?"),
        choices=MILES,
        required=False,
        initial="6",
        look=Look(size="s", small=True),
    )
    mentor_gender = ChoiceField(
        label=_("Whom would you like to meet?"),
        choices=[("", _("Anybody")), ("woman", _("A woman")), ("man", _("A man"))],
        required=False,
        initial="",
        look=Look(size="s", small=True),
    )
    other_language = SelectField(
        label=_("Is there a language that you speak better than English?"),
        required=False,
        look=Look(size="s"),
    )
    language_required = BooleanField(label=_("My mentor must speak it"), required=False)
    gender = ChoiceField(
        label=_("How do you describe yourself?"),
        hint=_("Some mentors meet women only, or men only. You do not have to say."),
        choices=[*GENDERS, ("", _("I would rather not say"))],
        required=False,
        initial="",
        look=Look(size="s", small=True),
    )
    interests = MultipleChoiceField(
        label=_("What do you enjoy?"), required=False, look=Look(size="s", small=True)
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        others = [(slug, words) for slug, words in terms("language", on) if slug != ENGLISH]
        self.fields["other_language"].choices = [  # type: ignore[attr-defined]
            ("", __("No")), *others,
        ]  # fmt: skip

    def clean_near(self) -> str:
        """The key of the place, or nothing."""
        return place_near(self, "near") if self.cleaned_data["near"] else ""

    def wishes(self, before: mentoring.Wishes) -> mentoring.Wishes:
        said, miles = self.cleaned_data, self.cleaned_data.get("miles", "")
        other, must = said["other_language"], said["language_required"]
        # Whoever needs another language is not helped by a mentor who has English alone.
        spoken = (other,) if other and must else (ENGLISH, other) if other else (ENGLISH,)
        return replace(
            super().wishes(before),
            languages=spoken,
            language_required=bool(other and must),
            place=said["near"],
            max_km=round(int(miles) * _KM_A_MILE) if miles else None,
            gender=said["gender"],
            mentor_gender=said["mentor_gender"],
            birth_date=said["birth_date"],
        )


def shown(wishes: mentoring.Wishes) -> dict[str, Any]:
    """What was told so far, as the form shows it."""
    place = catalogue.place(wishes.place)
    told: dict[str, Any] = {name: list(getattr(wishes, name)) for name in mentoring.WISH_TERMS}
    others = [slug for slug in wishes.languages if slug != ENGLISH]
    return told | {
        "other_language": others[0] if others else "",
        "near": place.name if place else "",
        "miles": str(round(wishes.max_km / _KM_A_MILE)) if wishes.max_km else "6",
        "language_required": wishes.language_required,
        "gender": wishes.gender,
        "mentor_gender": wishes.mentor_gender,
        "birth_date": wishes.birth_date,
    }


class _Wishes:
    """What both ways in have in common."""

    request: HttpRequest
    kwargs: dict[str, Any]
    base, own = "mentoring/page.jinja", True  # the person's own, to be left at once
    form: ClassVar[type[WishesForm]] = TalkForm
    onward: ClassVar[str] = "more"  # the page after this one; "" for the last

    def who(self) -> tuple[UUID, Actor]:
        """The place, and who acts. Raises NotFound."""
        return mentoring.by_place_link(self.kwargs["token"], at=clock.now())

    def home(self) -> str:
        """Where one comes from and goes back to."""
        return reverse("mentoring:choose", args=[self.kwargs["token"]])

    def told(self) -> mentoring.Wishes:
        """What was told so far. Raises NotFound."""
        place_id, actor = self.who()
        return mentoring.wishes(place_id, actor=actor)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The questions, with what is known."""
        on = london_date(clock.now())
        return self.page(self.form(initial=shown(self.told()), on=on))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Takes the answers; the same twice is once."""
        at = clock.now()
        before, form = self.told(), self.form(request.POST, on=london_date(at))
        if not form.is_valid():
            return self.page(form)
        place_id, actor = self.who()
        try:
            mentoring.tell_wishes(place_id, wishes=form.wishes(before), actor=actor, at=at)
        except Invalid as invalid:
            for field, fault in invalid.faults.items():
                form.add_error(field if field in form.fields else None, fault)
            return self.page(form)
        except Conflict:  # a mentor is asked meanwhile: the page says so
            return HttpResponseRedirect(self.home())
        further = f"{self.home()}wishes/{self.onward}/" if self.onward else f"{self.home()}?told=1"
        return HttpResponseRedirect(further)

    def page(self, form: WishesForm) -> HttpResponse:
        """The questions."""
        back = self.home() if self.onward else f"{self.home()}wishes/"
        context = {"form": form, "home": back, "last": not self.onward}
        context |= {"base": self.base, "own": self.own}
        return render(self.request, "mentoring/wishes.jinja", context)


class ByLink(_Wishes, LinkPage):
    """Behind the person's own link."""

    over = "mentoring/link_over.jinja"


@method_decorator(never_cache, name="dispatch")
class OnTheDesk(_Wishes, View):
    """For somebody who tells who coordinates; that they looked is noted."""

    base, own = "mentoring/desk_page.jinja", False

    def who(self) -> tuple[UUID, Actor]:
        return self.kwargs["place_id"], signed_in(self.request)

    def home(self) -> str:
        return reverse("mentoring:waiting", args=[self.kwargs["place_id"]])

    def told(self) -> mentoring.Wishes:
        place_id, actor = self.who()
        return looking.wishes(place_id, actor=actor, at=clock.now())


class MoreByLink(ByLink):
    """The second page, behind the person's own link."""

    form, onward = MattersForm, ""


class MoreOnTheDesk(OnTheDesk):
    """The second page, for who coordinates."""

    form, onward = MattersForm, ""
