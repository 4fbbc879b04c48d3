"""What nothing suited: counted without telling who, and told of once when something fits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.domain.catalogue.models import Postcode
from alongside.domain.directory import public as directory
from alongside.domain.people import public as people
from alongside.domain.signposting import public as signposting
from alongside.domain.signposting.models import ToldOf, UnmetNeed
from alongside.foundation.actor import VISITOR, Actor
from alongside.foundation.errors import Invalid, NotFound, Refused
from factories.asking import TEXT, County, asked, county, group, group_link
from factories.directory import AT, SYSTEM, content, coordinator, organisation, person

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def here() -> County:
    Postcode.objects.create(code="WR1", outward="WR1", lat=52.19, lon=-2.22)
    return county(name="Not for this", conditions=("copd",))


def _record(**changes: Any) -> UUID:
    said = {"outward": "WR1", "condition": "hiv", "language": "", "age_band": "25_44"}
    return signposting.record_unmet(
        **{**said, "key": uuid4().hex, "actor": VISITOR, "at": AT, **changes}
    )


def _tell(**changes: Any) -> UUID:
    said = {"outward": "WR1", "condition": "hiv", "name": "Ruth", "contact": TEXT}
    return signposting.tell_when_one_opens(
        **{**said, "key": uuid4().hex, "actor": VISITOR, "at": AT, **changes}
    )


def _checked(here: County, **said: Any) -> UUID:
    """A group for people with HIV that a person here has checked."""
    leader = person("Leader")
    whole = content(**{"name": "New Circle", "conditions": ("hiv",), **said})
    key = directory.start_listing(name=whole.name, actor=leader, at=AT)
    changes = {
        field: getattr(whole, field)
        for field in directory.FIELD_NAMES
        if field not in ("kind", "full", "source", "external_id")
    }
    edition = directory.save_draft(key, edition=1, changes=changes, actor=leader, at=AT)
    directory.submit(key, edition=edition, actor=leader, at=AT)
    directory.check(key, edition=edition, actor=here.coordinator, at=AT)
    return key


def _told() -> int:
    return signposting.tell_news(actor=SYSTEM, at=AT + timedelta(days=3))


def test_need_is_written_down_of_nobody_in_particular(here: County) -> None:
    key = uuid4().hex

    assert len({_record(key=key) for _ in range(10)}) == 1

    need = UnmetNeed.objects.get()
    assert (need.reason, need.outward, need.condition) == ("nothing_suitable", "WR1", "hiv")
    assert need.person_id is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"outward": "nowhere"}, "outward"),
        ({"condition": "glass-ankles"}, "condition"),
        ({"language": "xx"}, "language"),
        ({"age_band": "old"}, "age_band"),
        ({"team": "nobody"}, "team"),
        ({"reason": "full"}, "reason"),
    ],
)
def test_what_the_catalogue_does_not_know_is_refused(
    here: County, changes: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        _record(**changes)

    assert set(refused.value.faults) == {field}
    assert not UnmetNeed.objects.exists()


def test_of_a_whole_postcode_only_the_outward_code_is_kept(here: County) -> None:
    _record(outward="wr1 2ab")

    assert UnmetNeed.objects.get().outward == "WR1"


def test_told_once_when_a_group_that_fits_is_checked(here: County) -> None:
    _tell()
    _tell(condition="copd")  # something else
    assert _told() == 0

    new = _checked(here)

    assert _told() == 1
    assert _told() == 0
    assert ToldOf.objects.get().listing_id == new
    assert signposting.run_due(actor=SYSTEM, at=AT + timedelta(days=4)).told == 0


def test_nobody_is_told_of_what_was_there_unchecked_full_or_past_the_year(here: County) -> None:
    group(here.steward, name="There before", conditions=("hiv",))
    _tell()
    group(here.steward, name="From a file", conditions=("hiv",))
    full = _checked(here, name="Full Circle")
    directory.set_full(full, True, actor=here.coordinator, at=AT)
    assert _told() == 0

    directory.set_full(full, False, actor=here.coordinator, at=AT)
    late = AT + timedelta(days=400)
    assert signposting.tell_news(actor=SYSTEM, at=late) == 0
    assert _told() == 1


def test_language_that_is_needed_is_spoken_there(here: County) -> None:
    _tell(language="ur")
    _checked(here, name="In English")
    assert _told() == 0

    _checked(here, name="In Urdu", languages=("ur",))

    assert _told() == 1


def test_person_who_asked_may_hear_of_others_and_stop(here: County) -> None:
    record = asked(here.group)
    signposting.answer_request(group_link(record.request_id), answer="not_this_one", at=AT)
    signposting.nothing_suits(record.request_id, actor=here.coordinator, at=AT)
    assert "tell_me" in signposting.my_request(record.token, at=AT).events

    for _ in range(3):
        signposting.tell_me(record.token, at=AT)

    assert signposting.my_request(record.token, at=AT).will_be_told
    assert UnmetNeed.objects.filter(reason="tell_me").count() == 1
    _checked(here, conditions=("copd",))
    assert _told() == 1


def test_news_link_shows_what_fits_and_stops_it(here: County) -> None:
    from alongside.foundation.links import make_link
    from alongside.foundation.unit import unit

    need_id = _tell()
    new = _checked(here)
    _told()
    with unit(actor=SYSTEM, at=AT) as work:
        need = UnmetNeed.objects.get(pk=need_id)
        token = make_link("news", need, valid_until=AT + timedelta(days=9), work=work)

    assert signposting.news(token, at=AT).listing_ids == (new,)
    signposting.stop_telling(token, at=AT)
    signposting.stop_telling(token, at=AT)

    assert signposting.news(token, at=AT).until is None
    with pytest.raises(NotFound):
        signposting.news("x" * 22, at=AT)


def test_counts_are_exact_inside_and_for_nobody_else(here: County) -> None:
    before = AT - timedelta(days=60)
    for number in range(12):
        _record(condition="hiv" if number < 5 else "copd", at=before)

    inside = signposting.unmet_counts(actor=here.coordinator, at=AT)

    assert inside.total == 12
    assert _of(inside, "condition") == {"hiv": 5, "copd": 7}
    assert _of(inside, "place") == {"WR1": 12}
    with pytest.raises(Refused):
        signposting.unmet_counts(actor=person("Somebody"), at=AT)


@pytest.mark.parametrize(("number", "told"), [(0, 0), (7, None), (12, 10)])
def test_outside_is_one_protected_number_of_whole_months_that_are_over(
    here: County, number: int, told: int | None
) -> None:
    _team("hills", "Malvern")
    for _ in range(number):
        _record(outward="", place=MALVERN)  # this month

    assert signposting.unmet_near("hills", at=AT) == 0
    assert signposting.unmet_near("hills", at=AT.replace(month=12)) == told
    assert signposting.unmet_near("elsewhere", at=AT.replace(month=12)) == 0


def _of(counts: signposting.UnmetCounts, heading: str) -> dict[str, int]:
    return {row.value: row.count for row in counts.rows if row.heading == heading}


def test_list_is_for_coordinators_of_the_service(here: County) -> None:
    _tell()
    _record()

    rows = signposting.unmet_needs(actor=here.coordinator, at=AT).rows

    assert {row.name for row in rows} == {"Ruth", ""}
    other = coordinator(organisation("Elsewhere"))
    assert signposting.unmet_needs(actor=other, at=AT).total == 0
    for nobody in (VISITOR, person("Somebody")):
        with pytest.raises(Refused):
            signposting.unmet_needs(actor=nobody, at=AT)


def test_list_takes_the_same_queries_for_one_and_thirty(here: County) -> None:
    def queries(actor: Actor) -> int:
        with CaptureQueriesContext(connection) as seen:
            signposting.unmet_needs(actor=actor, at=AT, per_page=50)
        return len(seen)

    _tell()
    one = queries(here.coordinator)
    for _ in range(29):
        _tell()

    assert queries(here.coordinator) == one


def _team(slug: str, *places: str, lat: float = 52.11, lon: float = -2.33) -> None:
    people.add_team(
        slug=slug,
        name=slug.title(),
        places=places,
        outward_codes=(),
        lat=lat,
        lon=lon,
        population=1,
        valid_from=AT.date(),
        actor=SYSTEM,
        at=AT,
    )


def _near(key: str) -> tuple[str, str, str]:
    UnmetNeed.objects.all().delete()
    _record(outward="", place=key)
    need = UnmetNeed.objects.get()
    return need.outward, need.team, need.town


MALVERN, WORCESTER, ABERDEEN = "great-malvern-52.11", "worcester-52.19", "aberdeen-57.14"


def test_who_looked_near_a_town_is_counted_where_its_team_is(here: County) -> None:
    _team("hills", "Malvern", "Ledbury")  # as people call it
    _team("north", "Worcester")
    _team("south", "Worcester", lat=52.18)

    assert _near(MALVERN) == ("", "hills", "")
    # Two teams name it, and neither can be said to be the one.
    assert _near(WORCESTER) == ("WR1", "", "")
    assert _near("WR1") == ("WR1", "", "")


def test_a_town_that_no_team_names_has_the_nearest_code_or_team(here: County) -> None:
    Postcode.objects.create(code="WR14", outward="WR14", lat=52.10, lon=-2.32)
    Postcode.objects.create(code="WR141AA", outward="WR14", lat=52.1116, lon=-2.3251)

    by_code = _near(MALVERN)
    Postcode.objects.all().delete()
    _team("elsewhere", "Ledbury", lat=52.0, lon=-2.4)
    by_team = _near(MALVERN)

    assert by_code == ("WR14", "", "")
    assert by_team == ("", "elsewhere", "")


def test_a_town_far_from_all_that_is_known_stands_for_itself(here: County) -> None:
    _team("hills", "Malvern")

    assert _near(ABERDEEN) == ("", "", ABERDEEN)
    listed = signposting.unmet_needs(actor=here.coordinator, at=AT).rows[0]
    counts = signposting.unmet_counts(actor=here.coordinator, at=AT)
    assert listed.town == "Aberdeen"
    assert ("place", "Aberdeen") in {(one.heading, one.value) for one in counts.rows}


def test_who_looked_near_a_town_hears_of_groups_near_it_alone(here: County) -> None:
    _team("hills", "Malvern")
    _tell(outward="", place=MALVERN)
    _tell(outward="", place=ABERDEEN)

    new = _checked(here)

    assert _told() == 1
    assert ToldOf.objects.get().need.team == "hills"
    assert ToldOf.objects.get().listing_id == new


@pytest.mark.parametrize("place", ["nowhere-1.00", "WR99", "x" * 500])
def test_a_place_that_is_none_is_refused(here: County, place: str) -> None:
    with pytest.raises(Invalid) as refused:
        _record(outward="", place=place)

    assert set(refused.value.faults) == {"place"}
