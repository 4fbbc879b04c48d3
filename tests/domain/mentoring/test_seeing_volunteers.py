"""Who sees volunteers."""

from __future__ import annotations

import pytest

from alongside.domain.mentoring import public as mentoring
from alongside.foundation.actor import VISITOR, by_link
from alongside.foundation.errors import NotFound, Refused
from factories.directory import coordinator, organisation, person
from factories.mentoring import AT, PROFILE, TODAY, acting, prepared, service

pytestmark = pytest.mark.django_db


def test_out_of_sight_is_not_found() -> None:
    here = service()
    volunteer_id = prepared(here)
    elsewhere = coordinator(organisation("Another place"))
    strangers = (VISITOR, person("Una Known"), elsewhere, by_link(person("Sol").person_id))

    for stranger in strangers:
        for act in (
            lambda who: mentoring.checklist(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.preview(volunteer_id, actor=who),
            lambda who: mentoring.volunteer(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.own_profile(volunteer_id, actor=who),
            lambda who: mentoring.welcome(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.decline(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.go_live(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.stop(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.pause(volunteer_id, actor=who, at=AT),
            lambda who: mentoring.agree(volunteer_id, version=1, actor=who, at=AT),
            lambda who: mentoring.note_met(volunteer_id, on=TODAY, actor=who, at=AT),
            lambda who: mentoring.change_profile(volunteer_id, profile=PROFILE, actor=who, at=AT),
            lambda who: mentoring.clear_for_under_18(volunteer_id, cleared=True, actor=who, at=AT),
        ):
            with pytest.raises(NotFound):
                act(stranger)
    assert mentoring.volunteers(actor=elsewhere, at=AT).rows == ()
    with pytest.raises(Refused):
        mentoring.volunteers(actor=strangers[1], at=AT)
    with pytest.raises(NotFound):
        mentoring.by_account(strangers[1])


def test_the_volunteer_cannot_do_what_the_service_does() -> None:
    here = service()
    volunteer_id = prepared(here)
    mona = acting(volunteer_id)

    for act in (
        lambda: mentoring.note_trained(volunteer_id, on=TODAY, actor=mona, at=AT),
        lambda: mentoring.go_live(volunteer_id, actor=mona, at=AT),
        lambda: mentoring.volunteer(volunteer_id, actor=mona, at=AT),
        lambda: mentoring.clear_for_under_18(volunteer_id, cleared=True, actor=mona, at=AT),
    ):
        with pytest.raises(NotFound):
            act()
