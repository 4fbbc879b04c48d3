"""Teams with practices, and what their posters did, for tests."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID, uuid4

from alongside.domain.people import public as people
from alongside.domain.people.models import Person
from alongside.domain.signposting.models import PosterCount, Request
from alongside.domain.signposting.states import RequestState
from alongside.foundation.clock import LONDON
from factories.directory import AT, SYSTEM, listed


def team(
    slug: str = "malvern",
    name: str = "Malvern",
    practices: tuple[tuple[str, str], ...] = (("M81001", "Link Top Surgery"),),
    *,
    valid_to: date | None = None,
) -> UUID:
    """A neighbourhood team that stands since long ago."""
    return people.add_team(
        slug=slug,
        name=name,
        places=[name],
        outward_codes=["WR14"],
        lat=52.1,
        lon=-2.3,
        population=50_000,
        practices=practices,
        valid_from=date(2020, 1, 1),
        valid_to=valid_to,
        actor=SYSTEM,
        at=AT,
    )


def scanned(code: str, month: date, scans: int) -> None:
    """So many scans of that poster in that month; a second time replaces the first."""
    PosterCount.objects.update_or_create(code=code, month=month, defaults={"scans": scans})


class Asking:
    """People who asked one group by posters, long answered: straight into the table."""

    def __init__(self, steward: UUID) -> None:
        self.steward, self.group = steward, listed(steward).listing_id
        self.person = Person.objects.create(name="Ruth Adeyemi", created_at=AT).pk

    def by(self, code: str, month: date, number: int) -> None:
        """So many requests on a day of that month."""
        at = datetime.combine(month.replace(day=14), time(12), LONDON)
        Request.objects.bulk_create(self._request(code, at) for _ in range(number))

    def _request(self, code: str, at: datetime) -> Request:
        key = uuid4().hex
        return Request(
            reference=key[:9],
            key=key,
            state=RequestState.WITHDRAWN,
            person_id=self.person,
            listing_id=self.group,
            steward_id=self.steward,
            practice=code,
            asked_at=at,
            group_asked_on=at.date(),
            changed_at=at,
        )
