"""What is chosen for a poster."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from alongside.domain.signposting.public import PosterPlace
from alongside.web.shared import forms

SIZES = (
    ("a4", _("A4 poster, for a wall")),
    ("a5", _("A5 poster, for a desk or a noticeboard")),
    ("cards", _("Cards, eight on a sheet of A4 to cut out")),
)
SIZE_NAMES = {"a4": _("A4 poster"), "a5": _("A5 poster"), "cards": _("Cards")}


def languages() -> list[tuple[str, str]]:
    """The languages that posters can be printed in, each by its own name."""
    return [(code, _own_name(code)) for code, _name in settings.LANGUAGES]


def _own_name(code: str) -> str:
    name = str(get_language_info(code)["name_local"])
    return name[:1].upper() + name[1:]


class PosterForm(forms.Form):
    """Whose poster, how large, in which language, for which condition if for one."""

    of = forms.SelectField(
        label=_("Whose poster?"),
        hint=_("A neighbourhood team, or one of its practices"),
        called=_("a team or a practice"),
        look=forms.Look(size="m"),
    )
    size = forms.ChoiceField(
        label=_("How large?"),
        called=_("a size"),
        choices=SIZES,
        initial="a4",
        look=forms.Look(size="m"),
    )
    language = forms.ChoiceField(
        label=_("In which language?"), called=_("a language"), look=forms.Look(size="m")
    )
    condition = forms.SelectField(
        label=_("For one condition only? (optional)"),
        hint=_(
            "Best left as it is: whoever stands in front of such a poster shows others "
            "what they live with."
        ),
        called=_("a condition"),
        required=False,
        look=forms.Look(size="m"),
    )

    def __init__(
        self,
        *args: Any,
        places: tuple[PosterPlace, ...],
        conditions: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(place.code, _in_the_list(place)) for place in places]
        self.fields["of"].choices = [("", _("Choose a team or a practice")), *named]  # type: ignore[attr-defined]
        self.fields["condition"].choices = [("", _("For everybody")), *conditions]  # type: ignore[attr-defined]
        spoken = languages()
        if len(spoken) > 1:
            self.fields["language"].choices = spoken  # type: ignore[attr-defined]
            self.fields["language"].initial = spoken[0][0]
        else:
            del self.fields["language"]  # nobody is asked where there is nothing to choose


def _in_the_list(place: PosterPlace) -> str:
    if place.is_team:
        return str(_("%(team)s neighbourhood team") % {"team": place.name})
    return f"{place.team}: {place.name}"
