"""The forms of those who look after training."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from alongside.domain.training import public as training
from alongside.foundation.clock import london_date, now
from alongside.web.shared.forms import (
    DateField,
    Form,
    Look,
    MultipleChoiceField,
    TextField,
)
from alongside.web.training.pages import PROGRAMMES


def _today() -> date:
    return london_date(now())


class AttendedForm(Form):
    """At which sessions was somebody, and when?"""

    sessions = MultipleChoiceField(
        label=_("Which sessions were they at?"), called=_("the sessions"), look=Look(size="s")
    )
    on = DateField(label=_("On which day?"), called=_("the day"), initial=_today)

    def __init__(self, *args: Any, progress: training.ModuleProgress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["sessions"]
        shown = progress.sessions if self.is_bound else _left(progress.sessions)
        field.choices = [(each.session.slug, each.session.title) for each in shown]


class SeenForm(Form):
    """What did you see that somebody can do?"""

    skills = MultipleChoiceField(
        label=_("What did you see?"),
        called=_("what you saw"),
        hint=_("Tick a skill only if you saw or heard all of it yourself."),
        look=Look(size="s"),
    )
    on = DateField(label=_("On which day?"), called=_("the day"), initial=_today)
    words = TextField(
        label=_("What do you want to tell them? (optional)"),
        called=_("what you tell them"),
        hint=_("They read it as you write it: what was good, and one thing to go on with."),
        required=False,
        max_length=600,
        look=Look(rows=3),
    )

    def __init__(self, *args: Any, progress: training.ModuleProgress, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = progress.skills if self.is_bound else _left(progress.skills)
        field: Any = self.fields["skills"]
        field.choices = [(each.skill.slug, each.skill.label) for each in shown]
        hints = {each.skill.slug: " ".join(each.skill.seen) for each in shown}
        field.look = Look(size="s", hints=hints)


def _left(parts: Sequence[Any]) -> list[Any]:
    return [each for each in parts if each.on is None]


class TogetherForm(Form):
    """Who was at a session?"""

    people = MultipleChoiceField(
        label=_("Who was there?"), called=_("who was there"), look=Look(size="s")
    )
    on = DateField(label=_("On which day?"), called=_("the day"), initial=_today)

    def __init__(self, *args: Any, awaited: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = [(str(person_id), name) for person_id, name in awaited]


class AddForm(Form):
    """Who begins?"""

    people = MultipleChoiceField(
        label=_("Who begins?"), called=_("who begins"), look=Look(size="s")
    )

    def __init__(self, *args: Any, candidates: Sequence[training.Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.choices = [
            (f"{each.programme}:{each.person_id}", f"{each.name}: {PROGRAMMES[each.programme]}")
            for each in candidates
        ]

    def chosen(self) -> list[tuple[UUID, str]]:
        """Each person with their programme."""
        pairs = (each.partition(":") for each in self.cleaned_data["people"])
        return [(UUID(person_id), programme) for programme, _colon, person_id in pairs]
