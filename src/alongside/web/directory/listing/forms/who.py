"""Who the group welcomes, and what it offers to those who need something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from alongside.web.directory.listing import terms
from alongside.web.shared.forms import (
    CharField,
    ChoiceField,
    IntegerField,
    Look,
    MultipleChoiceField,
    TextField,
)
from alongside.web.shared.steps import StepForm

ANYONE = "anyone"
MOST_POUNDS = 1000


class WelcomeForm(StepForm):
    """Conditions, or everybody."""

    conditions = MultipleChoiceField(
        label=_("Who does the group welcome?"),
        hint=_("Select all that are true."),
        called=_("who the group welcomes"),
        choices=lambda: [
            *terms.choices("condition"),
            (ANYONE, str(_now("Everybody, whatever they live with"))),
        ],
        look=Look(heading=True, exclusive=ANYONE),
    )

    @classmethod
    def answers(cls, document: Any) -> dict[str, Any]:
        return {"conditions": [ANYONE] if document.any_condition else document.conditions or []}

    def changes(self) -> dict[str, Any]:
        said = tuple(self.cleaned_data["conditions"])
        anyone = ANYONE in said
        return {"conditions": () if anyone else said, "any_condition": anyone}

    @classmethod
    def subjects(cls) -> Mapping[str, tuple[str, ...]]:
        return {"conditions": ("conditions", "any_condition")}


class PeopleForm(StepForm):
    """Ages, people and carers, and whether it is for women or men only."""

    audiences = MultipleChoiceField(
        label=_("Is it for people with a condition, for carers, or for both?"),
        called=_("who it is for"),
        choices=[
            ("people", _("People who live with a condition")),
            ("carers", _("Carers, family and friends")),
        ],
    )
    min_age = IntegerField(
        label=_("Youngest age (optional)"),
        hint=_("Leave this empty if there is no limit."),
        called=_("the youngest age"),
        max_value=120,
        required=False,
        look=Look(width=3),
    )
    max_age = IntegerField(
        label=_("Oldest age (optional)"),
        called=_("the oldest age"),
        max_value=120,
        required=False,
        look=Look(width=3),
    )
    gender = ChoiceField(
        label=_("Is it for women only or for men only?"),
        called=_("whether it is for women or men only"),
        choices=[
            ("any", _("No, it is for everybody")),
            ("women", _("For women only")),
            ("men", _("For men only")),
        ],
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        least, most = said.get("min_age"), said.get("max_age")
        if least is not None and most is not None and most < least:
            self.add_error("max_age", _now("The oldest age cannot be less than the youngest"))
        return said

    def changes(self) -> dict[str, Any]:
        return self.cleaned_data | {"audiences": tuple(self.cleaned_data["audiences"])}


class LanguagesForm(StepForm):
    """The languages that are spoken there."""

    languages = MultipleChoiceField(
        label=_("Which languages are spoken there? (optional)"),
        called=_("the languages"),
        choices=lambda: terms.choices("language"),
        required=False,
        look=Look(heading=True, small=True),
    )

    def changes(self) -> dict[str, Any]:
        return {"languages": tuple(self.cleaned_data["languages"])}


@dataclass(frozen=True)
class AccessRow:
    """One line of the table: a need, and the field that answers it."""

    slug: str
    label: str
    field: BoundField


class AccessForm(StepForm):
    """Each access need: yes, no or not known. Not known is an answer too: people then ask."""

    access_notes = TextField(
        label=_("Anything more about access? (optional)"),
        called=_("the note about access"),
        required=False,
        max_length=500,
        look=Look(rows=3),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needs = {
            f"access_{slug}": ChoiceField(
                label=label,
                called=_("an answer for: %(need)s") % {"need": label},
                choices=[("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))],
                required=False,
            )
            for slug, label in terms.choices("access_need")
        }
        self.fields = needs | self.fields

    @classmethod
    def answers(cls, document: Any) -> dict[str, Any]:
        kept = {f"access_{slug}": answer for slug, answer in document.access.items()}
        return kept | {"access_notes": document.access_notes}

    def changes(self) -> dict[str, Any]:
        access = {
            name.removeprefix("access_"): answer
            for name, answer in self.cleaned_data.items()
            if name != "access_notes" and answer
        }
        return {"access": access, "access_notes": self.cleaned_data["access_notes"]}

    @classmethod
    def subjects(cls) -> Mapping[str, tuple[str, ...]]:
        return {"access_notes": ("access", "access_notes")}

    def rows(self) -> Iterable[AccessRow]:
        """The lines of the table."""
        for name, field in self.fields.items():
            if name != "access_notes":
                yield AccessRow(name.removeprefix("access_"), str(field.label), self[name])


class CostForm(StepForm):
    """What it costs to come."""

    cost = ChoiceField(
        label=_("Does it cost anything to come?"),
        called=_("whether it costs anything"),
        choices=[
            ("free", _("No, it is free")),
            ("paid", _("Yes")),
            ("", _("I am not sure")),
        ],
        required=False,
        look=Look(reveals={"paid": "pounds"}),
    )
    pounds = CharField(
        label=_("How much each time?"),
        called=_("how much it costs"),
        required=False,
        max_length=12,
        look=Look(prefix="£", width=5, inputmode="decimal"),
    )
    cost_notes = CharField(
        label=_("Anything more about the cost? (optional)"),
        hint=_("For example: the first visit is free."),
        called=_("the note about the cost"),
        required=False,
        max_length=300,
    )

    @classmethod
    def answers(cls, document: Any) -> dict[str, Any]:
        pence = document.cost_pence
        return {
            "cost": "" if pence is None else "paid" if pence else "free",
            "pounds": f"{pence // 100}.{pence % 100:02}" if pence else "",
            "cost_notes": document.cost_notes,
        }

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("cost") == "paid" and "pounds" not in self.errors:
            pence = read_pence(said.get("pounds", ""))
            if pence is None:
                self.add_error("pounds", _now("Enter how much it costs, like 2 or 2.50"))
            said["pence"] = pence
        return said

    def changes(self) -> dict[str, Any]:
        said = self.cleaned_data
        pence = {"free": 0, "paid": said.get("pence"), "": None}[said["cost"]]
        return {"cost_pence": pence, "cost_notes": said["cost_notes"]}

    @classmethod
    def subjects(cls) -> Mapping[str, tuple[str, ...]]:
        return {"cost": ("cost_pence",), "cost_notes": ("cost_notes",)}


def read_pence(text: str) -> int | None:
    """Pence from pounds as typed; None for what is no sum from 1p to £1,000."""
    try:
        pounds = Decimal(text.strip().removeprefix("£"))
    except InvalidOperation:
        return None
    if not text.isascii() and not text.startswith("£"):
        return None
    if not pounds.is_finite() or not 0 < pounds <= MOST_POUNDS:
        return None
    pence = pounds * 100
    return int(pence) if pence == int(pence) else None


class InterestsForm(StepForm):
    """What people do there."""

    interests = MultipleChoiceField(
        label=_("What do people do there? (optional)"),
        hint=_("Select all that are true."),
        called=_("what people do there"),
        choices=lambda: terms.choices("interest"),
        required=False,
        look=Look(heading=True, small=True),
    )

    def changes(self) -> dict[str, Any]:
        return {"interests": tuple(self.cleaned_data["interests"])}


class SizeForm(StepForm):
    """How many people usually come."""

    size = ChoiceField(
        label=_("How many people usually come? (optional)"),
        called=_("how many come"),
        choices=[
            ("small", _("Up to 8")),
            ("medium", _("9 to 20")),
            ("large", _("More than 20")),
            ("", _("I am not sure")),
        ],
        required=False,
        look=Look(heading=True),
    )
