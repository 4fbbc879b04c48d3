"""The form of the few questions, made from a measure; and the choice of a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.domain.outcomes import public as outcomes
from alongside.web.shared.forms import ChoiceField, Form, Look, TextField

NONE = "none"


class QuestionsForm(Form):
    """The items of a measure, word for word; none has to be answered."""

    def __init__(self, *args: Any, measure: outcomes.Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._numbers = {each.id for each in measure.items if each.kind == "number"}
        for item in measure.items:
            self.fields[item.id] = _field(item)

    def answers(self) -> dict[str, Any]:
        """What was answered, as the measure has it; None for what was left out."""
        return {
            name: (int(said) if said and name in self._numbers else said or None)
            for name, said in self.cleaned_data.items()
        }


def _field(item: outcomes.Item) -> Any:
    if item.kind == "words":
        return TextField(label=item.text, required=False, max_length=2000, look=Look(rows=4))
    if item.kind == "choice":
        choices = [(each.id, each.label) for each in item.options]
        look = Look(size="s")
    else:
        choices = [(str(each), _number(item, each)) for each in range(item.least, item.most + 1)]
        look = Look(size="s", inline=True, small=True)
    return ChoiceField(label=item.text, required=False, choices=choices, look=look)


def _number(item: outcomes.Item, number: int) -> str:
    """The number; at the ends with what it stands for."""
    ends = {item.least: item.least_label, item.most: item.most_label}
    words = ends.get(number, "")
    return f"{number}: {words}" if words else str(number)


class ChooseForm(Form):
    """Which measure does the service ask?"""

    measure = ChoiceField(
        label=_("Which questions do we ask?"),
        called=_("the questions"),
        hint=_("People are asked after their first meeting and at the end. They may skip them."),
        look=Look(size="s"),
    )

    def __init__(self, *args: Any, measures: Sequence[outcomes.Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["measure"]
        field.choices = [
            *((each.slug, each.label) for each in measures),
            (NONE, _("None. We ask no questions")),
        ]
        hints = {each.slug: f"{each.items[0].text} …" for each in measures}
        field.look = Look(size="s", hints=hints)
