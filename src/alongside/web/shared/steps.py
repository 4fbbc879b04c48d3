"""Several pages of questions about one document, one question a page: written once, here.

A feature describes its pages as a table of `Step`s and answers four questions by subclassing
`StepView`: how to load the document, how to save changes to it, where a step's page is, and where
the list of tasks is. Everything else is the same for all:

- Each page is a plain form. *Continue* saves, so a person can stop anywhere and come back.
- The edition that somebody saw travels in the page. If the document has changed meanwhile, nothing
  is lost: a page shows both versions and asks which to keep. The same page sent twice finds its
  own answer already there and goes on as if it had been sent once.
- `?after=NAME` on a page's address leads back to where *Change* was chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views import View

from alongside.foundation.errors import Conflict, Invalid, NotFound
from alongside.web.shared.forms import Form
from alongside.web.shared.forms.rendering import look_of
from alongside.web.shared.words import Words

EDITION = "edition"


class StepForm(Form):
    """The form of one step: made from the document's answers, gives back what changed."""

    @classmethod
    def answers(cls, document: Any) -> dict[str, Any]:
        """What the fields show at first. By default the attributes of the same names."""
        return {name: getattr(document, name) for name in cls.base_fields}

    def changes(self) -> dict[str, Any]:
        """What a valid form says, as fields of the document. By default the same names."""
        return dict(self.cleaned_data)

    def top_fields(self) -> list[BoundField]:
        """The fields that no answer of another uncovers, in order."""
        inside = {name for field in self.fields.values() for name in look_of(field).inside}
        return [self[name] for name in self.fields if name not in inside]

    @property
    def heads_the_page(self) -> bool:
        """Whether a field's own label is the page's H1."""
        return any(look_of(field).heading for field in self.fields.values())

    @classmethod
    def subjects(cls) -> Mapping[str, tuple[str, ...]]:
        """Which fields of the document each form field speaks for: where remarks are shown."""
        return {name: (name,) for name in cls.base_fields}


def always(document: Any) -> bool:
    """A step that everybody is asked."""
    return True


@dataclass(frozen=True)
class Step:
    """One page. `key` stands in its address; `title` is its H1 and its name in lists.

    `asked` says, from the document, whether the page applies. `form` is None for a page with a
    view of its own."""

    key: str
    task: str
    title: Words
    form: type[StepForm] | None = None
    template: str = "shared/step.jinja"
    asked: Callable[[Any], bool] = always
    intro: Words = ""


class Walk:
    """The steps in their order."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = tuple(steps)
        self._by_key = {step.key: step for step in steps}

    def step(self, key: str) -> Step:
        """The step of that name. Raises NotFound."""
        if key not in self._by_key:
            raise NotFound("step")
        return self._by_key[key]

    def of(self, task: str, document: Any) -> tuple[Step, ...]:
        """The steps of a task that apply to the document."""
        return tuple(step for step in self.steps if step.task == task and step.asked(document))

    def beside(self, key: str, document: Any, by: int) -> Step | None:
        """The step `by` places on (or back) within the same task; None beyond its ends."""
        step = self.step(key)
        steps = [item for item in self.steps if item.task == step.task]
        steps = [item for item in steps if item is step or item.asked(document)]
        position = steps.index(step) + by
        return steps[position] if 0 <= position < len(steps) else None


class Held(Protocol):
    """What `load` gives: the document, its edition, and remarks on its fields."""

    @property
    def edition(self) -> int: ...

    @property
    def content(self) -> Any: ...

    @property
    def remarks(self) -> Mapping[str, str]: ...


def form_of(step: Step) -> type[StepForm]:
    """The step's form. Raises NotFound for a step whose page stands elsewhere."""
    if step.form is None:
        raise NotFound("step")
    return step.form


def edition_of(request: HttpRequest) -> int:
    """The edition that the page was made from; 0, which is never current, when it is garbled."""
    text = request.POST.get(EDITION, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


class StepView(View):
    """Shows and takes one step. See the module for what a subclass answers."""

    walk: ClassVar[Walk]
    # Where `?after=` may lead: name -> nothing but a route of our own, never an address.
    afters: ClassVar[frozenset[str]] = frozenset()

    def load(self) -> Held:
        """The document. Raises NotFound for one that this person may not edit."""
        raise NotImplementedError

    def save(self, edition: int, changes: dict[str, Any]) -> None:
        """Saves. Raises Invalid with faults by field, Conflict when `edition` is not current."""
        raise NotImplementedError

    def step_address(self, key: str) -> str:
        """Where a step's page is."""
        raise NotImplementedError

    def after_address(self, name: str) -> str:
        """Where to go when the task is over (""), or back to, for a name in `afters`."""
        raise NotImplementedError

    def words(self, changes: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Label and words of each answer, for the page that shows two versions."""
        raise NotImplementedError

    def around(self, held: Held) -> dict[str, Any]:
        """What else the templates of this feature show."""
        return {}

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        step, held = self.walk.step(kwargs["key"]), self.load()
        form = form_of(step)
        return self.page(step, held, form(initial=form.answers(held.content)))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        step = self.walk.step(kwargs["key"])
        form = form_of(step)(request.POST)
        if not form.is_valid():
            return self.page(step, self.load(), form, edition=edition_of(request))
        changes = form.changes()
        try:
            self.save(edition_of(request), changes)
        except Invalid as refused:
            form.add_faults(faults_beside(form, refused.faults))
            return self.page(step, self.load(), form, edition=edition_of(request))
        except Conflict:
            held = self.load()
            if not already_says(held.content, changes):
                return self.both_versions(step, held, changes)
        return HttpResponseRedirect(self.onward(step, self.load()))

    def after(self) -> str:
        """The name of where *Change* was chosen, or "" within the ordinary walk."""
        name = self.request.GET.get("after", "")
        return name if name in self.afters else ""

    def onward(self, step: Step, held: Held) -> str:
        """Where *Continue* leads."""
        if self.after():
            return self.after_address(self.after())
        following = self.walk.beside(step.key, held.content, +1)
        return self.step_address(following.key) if following else self.after_address("")

    def back(self, step: Step, held: Held) -> str:
        """Where *Back* leads."""
        if self.after():
            return self.after_address(self.after())
        before = self.walk.beside(step.key, held.content, -1)
        return self.step_address(before.key) if before else self.after_address("")

    def page(
        self, step: Step, held: Held, form: StepForm, *, edition: int | None = None
    ) -> HttpResponse:
        """The question. A page with errors keeps the edition that its person saw."""
        context = {
            "step": step,
            "form": form,
            "edition": held.edition if edition is None else edition,
            "remarks": remarks_beside(form, held.remarks),
            "back": self.back(step, held),
            **self.around(held),
        }
        return render(self.request, step.template, context)

    def both_versions(self, step: Step, held: Held, changes: Mapping[str, Any]) -> HttpResponse:
        """The page after somebody else saved first: both versions, and what was sent kept in it."""
        theirs = {name: getattr(held.content, name) for name in changes}
        return conflict_page(
            self.request,
            edition=held.edition,
            rows=[
                (label, mine, saved)
                for (label, mine), (_, saved) in zip(
                    self.words(changes), self.words(theirs), strict=True
                )
                if mine != saved
            ],
            onward=self.onward(step, held),
            back=self.step_address(step.key),
            around=self.around(held),
        )


def conflict_page(
    request: HttpRequest,
    *,
    edition: int,
    rows: Sequence[tuple[str, str, str]],
    onward: str,
    back: str,
    around: Mapping[str, Any],
) -> HttpResponse:
    """Both versions side by side (label, yours, saved), with what was sent kept in the page."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", EDITION}
        for value in values
    ]
    context = {
        "rows": rows,
        "kept": kept,
        "edition": edition,
        "onward": onward,
        "back": back,
        **around,
    }
    return render(request, "shared/both_versions.jinja", context, status=409)


def already_says(document: Any, changes: Mapping[str, Any]) -> bool:
    """Whether the document holds these answers already: the same page was sent twice."""
    return all(_same(getattr(document, name), value) for name, value in changes.items())


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, list | tuple) and isinstance(right, list | tuple):
        return list(left) == list(right)
    return bool(left == right)


def remarks_beside(form: StepForm, remarks: Mapping[str, str]) -> dict[str, str]:
    """The remarks on the fields of the document, by the form field that speaks for them."""
    found = {
        name: " ".join(remarks[field] for field in fields if field in remarks)
        for name, fields in form.subjects().items()
    }
    return {name: words for name, words in found.items() if words}


def faults_beside(form: StepForm, faults: Mapping[str, str]) -> dict[str, str]:
    """The faults of fields of the document, by the form field that speaks for them."""
    speaks = {field: name for name, fields in form.subjects().items() for field in fields}
    return {speaks.get(field, field): words for field, words in faults.items()}
