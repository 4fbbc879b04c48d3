"""What one domain does when another has told something."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alongside.domain.messaging import public as messaging
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import ToldOf
from alongside.foundation.events import tell
from alongside.journeys import reactions
from domain.signposting.test_unmet import _checked, _tell
from factories.asking import asked, county, group_link, row
from factories.directory import AT, SYSTEM

pytestmark = [pytest.mark.postgres]
LATER = AT + timedelta(days=2)


def _told(record: signposting.AskedRecord, meaning: str) -> messaging.ReplyReceived:
    return messaging.ReplyReceived(
        message_id=record.request_id,
        cause_type="signposting.request",
        cause_id=str(record.request_id),
        template="join_how_was_it",
        meaning=meaning,
        at=LATER,
    )


@pytest.mark.django_db
def test_reply_by_text_is_what_the_person_says() -> None:
    here = county()
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="coming", at=AT)
    signposting.run_due(actor=SYSTEM, at=LATER)

    tell([_told(record, "1"), _told(record, "1"), _told(record, "2")])

    assert row(record).state == "went"


@pytest.mark.django_db
def test_connecting_again_does_nothing_more() -> None:
    here = county()
    reactions.connect()
    reactions.connect()
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="coming", at=AT)
    signposting.run_due(actor=SYSTEM, at=LATER)

    tell([_told(record, "4")])

    assert len(signposting.request(record.request_id, actor=SYSTEM, at=AT).said) == 1


@pytest.mark.django_db(transaction=True)
def test_checking_a_group_tells_who_waits_for_it() -> None:
    here = county(conditions=("copd",))
    _tell(outward="")

    new = _checked(here)

    assert ToldOf.objects.get().listing_id == new
