"""The one question: where?"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from alongside.web.shared import forms


class WhereForm(forms.Form):
    """A postcode or the name of a place."""

    place = forms.CharField(
        label=_("Where do you want to find support?"),
        hint=_("Enter a postcode, like WR14 1AA, or a town"),
        called=_("a postcode, like WR14 1AA, or a town"),
        max_length=100,
        look=forms.Look(
            heading=False, size="m", width=20, autocomplete="postal-code", spellcheck=False
        ),
    )
