"""One person's answers, for a coordinator: what they said, and in words how it changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from alongside.domain.outcomes import public as outcomes
from alongside.foundation import clock
from alongside.foundation.errors import Conflict, Invalid
from alongside.journeys import measuring
from alongside.web.outcomes.words import points
from alongside.web.shared.asking import signed_in
from alongside.web.shared.changes import changes
from alongside.web.shared.forms import CharField, ChoiceField, Form, IntegerField, Look


@never_cache
@require_safe
def answers(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """What was asked, answered and skipped, and the sentence about before and after."""
    found = measuring.measured(episode_id, actor=signed_in(request), at=clock.now())
    context = {
        "found": found,
        "points": points(found.answers),
        "changes": changes(found.answers, own=False),
        "done": request.GET.get("done") == "1",
        "asked": request.GET.get("asked") == "1",
    }
    return render(request, "outcomes/answers.jinja", context)


class ScoreForm(Form):
    """What a licensed tool gave. There is no field for a question or an answer."""

    point = ChoiceField(
        label=gettext_lazy("Was it asked at the beginning or at the end?"),
        called=gettext_lazy("the beginning or the end"),
        choices=[
            ("baseline", gettext_lazy("At the beginning")),
            ("end", gettext_lazy("At the end")),
        ],
        look=Look(size="s"),
    )
    measure = ChoiceField(
        label=gettext_lazy("Which tool?"),
        called=gettext_lazy("the tool"),
        look=Look(size="s"),
    )
    score = CharField(
        label=gettext_lazy("Score"),
        called=gettext_lazy("the score"),
        max_length=8,
        hint=gettext_lazy("As the tool gives it, such as 56.4"),
        look=Look(width=4),
    )
    level = IntegerField(
        label=gettext_lazy("Level"),
        called=gettext_lazy("the level"),
        max_value=1000,
        look=Look(width=2),
    )
    cut_table_version = ChoiceField(
        label=gettext_lazy("Which table gave the level?"),
        called=gettext_lazy("the table"),
        hint=gettext_lazy(
            "It is in the papers of your licence. Levels of two tables cannot be compared."
        ),
        look=Look(size="s"),
    )
    licence_reference = CharField(
        label=gettext_lazy("Reference of the licence"),
        called=gettext_lazy("the reference of the licence"),
        max_length=40,
    )

    def __init__(
        self, *args: object, tools: tuple[outcomes.ScoreOnly, ...], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        tables = sorted({table for tool in tools for table in tool.cut_tables})
        self._choices("measure", [(tool.slug, tool.label) for tool in tools])
        self._choices("cut_table_version", [(table, table) for table in tables])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: object = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]

    def said(self) -> dict[str, object]:
        """The four fields as the engine reads them; a score that is no number stays words, which it
        refuses."""
        given = self.cleaned_data
        names = ("level", "cut_table_version", "licence_reference")
        text = given["score"].replace(",", ".")
        plain = text.replace(".", "", 1).isdecimal() and text.isascii()
        return {"score": float(text) if plain else text, **{name: given[name] for name in names}}


@method_decorator(never_cache, name="dispatch")
class NoteScore(View):
    """A coordinator writes down a licensed tool's score."""

    def get(self, request: HttpRequest, episode_id: UUID) -> HttpResponse:
        found = self.found(episode_id)
        return self.page(found, ScoreForm(tools=found.tools))

    def post(self, request: HttpRequest, episode_id: UUID) -> HttpResponse:
        found = self.found(episode_id)
        form = ScoreForm(request.POST, tools=found.tools)
        if not form.is_valid():
            return self.page(found, form)
        given = form.cleaned_data
        try:
            measuring.note_score(
                episode_id,
                point=given["point"],
                measure=given["measure"],
                said=form.said(),
                actor=signed_in(request),
                at=clock.now(),
            )
        except Invalid as refused:
            form.add_faults(dict(refused.faults))
            return self.page(found, form)
        except Conflict:
            form.add_faults({"point": _("Something is written down for this point already.")})
            return self.page(found, form)
        return HttpResponseRedirect(f"{reverse('outcomes:answers', args=[episode_id])}?done=1")

    def found(self, episode_id: UUID) -> measuring.Measured:
        """The episode. Raises NotFound."""
        return measuring.measured(episode_id, actor=signed_in(self.request), at=clock.now())

    def page(self, found: measuring.Measured, form: ScoreForm) -> HttpResponse:
        """The form."""
        context = {"found": found, "form": form}
        return render(self.request, "outcomes/score.jinja", context)
