"""The principles of good peer support: one page each, then a named person signs.

What a group answers while it thinks is private to the group. Only its sign-up and its own words
are published, and nothing compares or counts groups by them.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from alongside.domain.catalogue import public as catalogue
from alongside.domain.directory import public as directory
from alongside.foundation import clock
from alongside.foundation.errors import Invalid, NotFound, Refused
from alongside.web.directory.listing.addresses import address
from alongside.web.directory.listing.forms.principles import PrincipleForm, SignForm
from alongside.web.directory.listing.views.base import DraftView, actor_of, go
from alongside.web.directory.listing.words import day_words
from alongside.web.shared.forms import Form
from alongside.web.shared.parts import TaskRow

ANSWERS = {
    "yes": _("Yes"),
    "working": _("Working on it"),
    "no": _("Not for us"),
}


def status_of(said: directory.AnswerRecord | None) -> Any:
    """What the group said to one principle, in a word."""
    return ANSWERS.get(said.answer, _("To do")) if said else _("To do")


class PrinciplesView(DraftView):
    """What these pages have in common: the set that fits the group, and its answers."""

    changes_it = False

    def chosen(self) -> tuple[directory.DraftRecord, catalogue.PrincipleSet]:
        """The draft and the set of principles of this page. Raises NotFound, and Refused for all
        but the group itself."""
        draft = self.load()
        if not draft.is_editor:
            raise Refused("what a group thinks of a principle is private to it")
        if "set" in self.kwargs:
            return draft, catalogue.principle_set(self.kwargs["set"])
        found = catalogue.principle_set_for(draft.content.conditions or ())
        if found is None:
            raise NotFound("principles")
        return draft, found

    def answers(self, slug: str) -> dict[str, directory.AnswerRecord]:
        """What the group said so far, by principle. Raises Refused for all but the group."""
        said = directory.principle_answers(
            self.listing_id, principle_set=slug, actor=actor_of(self.request)
        )
        return {one.principle: one for one in said if one.answer or one.own_words}

    def standing(self, slug: str) -> directory.SignUpRecord | None:
        """The signature that stands under that set, if there is one."""
        signed = directory.signatures(self.listing_id, actor=actor_of(self.request))
        return next(
            (one for one in signed if one.principle_set == slug and one.withdrawn_on is None), None
        )


class Overview(PrinciplesView):
    """The six, each with its answer, and what signing means."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft, chosen = self.chosen()
        answers = self.answers(chosen.slug)
        rows = [
            TaskRow(
                title=one.title,
                status=status_of(answers.get(one.slug)),
                done=one.slug in answers,
                href=address(
                    "principle",
                    listing_id=self.listing_id,
                    set=chosen.slug,
                    principle=one.slug,
                ),
            )
            for one in chosen.principles
        ]
        signed = self.standing(chosen.slug)
        context = {
            "set": chosen,
            "rows": rows,
            "signed": signed,
            "signed_day": day_words(signed.signed_on) if signed else "",
            "renew_day": day_words(signed.renew_by) if signed else "",
            "lapsed": signed is not None and signed.lapsed(clock.london_date(clock.now())),
            "sign_address": address("sign", listing_id=self.listing_id, set=chosen.slug),
            "withdraw_address": address("withdraw", listing_id=self.listing_id, set=chosen.slug),
            **self.about(draft),
        }
        return render(request, "directory/listing/principles.jinja", context)


class Principle(PrinciplesView):
    """One principle: what it means, and what the group says to it."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft, chosen = self.chosen()
        one = chosen.principles[self.position(chosen)]
        said = self.answers(chosen.slug).get(one.slug)
        initial = {"answer": said.answer, "own_words": said.own_words} if said else {}
        return self.page(PrincipleForm(initial=initial, question=one.question), draft, chosen)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft, chosen = self.chosen()
        one = chosen.principles[self.position(chosen)]
        form = PrincipleForm(request.POST, question=one.question)
        if form.is_valid():
            try:
                directory.answer_principle(
                    self.listing_id,
                    principle_set=chosen.slug,
                    principle=one.slug,
                    **form.cleaned_data,
                    actor=actor_of(request),
                    at=clock.now(),
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            else:
                return HttpResponseRedirect(self.beside(chosen, +1))
        return self.page(form, draft, chosen)

    def position(self, chosen: catalogue.PrincipleSet) -> int:
        """Which one of the set this is. Raises NotFound."""
        slugs = [one.slug for one in chosen.principles]
        if self.kwargs["principle"] not in slugs:
            raise NotFound("principle")
        return slugs.index(self.kwargs["principle"])

    def beside(self, chosen: catalogue.PrincipleSet, by: int) -> str:
        """The page before or after; the overview at either end."""
        position = self.position(chosen) + by
        if not 0 <= position < len(chosen.principles):
            return address("principles", listing_id=self.listing_id)
        return address(
            "principle",
            listing_id=self.listing_id,
            set=chosen.slug,
            principle=chosen.principles[position].slug,
        )

    def page(
        self, form: Form, draft: directory.DraftRecord, chosen: catalogue.PrincipleSet
    ) -> HttpResponse:
        """The question."""
        position = self.position(chosen)
        context = {
            "form": form,
            "set": chosen,
            "one": chosen.principles[position],
            "number": position + 1,
            "count": len(chosen.principles),
            "back": self.beside(chosen, -1),
            **self.about(draft),
        }
        return render(self.request, "directory/listing/principle.jinja", context)


class Sign(PrinciplesView):
    """A named person signs for the group, or signs again after a year."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft, chosen = self.chosen()
        return self.page(SignForm(), draft, chosen)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft, chosen = self.chosen()
        form = SignForm(request.POST)
        if form.is_valid():
            act = directory.renew_sign_up if self.standing(chosen.slug) else directory.sign_up
            try:
                act(
                    self.listing_id,
                    principle_set=chosen.slug,
                    signatory=form.cleaned_data["signatory"],
                    actor=actor_of(request),
                    at=clock.now(),
                )
            except Invalid as refused:
                form.add_faults(refused.faults)
            else:
                return go("principles", listing_id=self.listing_id)
        return self.page(form, draft, chosen)

    def page(
        self, form: Form, draft: directory.DraftRecord, chosen: catalogue.PrincipleSet
    ) -> HttpResponse:
        """What is signed, in whose words, and what it means."""
        words = directory.words_before_signing(
            self.listing_id, principle_set=chosen.slug, actor=actor_of(self.request)
        )
        context = {
            "form": form,
            "set": chosen,
            "words": [(one.title, words.get(one.slug, "")) for one in chosen.principles],
            "again": self.standing(chosen.slug) is not None,
            "back": address("principles", listing_id=self.listing_id),
            **self.about(draft),
        }
        return render(self.request, "directory/listing/sign.jinja", context)


class Withdraw(PrinciplesView):
    """Takes the signature away, after asking."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        draft, chosen = self.chosen()
        if self.standing(chosen.slug) is None:
            return go("principles", listing_id=self.listing_id)
        context = {
            "title": _("Withdraw your signature?"),
            "words": _(
                "The public page then no longer says that your group signed, "
                "and no longer shows your own words. Your answers stay here for you."
            ),
            "button": _("Withdraw it"),
            "variant": "warning",
            "edition": draft.edition,
            **self.about(draft),
            "tasks_address": address("principles", listing_id=self.listing_id),
        }
        return render(request, "directory/listing/act.jinja", context)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        _draft, chosen = self.chosen()
        # Sent twice: the second finds nothing to withdraw.
        if self.standing(chosen.slug) is not None:
            directory.withdraw_sign_up(
                self.listing_id,
                principle_set=chosen.slug,
                actor=actor_of(request),
                at=clock.now(),
            )
        return go("principles", listing_id=self.listing_id)
