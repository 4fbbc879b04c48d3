"""Somebody about whom every table says something, so that nothing of theirs can be forgotten.

Each app that holds personal data has a function here; `MAKERS` lists them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from uuid import uuid4

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Editor, RunningCheck, SignUp
from alongside.domain.interop.models import ImportRun
from alongside.domain.messaging.models import Message, Reply, SafeContact
from alongside.domain.outcomes.models import (
    Response,
    Score,
    ServiceMeasure,
    ServiceTargets,
    Story,
    StoryUse,
)
from alongside.domain.people import public as people
from alongside.domain.people.models import (
    CarerPermission,
    Complaint,
    ErasureRequest,
    Invitation,
    Person,
    Restriction,
)
from alongside.domain.referrals.models import Referral
from alongside.domain.safety.models import Concern
from alongside.domain.signposting.models import Request, ToldOf, UnmetNeed
from alongside.domain.signposting.models.unmet import REASONS
from alongside.domain.training.models import Attendance, Enrolment, SignOff
from alongside.foundation.actor import Actor, system
from alongside.foundation.sealed import seal
from factories.catalogue import fill
from factories.directory import content, listed
from factories.people import MembershipFactory, PersonFactory
from journeys.mentoring_world import mentoring_world

AT = datetime(2026, 11, 22, 10, tzinfo=UTC)
UNTIL = date(2027, 2, 3)
SYSTEM = system("test")


def acting(person: Person) -> Actor:
    """The person, signed in, with the roles held now."""
    return people.actor_for_user(person.user_id, second_factor=True, at=AT)


def people_world(person: Person, mark: str) -> None:
    """Account, role, consent, carers on both sides, complaint, invitation, erasure asked."""
    here = people.service()
    assert here is not None
    Person.objects.filter(pk=person.pk).update(about=f"{mark} about")
    EmailAddress.objects.create(
        user=person.user, email=f"{mark}-second@example.org", verified=True, primary=True
    )
    waiting = EmailAddress.objects.create(user=person.user, email=f"{mark}-third@example.org")
    EmailConfirmation.objects.create(email_address=waiting, key=f"{mark}-key", sent=AT)
    Authenticator.objects.create(
        user=person.user,
        type="totp",
        data={"secret": f"{mark}-secret"},
        created_at=AT,
        last_used_at=timezone.now(),
    )
    person.user.last_login = AT  # type: ignore[union-attr]
    person.user.save()  # type: ignore[union-attr]
    session = SessionStore()
    session["_auth_user_id"] = str(person.user_id)
    session.create()
    MembershipFactory(person=person, organisation_id=here.organisation_id, role="coordinator")
    people.give_consent(
        person_id=person.pk, purpose="join-request", how="page", actor=acting(person), at=AT
    )
    other = PersonFactory()
    people.give_consent(
        person_id=other.pk, purpose="join-request", how="phone", actor=acting(person), at=AT
    )
    for one, two in ((person, other), (other, person)):
        CarerPermission.objects.create(
            person=one, carer=two, what="see_request", valid_until=UNTIL, given_at=AT, ended_at=AT
        )
    people.offer_carer(
        person_id=person.pk, what=["download"], until=UNTIL, actor=acting(person), at=AT
    )
    offer = person.careroffer_set.get()
    offer.taken_at = offer.withdrawn_at = AT
    offer.save()
    given = people.ComplaintGiven(
        about=f"{mark} complains", wanted="explain", reply_by="phone", name=f"{mark} writes",
        reply_to=f"{mark} 01632 960001", safely=f"{mark} after six", may_leave_message=True,
    )  # fmt: skip
    people.complain(given=given, key=uuid4(), actor=acting(person), at=AT)
    Complaint.objects.filter(person=person).update(
        answer=f"{mark} answered", answered_at=AT, state="answered"
    )
    Invitation.objects.create(
        organisation_id=here.organisation_id, role="mentor", made_by=person, made_at=AT,
        valid_until=AT, taken_by=person,
    )  # fmt: skip
    Restriction.objects.create(
        person=person, because="accuracy", about=f"{mark} is wrong", how="phone",
        recorded_by=other, asked_at=AT, state="told", told_how="post", told_at=AT, told_by=other,
    )  # fmt: skip
    Restriction.objects.create(
        person=other, because="claim", how="paper", recorded_by=person, asked_at=AT,
        state="lifted", told_how="phone", told_at=AT, told_by=person, lifted_at=AT,
        lifted_by=person,
    )  # fmt: skip
    ErasureRequest.objects.create(
        person=other, asked_by=person, asked_at=AT, decided_by=PersonFactory(), decided_at=AT,
        state="turned_down",
    )  # fmt: skip


def directory_world(person: Person, mark: str) -> None:
    """Editor of a public group and of a draft, signatory, author, checker, one who answered."""
    here = people.service()
    assert here is not None
    public = listed(here.organisation_id, content(name="Wrens Walking"))
    Editor.objects.create(listing_id=public.listing_id, person=person, since=AT)
    directory.start_listing(name=f"{mark} draft group", actor=acting(person), at=AT)
    version = Editor.objects.filter(person=person).latest("pk").listing.versions.get()
    version.remarks = {"name": f"{mark} remark"}
    version.author = version.checker = person
    version.save()
    SignUp.objects.create(
        listing_id=public.listing_id, principle_set="six-for-any-condition",
        signatory=person.name, signed_on=AT.date(), renew_by=UNTIL,
    )  # fmt: skip
    RunningCheck.objects.create(
        listing_id=public.listing_id, asked_on=AT.date(), ring_from=AT.date(), tag_on=AT.date(),
        hide_on=AT.date(), nonce="n", answered_on=AT.date(), answer="running", how="signed_in",
        answered_by=person,
    )  # fmt: skip


def interop_world(person: Person, mark: str) -> None:
    """A file that they brought in."""
    here = people.service()
    assert here is not None
    ImportRun.objects.create(
        kind="groups", file_name="groups.csv", digest="d", steward_id=here.organisation_id,
        started_by=person, started_at=AT,
    )  # fmt: skip


def messaging_world(person: Person, mark: str) -> None:
    """How they are reached, a message that waits, an answer that nobody read."""
    here = people.service()
    assert here is not None
    SafeContact.objects.create(
        person=person, organisation_id=here.organisation_id, channels=["text"],
        forbidden=["letter"], text_number=f"{mark}-mobile",
        email=f"{mark}-own@example.org", phone_number=f"{mark}-phone", post=[f"{mark} Lane"],
        may_leave_message=True, safe_times=[f"{mark} times"], quiet_from=time(20, 1),
        quiet_to=time(9, 2), signed_as="first_name", signature_name=f"{mark}-sign",
        may_name=True, language=f"{mark}-language", formats=[f"{mark}-format"],
        interpreter_language=f"{mark}-spoken", share_needs=True, identified_on=UNTIL,
        review_on=UNTIL,
        texts_stopped_at=AT, before_stop={"kept": f"{mark} before"}, undo_until=AT,
        created_at=AT, changed_at=AT,
    )  # fmt: skip
    message = Message.objects.create(
        key=f"test/{person.pk}/message", template="join_sent", version=1, to_kind="person",
        person=person, cause_type="people.person", cause_id=str(person.pk),
        names_of_values=["link"], values={"link": f"{mark} value"},
        contact={"name": f"{mark} contact"}, channel="text", address=f"{mark} address",
        sender=f"{mark} sender", subject=f"{mark} subject", body=f"{mark} body",
        language="en", number_digest=f"{mark} digest", not_before=AT, due_at=AT, created_at=AT,
    )  # fmt: skip
    Reply.objects.create(
        provider="console", provider_id=str(person.pk), number_digest=f"{mark} digest",
        text=f"{mark} answer", meaning="unknown", message=message, person=person, at=AT,
        note=f"{mark} note",
    )  # fmt: skip


def safety_world(person: Person, mark: str) -> None:
    """A worry that they told, and that two others closed."""
    here = people.service()
    assert here is not None
    Concern.objects.create(
        reference=uuid4().hex[:9], key=uuid4(), organisation_id=here.organisation_id,
        state="closed", danger_now=False, what_happened=f"{mark} told", about="me",
        may_contact=True, contact_name=f"{mark} called", contact_by="text",
        contact_at=f"{mark} 07700", contact_safely=f"{mark} alone", may_leave_message=True,
        reporter=person, received_at=AT, closing_by=PersonFactory(), closed_by=PersonFactory(),
        closed_at=AT,
    )  # fmt: skip


def signposting_world(person: Person, mark: str) -> None:
    """Something asked of a group and withdrawn, a need that nothing met, a listing told of."""
    here = people.service()
    assert here is not None
    listing = listed(here.organisation_id, content(name="Asked Circle")).listing_id
    request = Request.objects.create(
        reference=uuid4().hex[:9], key=f"{mark}-key-request", state="withdrawn", person=person,
        listing_id=listing, steward_id=here.organisation_id, help_to_come=[f"{mark} help"],
        note=f"{mark} note", asked_at=AT, group_asked_on=AT.date(), meets_you=f"{mark} meets",
        group_reason=f"{mark} reason", changed_at=AT,
    )  # fmt: skip
    need = UnmetNeed.objects.create(
        key=f"{mark}-key-need", reason=REASONS[0], recorded_at=AT, person=person,
        steward_id=here.organisation_id, request=request, tell_until=UNTIL, town=f"{mark} town",
        fitted=[f"{mark} fitted"],
    )  # fmt: skip
    ToldOf.objects.create(need=need, listing_id=listing, told_at=AT)


def training_world(person: Person, mark: str) -> None:
    """A module that they did, and one in which they saw what another can do."""
    here = people.service()
    assert here is not None
    other = PersonFactory()
    for learner, observer, said in ((person, other, mark), (other, person, "theirs")):
        done = Enrolment.objects.create(
            person=learner, organisation_id=here.organisation_id, module=f"{said}-module",
            module_version=7, state="done", enrolled_at=AT, read_on=AT.date(), done_on=AT.date(),
            renew_on=UNTIL,
        )  # fmt: skip
        Attendance.objects.create(
            enrolment=done, session=f"{said}-session", on=UNTIL, noted_by=observer, noted_at=AT
        )
        SignOff.objects.create(
            enrolment=done, learner=learner, skill=f"{said}-skill", on=UNTIL, by=observer,
            words=f"{said} words", at=AT,
        )  # fmt: skip


def referrals_world(person: Person, mark: str) -> None:
    """Referred, with everything that can be written, and withdrawn."""
    here = people.service()
    assert here is not None
    Referral.objects.create(
        reference=uuid4().hex[:9], key=f"{mark}-key-referral", state="withdrawn", person=person,
        service_id=here.organisation_id, made_by="clinician", referrer=PersonFactory(),
        wants="mentor", condition=f"{mark} condition", reason=f"{mark} reason",
        about_me=f"{mark} about me", barriers=[f"{mark} barrier"], risk=f"{mark} risk",
        referred_by=f"{mark} referred",
        correction=f"{mark} correction", born=UNTIL, nhs_number=seal(f"{mark} number"),
        nhs_digest=f"{mark} nhs", name_digest=f"{mark} name", reach_digest=f"{mark} reach",
        note=f"{mark} note", made_at=AT, sent_at=AT, received_on=AT.date(), changed_at=AT,
        before={"owner": f"{mark} owner"},
    )  # fmt: skip


def outcomes_world(person: Person, mark: str) -> None:
    """A measure that they chose for the service, and one that they answered."""
    here = people.service()
    assert here is not None
    ServiceMeasure.objects.get_or_create(
        organisation_id=here.organisation_id,
        defaults={"measure": "friends-and-family", "chosen_at": AT, "chosen_by": person},
    )
    response = Response.objects.create(
        episode_id=uuid4(), point="end", person=person, organisation_id=here.organisation_id,
        measure=f"{mark}-measure", measure_version=f"{mark}-version", state="answered",
        asked_at=AT, said_at=AT, how="link", answers={"why": f"{mark} because"},
    )  # fmt: skip
    Score.objects.create(
        response=response, scale=f"{mark}-scale", value=7.25, category=f"{mark}-category",
        band=f"{mark}-band", bands_version=f"{mark}-bands", licence=f"{mark}-licence",
        answered=11, of=13,
    )  # fmt: skip
    ServiceTargets.objects.get_or_create(
        organisation_id=here.organisation_id,
        defaults={"mentors": 20, "changed_at": AT, "changed_by": person},
    )
    story = Story.objects.create(
        person=person, organisation_id=here.organisation_id, words=f"{mark} words",
        shown_as=f"{mark} shown", changed_at=AT, read_at=AT, read_by=person,
    )  # fmt: skip
    StoryUse.objects.create(
        story=story, use="report", words_version=7, agreed_at=AT, until=UNTIL, ended_at=AT
    )


MAKERS: tuple[Callable[[Person, str], None], ...] = (
    people_world,
    directory_world,
    messaging_world,
    safety_world,
    signposting_world,
    training_world,
    referrals_world,
    outcomes_world,
    interop_world,
    mentoring_world,
)


def somebody(mark: str) -> Person:
    """A new person called after the mark, about whom every app says something."""
    person = PersonFactory(name=f"{mark} Wren", user__email=f"{mark}@example.org")
    for make in MAKERS:
        make(person, mark)
    return person


def service() -> None:
    """A service with its data and an administrator who stays."""
    here = people.create_deployment(kind="service", name="Severn Peers", actor=SYSTEM, at=AT)
    fill()
    MembershipFactory(organisation_id=here.organisation_id, role="org_admin")
