"""What is asked for an import: a file, and what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.web.shared import forms

TABLES = (".csv", ".xlsx")
FEEDS = (".json",)
LARGEST_MAP = 200_000


class UploadForm(forms.Form):
    """A table or an Open Referral UK file; for a table perhaps a map."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        hint=gettext_lazy("A table (.csv or .xlsx) or an Open Referral UK file (.json)"),
        called=gettext_lazy("a file"),
        max_bytes=settings.UPLOAD_LIMIT,
        endings=(*TABLES, *FEEDS),
    )
    source = forms.CharField(
        label=gettext_lazy("Where does it come from?"),
        hint=gettext_lazy("Each group's page says this, for example: Example Council"),
        called=gettext_lazy("where it comes from"),
        max_length=200,
    )
    map = forms.FileField(
        label=gettext_lazy("A map file, if you have one"),
        hint=gettext_lazy("It says what the columns of a table mean (.yaml)"),
        required=False,
        max_bytes=LARGEST_MAP,
        endings=(".yaml", ".yml"),
    )


class ServiceForm(forms.Form):
    """The spreadsheet that runs a mentoring service; a map where it is not laid out as ours."""

    file = forms.FileField(
        label=gettext_lazy("The spreadsheet"),
        hint=gettext_lazy("With sheets of mentors, people who wait, pairs and meetings (.xlsx)"),
        called=gettext_lazy("a file"),
        max_bytes=settings.UPLOAD_LIMIT,
        endings=TABLES,
    )
    map = forms.FileField(
        label=gettext_lazy("A map file, if your sheets have other names"),
        hint=gettext_lazy("It says what the columns mean (.yaml)"),
        required=False,
        max_bytes=LARGEST_MAP,
        endings=(".yaml", ".yml"),
    )


def _asked() -> tuple[tuple[str, str], ...]:
    return (
        ("id", _("What tells one row from another?")),
        ("name", _("Name of the group")),
        ("summary", _("What it is, in short")),
        ("description", _("More about it")),
        ("website", _("Web address")),
        ("email", _("Email address")),
        ("phone", _("Telephone number")),
        ("address", _("Street")),
        ("town", _("Town")),
        ("postcode", _("Postcode")),
        ("lat", _("Latitude")),
        ("lon", _("Longitude")),
    )


PLACE = ("address", "town", "postcode", "lat", "lon")
REQUIRED = ("id", "name")


class ColumnsForm(forms.Form):
    """Which column holds what. Whatever is not chosen stays not known."""

    def __init__(self, *args: Any, headers: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(place), head) for place, head in enumerate(headers)]
        self.headers = tuple(headers)
        for name, label in _asked():
            needed = name in REQUIRED
            self.fields[name] = forms.SelectField(
                label=label if needed else _("%(what)s (optional)") % {"what": label},
                called=_("a column"),
                choices=choices,
                empty=_("Choose a column") if needed else _("No column"),
                required=needed,
                initial=_guess(name, self.headers),
            )

    def mapping(self, source: str) -> dict[str, Any]:
        """The map that the answers make."""
        chosen = {
            name: {"column": self.headers[int(answer)]}
            for name, answer in self.cleaned_data.items()
            if answer
        }
        key = chosen.pop("id")["column"]
        place = {name: chosen.pop(name) for name in PLACE if name in chosen}
        fields: dict[str, Any] = {**chosen, "conditions": "unknown"}
        if place:
            fields["places"] = [place]
        return {"source": source, "id": key, "fields": fields}


def _guess(name: str, headers: Sequence[str]) -> str:
    """The column that is called so, where there is one."""
    meant = {
        name,
        {"lat": "latitude", "lon": "longitude", "summary": "description"}.get(name, name),
    }
    for place, head in enumerate(headers):
        if head.strip().lower() in meant:
            return str(place)
    return ""
