"""What the pages of a worry show, from answers and records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.domain.safety import public as safety
from alongside.web.shared.hours import day_words, moment_words
from alongside.web.shared.parts import Row
from alongside.web.shared.words import Words

ABOUT: dict[str, Words] = {
    safety.About.ME: gettext_lazy("Me"),
    safety.About.OTHER: gettext_lazy("Somebody else"),
    safety.About.UNSAID: gettext_lazy("I would rather not say"),
}
CONTACT: dict[str, Words] = {
    safety.Channel.PHONE: gettext_lazy("Ring %(at)s"),
    safety.Channel.TEXT: gettext_lazy("Send a text to %(at)s"),
    safety.Channel.EMAIL: gettext_lazy("Send an email to %(at)s"),
}


def answer_rows(
    answers: Mapping[str, Any], told: safety.Published | None, address: Callable[[str], str]
) -> list[Row]:
    """The answers in words, each with the way back to its question."""

    def change(key: str) -> str:
        return f"{address(key)}?after=check"

    danger = _("Yes") if answers.get("danger_now") == "yes" else _("No")
    rows = [
        Row(_("In danger right now"), danger, change("danger")),
        Row(_("What happened"), answers.get("what_happened", ""), change("what")),
        Row(_("Who it is about"), _about(answers), change("about")),
        Row(_("Contacting you"), _contact(answers), change("contact")),
    ]
    if told and told.readers:
        readers = _readers(told, str(answers.get("kept_from") or ""))
        several = len(told.readers) > 1
        rows.append(Row(_("Who reads it"), readers, change("readers") if several else ""))
    return rows


def _about(answers: Mapping[str, Any]) -> str:
    words = str(ABOUT.get(answers.get("about", ""), ""))
    name = answers.get("about_name")
    return f"{words}: {name}" if name else words


def _contact(answers: Mapping[str, Any]) -> str:
    if not answers.get("may_contact"):
        lines = [_("Do not contact me")]
    else:
        words = str(CONTACT.get(answers.get("contact_by", ""), ""))
        lines = [words % {"at": answers.get("contact_at", "")} if words else ""]
        lines += [answers.get("contact_safely", "")]
        leave = answers.get("may_leave_message")
        lines += [_("You may leave a message") if leave else _("Do not leave a message")]
        lines += [answers.get("contact_name", "")]
    if answers.get("say_who"):
        lines += [_("You may know that it is me who is signed in")]
    return "\n".join(line for line in lines if line)


def _readers(told: safety.Published, kept_from: str) -> str:
    names = [each.name for each in told.readers if str(each.id) != kept_from]
    return together(names)


def together(names: list[str]) -> str:
    """ "Helen or Ruth"."""
    return _(" or ").join(names)


def receipt_of(told: safety.Told) -> dict[str, Any]:
    """What the last page shows: nothing of what was told."""
    return {
        "reference": told.reference,
        "danger": told.danger_now,
        "readers": together(list(told.readers)),
        "by": moment_words(told.due_at),
    }


STATES: dict[str, Words] = {
    safety.ConcernState.RECEIVED: gettext_lazy("Not read yet"),
    safety.ConcernState.READ: gettext_lazy("Read"),
    safety.ConcernState.IN_HAND: gettext_lazy("In hand"),
    safety.ConcernState.CLOSING: gettext_lazy("To be closed by a second person"),
    safety.ConcernState.CLOSED: gettext_lazy("Closed"),
}
# What is to be done by the due time, in each state.
NEXT: dict[str, Words] = {
    safety.ConcernState.RECEIVED: gettext_lazy("To be read by %(time)s"),
    safety.ConcernState.READ: gettext_lazy("To be taken in hand by %(time)s"),
    safety.ConcernState.IN_HAND: gettext_lazy("To be looked at again by %(time)s"),
    safety.ConcernState.CLOSING: gettext_lazy("To be closed or kept open by %(time)s"),
}
STEPS: dict[str, Words] = {
    safety.StepKind.READ: gettext_lazy("Read it"),
    safety.StepKind.TAKEN: gettext_lazy("Took it in hand"),
    safety.StepKind.NOTE: gettext_lazy("Note"),
    safety.StepKind.SPOKE: gettext_lazy("Spoke with the person, or with whoever told us"),
    safety.StepKind.COUNCIL: gettext_lazy("Told the council's safeguarding team"),
    safety.StepKind.POLICE: gettext_lazy("Told the police, or rang 999"),
    safety.StepKind.ELSEWHERE: gettext_lazy("Told somebody else who can help"),
    safety.StepKind.HEARD_BACK: gettext_lazy("Heard back from somebody who was told"),
    safety.StepKind.DECIDED: gettext_lazy("Decided"),
    safety.StepKind.LET_IN: gettext_lazy("Let somebody else read it"),
    safety.StepKind.CLOSING: gettext_lazy("Suggested to close it"),
    safety.StepKind.KEPT_OPEN: gettext_lazy("Kept it open"),
    safety.StepKind.CLOSED: gettext_lazy("Closed it"),
}
DONE: dict[str, Words] = {
    "read": gettext_lazy("You have read it"),
    "take": gettext_lazy("It is in your hands"),
    "note": gettext_lazy("It is written down"),
    "decide": gettext_lazy("The decision is written down"),
    "suggest_closing": gettext_lazy("The other person is asked to look at it"),
    "keep_open": gettext_lazy("It stays open"),
    "let_in": gettext_lazy("They can read it now"),
    "pause": gettext_lazy("Their meetings are paused"),
    "close": gettext_lazy("It is closed"),
}
WORKS: tuple[tuple[str, Words], ...] = (
    ("take", gettext_lazy("Take it in hand")),
    ("note", gettext_lazy("Write down what you did")),
    ("decide", gettext_lazy("Decide")),
    ("suggest_closing", gettext_lazy("Suggest closing it")),
    ("keep_open", gettext_lazy("Keep it open")),
    ("let_in", gettext_lazy("Let somebody else read it")),
)


@dataclass(frozen=True)
class ListRow:
    """A line of the list, in words: its clock first."""

    id: UUID
    reference: str
    clock: str
    overdue: bool
    shared: bool
    danger: bool
    state: Words
    owner: str
    received: str


def list_rows(rows: Iterable[safety.WorryRow]) -> list[ListRow]:
    """The list in words."""
    return [
        ListRow(
            id=row.id,
            reference=row.reference,
            clock=str(NEXT[row.state]) % {"time": moment_words(row.due_at)} if row.due_at else "",
            overdue=row.clock == safety.Clock.OVERDUE,
            shared=row.clock == safety.Clock.SHARED,
            danger=row.danger_now,
            state=STATES[row.state],
            owner=row.owner,
            received=moment_words(row.received_at),
        )
        for row in rows
    ]


def told_rows(record: safety.WorryRecord) -> list[Row]:
    """What was told, word for word, and how whoever told it may be reached."""
    told = record.told
    about = {"about": told.about, "about_name": told.about_name}
    contact = {
        "may_contact": told.may_contact,
        "contact_by": told.contact_by,
        "contact_at": told.contact_at,
        "contact_safely": told.contact_safely,
        "may_leave_message": told.may_leave_message,
        "contact_name": told.contact_name,
    }
    rows = [
        Row(_("In danger right now"), _("Yes") if told.danger_now else _("No")),
        Row(_("What happened"), told.what_happened or _forgotten(record)),
        Row(_("Who it is about"), _seen_about(about)),
        Row(_("Contacting whoever told us"), _contact(contact)),
        Row(_("Told by"), record.reporter or _("Somebody who did not say who they are")),
        Row(_("Who reads it"), ", ".join(each.name for each in record.readers)),
    ]
    if record.kept_from:
        rows.append(Row(_("Kept from"), record.kept_from))
    return rows


def _forgotten(record: safety.WorryRecord) -> str:
    if record.forgotten_on is None:
        return ""
    day = date_format(record.forgotten_on, "j F Y")
    return _("Deleted on %(day)s: it was kept as long as our policy says.") % {"day": day}


def _seen_about(about: Mapping[str, Any]) -> str:
    if about["about"] == safety.About.ME:
        return _("The person who told us")
    if about["about"] == safety.About.UNSAID:
        return _("They would rather not say")
    return _about(about)


@dataclass(frozen=True)
class StoryStep:
    """One step in words."""

    what: Words
    by: str
    at: str
    words: str


def story(steps: Iterable[safety.StepRecord]) -> list[StoryStep]:
    """The story in words, the first step first."""
    return [
        StoryStep(STEPS[step.kind], step.by, moment_words(step.at), step.words) for step in steps
    ]


def works(record: safety.WorryRecord) -> list[tuple[str, Words]]:
    """What this reader can do now: the page's name and its words."""
    return [(name, words) for name, words in WORKS if name in record.may]


ANSWERS: dict[str, Words] = {
    safety.Answer.YES: gettext_lazy("Yes"),
    safety.Answer.NO: gettext_lazy("No"),
    safety.Answer.NOT_KNOWN: gettext_lazy("Not known"),
}
ROUTES: dict[str, Words] = {
    safety.Route.NOTHING: gettext_lazy("Nothing more is needed"),
    safety.Route.WATCH: gettext_lazy("We see to it ourselves"),
    safety.Route.ADULTS: gettext_lazy("The council's adult safeguarding team is told"),
    safety.Route.CHILDREN: gettext_lazy("The council's children's services are told"),
    safety.Route.OFFICER: gettext_lazy(
        "The council's officer for people who work with children is told"
    ),
    safety.Route.POLICE: gettext_lazy("The police are told"),
}
THRESHOLDS: dict[str, Words] = {
    safety.Threshold.MET: gettext_lazy("By these answers the council must be told"),
    safety.Threshold.NOT_MET: gettext_lazy("By these answers the council need not be told"),
    safety.Threshold.NOT_KNOWN: gettext_lazy("Whether the council must be told is not known yet"),
}


@dataclass(frozen=True)
class Decided:
    """A decision in words."""

    what: Words
    by: str
    at: str
    rows: list[Row]


def decided(decisions: Iterable[safety.DecisionRecord]) -> list[Decided]:
    """The decisions in words, the first one first."""
    return [
        Decided(ROUTES[each.judgement.route], each.by, moment_words(each.at), _grounds(each))
        for each in decisions
    ]


def _grounds(decision: safety.DecisionRecord) -> list[Row]:
    said = decision.judgement
    rows = [
        Row(_("Why"), said.reasons),
        Row(_("Can decide themselves"), str(ANSWERS[said.can_decide])),
        Row(_("What they want"), said.wishes),
        Row(_("Under 18"), str(ANSWERS[said.under_18])),
        Row(_("Needs care and support"), str(ANSWERS[said.care_needs])),
        Row(_("Abused or neglected, or at risk"), str(ANSWERS[said.at_risk])),
        Row(_("Unable to protect themselves"), str(ANSWERS[said.cannot_protect])),
        Row(_("What the law asks for"), str(THRESHOLDS[decision.threshold])),
        Row(_("The person agrees"), str(ANSWERS[said.agrees])),
        Row(_("Why all the same"), said.without_consent),
        Row(_("Who was told"), said.told_whom),
        Row(_("When"), day_words(said.told_on)),
    ]
    return [row for row in rows if row.value]
