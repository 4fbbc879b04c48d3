"""One measure of a service: chosen, asked once, answered or skipped, seen by the right people."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from alongside.domain.messaging.models import Message
from alongside.domain.outcomes import public as outcomes
from alongside.domain.outcomes.models import Response, Score
from alongside.domain.people.models import Deployment, Person
from alongside.foundation.actor import VISITOR, Actor, by_link, system
from alongside.foundation.errors import Conflict, Invalid, NotFound, Refused
from alongside.foundation.models import AuditRow
from factories.catalogue import fill
from factories.people import OrganisationFactory, PersonFactory
from factories.training import actor_of

AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
WELL = {"satisfied": 6, "worthwhile": 7, "happy": 5, "anxious": 4}


class Service:
    """A service with a coordinator, that asks one measure."""

    def __init__(self, measure: str = "ons4") -> None:
        self.organisation = OrganisationFactory()
        self.coordinator = actor_of(PersonFactory(), ("coordinator", self.organisation.pk))
        if measure:
            self.choose(measure)

    def choose(self, measure: str, actor: Actor | None = None) -> None:
        """Asks this one from now on."""
        outcomes.choose_measure(
            self.organisation.pk, measure=measure, actor=actor or self.coordinator, at=AT
        )

    def ask(
        self, person: Person, episode: UUID, point: str = "baseline", actor: Actor | None = None
    ) -> outcomes.Asked | None:
        """Asks the person."""
        return outcomes.ask(
            episode, point=point, person_id=person.pk, organisation_id=self.organisation.pk,
            actor=actor or self.coordinator, at=AT,
        )  # fmt: skip


def token_of(response_id: UUID) -> str:
    """The link that went out."""
    return str(Message.objects.get(cause_id=str(response_id)).values["link"])


@pytest.fixture
def service(db: None) -> Service:
    fill()
    made = Service()
    Deployment.objects.create(kind="service", organisation=made.organisation, created_at=AT)
    return made


def asked(service: Service, person: Person, episode: UUID, point: str = "baseline") -> UUID:
    """The response that is now there."""
    made = service.ask(person, episode, point)
    assert made is not None
    return made.response_id


def test_asked_once_answered_by_the_link_and_scored(service: Service) -> None:
    asha, episode = PersonFactory(), uuid4()
    one = asked(service, asha, episode)
    assert service.ask(asha, episode) == outcomes.Asked(one, news=False)
    token = token_of(one)

    shown = outcomes.questions(token, at=AT)
    for _twice in range(2):
        outcomes.answer(token, answers={**WELL, "happy": None}, at=AT)

    assert [item.id for item in shown.measure.items] == list(WELL)
    assert Message.objects.count() == 1
    assert Score.objects.count() == 4
    (told,) = outcomes.outcomes(episode, actor=service.coordinator)
    assert [(each.scale, each.value, each.band) for each in told.scores] == [
        ("satisfied", 6, "medium"), ("worthwhile", 7, "high"), ("happy", None, ""),
        ("anxious", 4, "medium"),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        outcomes.answer(token, answers={**WELL, "happy": 1}, at=AT)


def test_skipping_is_always_right_and_may_be_taken_back(service: Service) -> None:
    asha, episode = PersonFactory(), uuid4()
    token = token_of(asked(service, asha, episode))

    for _twice in range(2):
        outcomes.skip(token, at=AT)
    outcomes.answer(token, answers={"satisfied": None, "happy": ""}, at=AT)
    assert Response.objects.get().state == "skipped"
    assert not Score.objects.exists()

    outcomes.answer(token, answers=WELL, at=AT)
    outcomes.skip(token, at=AT)
    assert Response.objects.get().state == "answered"


def test_the_end_asks_what_the_beginning_asked(service: Service) -> None:
    asha, episode = PersonFactory(), uuid4()
    asked(service, asha, episode)
    service.choose("semcd6")

    asked(service, asha, episode, "end")
    asked(service, asha, uuid4(), "end")

    assert [each.measure for each in Response.objects.order_by("measure")] == [
        "ons4", "ons4", "semcd6"
    ]  # fmt: skip


def test_a_service_that_chose_nothing_asks_nothing(db: None) -> None:
    fill()
    service = Service(measure="")

    assert service.ask(PersonFactory(), uuid4()) is None
    assert outcomes.measure_of(service.organisation.pk) is None
    service.choose("ons4")
    service.choose("")
    assert service.ask(PersonFactory(), uuid4()) is None


@pytest.mark.parametrize("measure", ["pam", "phq9", "mentoring"])
def test_only_a_measure_whose_questions_may_be_shown_is_chosen(
    service: Service, measure: str
) -> None:
    with pytest.raises(Invalid):
        service.choose(measure)

    offered = outcomes.choice(actor=service.coordinator, at=AT).offered
    assert [each.slug for each in offered] == [
        "ons4", "ons-loneliness", "semcd6", "friends-and-family"
    ]  # fmt: skip
    assert all(len(each.items) <= outcomes.MOST_ITEMS for each in offered)


@pytest.mark.parametrize(
    ("answers", "field"),
    [({"happy": 11}, "happy"), ({"happy": "5"}, "happy"), ({"sad": 1}, "sad")],
)
def test_an_answer_that_there_is_not_is_refused(
    service: Service, answers: dict[str, Any], field: str
) -> None:
    token = token_of(asked(service, PersonFactory(), uuid4()))

    with pytest.raises(Invalid) as refused:
        outcomes.answer(token, answers=answers, at=AT)

    assert set(refused.value.faults) == {field}
    assert Response.objects.get().state == "asked"


def test_link_is_over_after_its_days_and_is_no_other(service: Service) -> None:
    token = token_of(asked(service, PersonFactory(), uuid4()))

    for false, at in ((token, AT + timedelta(days=61)), ("A" * 22, AT), ("", AT)):
        with pytest.raises(NotFound):
            outcomes.questions(false, at=at)
        with pytest.raises(NotFound):
            outcomes.answer(false, answers=WELL, at=at)
        with pytest.raises(NotFound):
            outcomes.skip(false, at=at)


def test_who_asks_and_who_does_not(service: Service) -> None:
    asha = PersonFactory()
    other = Service()

    for actor in (VISITOR, actor_of(asha), other.coordinator):
        with pytest.raises(Refused):
            service.ask(asha, uuid4(), actor=actor)
        with pytest.raises(Refused):
            service.choose("semcd6", actor)
    with pytest.raises(Invalid):
        service.ask(asha, uuid4(), "middle")
    assert service.ask(asha, uuid4(), actor=system("journey")) is not None


def test_seen_by_the_person_and_the_coordinator_alone(service: Service) -> None:
    asha, episode = PersonFactory(), uuid4()
    one = asked(service, asha, episode)
    mentor = actor_of(PersonFactory(), ("mentor", service.organisation.pk))

    for actor in (actor_of(asha), by_link(asha.pk), service.coordinator):
        assert len(outcomes.outcomes(episode, actor=actor)) == 1
    for actor in (VISITOR, mentor, actor_of(PersonFactory()), Service().coordinator):
        assert outcomes.outcomes(episode, actor=actor) == ()
        with pytest.raises(NotFound):
            outcomes.answer_signed_in(one, answers=WELL, actor=actor, at=AT)
        with pytest.raises(NotFound):
            outcomes.skip_signed_in(one, actor=actor, at=AT)


@pytest.mark.parametrize(("who", "how"), [("person", "account"), ("coordinator", "said")])
def test_answered_by_account_or_told_to_a_coordinator(service: Service, who: str, how: str) -> None:
    asha = PersonFactory()
    one = asked(service, asha, uuid4())
    actor = actor_of(asha) if who == "person" else service.coordinator
    assert [each.response_id for each in outcomes.my_questions(actor=actor_of(asha))] == [one]

    outcomes.answer_signed_in(one, answers=WELL, actor=actor, at=AT)

    assert Response.objects.get().how == how
    assert outcomes.my_questions(actor=actor_of(asha)) == ()


def test_audit_has_names_and_never_an_answer(service: Service) -> None:
    token = token_of(asked(service, PersonFactory(), uuid4()))
    outcomes.answer(token, answers=WELL, at=AT)

    rows = AuditRow.objects.filter(thing_type="outcomes.response").order_by("pk")

    assert [(row.action, row.fields) for row in rows] == [
        ("response.asked", ["measure", "point"]),
        ("response.answer", ["answers", "how", "said_at", "state"]),
    ]


def test_erased_with_the_person(service: Service) -> None:
    asha = PersonFactory()
    token = token_of(asked(service, asha, uuid4()))
    outcomes.answer(token, answers=WELL, at=AT)

    for rows in (1, 0):
        gone = outcomes.erase_person_data(person_id=asha.pk, actor=actor_of(asha), at=AT)
        assert gone["outcomes.response"] == rows

    with pytest.raises(NotFound):
        outcomes.questions(token, at=AT)
