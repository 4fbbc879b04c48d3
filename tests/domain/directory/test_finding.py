"""Finding: one ranking for page, API and command line; fresh in every process; constant queries."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.cli.main import main
from alongside.domain.directory import public as directory
from alongside.domain.directory.models import Listing, Revision
from alongside.domain.directory.search import MEMORY, Memory, _plain
from alongside.engines import ranking
from alongside.foundation.errors import NotFound
from factories.catalogue import fill
from factories.directory import AT, PLACE, SYSTEM, content, listed, organisation

pytestmark = pytest.mark.django_db
HERE = {"lat": 52.19, "lon": -2.22, "on": "2026-11-23"}


def need(**changes: Any) -> directory.Need:
    return directory.parse_need({**HERE, "max_km": 20, **changes})


def found(asked: directory.Need | None = None, **options: Any) -> directory.Found:
    return directory.find(asked or need(), at=AT, **options)


def names(page: directory.Found) -> list[str]:
    return [one.listing.name for one in page.results]


def far(km: float) -> Any:
    return replace(PLACE, lat=52.19 + km / 111.19)


@pytest.fixture
def steward() -> UUID:
    fill()
    return organisation()


def test_a_group_is_found_with_its_reasons(steward: UUID) -> None:
    listed(steward, content(places=(far(4.2),)), assured_on=date(2026, 11, 2))

    page = found(need(times=["tue_evening"], conditions=["type-1-diabetes"], access=["parking"]))

    assert page.eligible == 1
    (one,) = page.results
    assert one.distance_km == pytest.approx(4.2)
    assert one.reasons[:2] == ("2.6 miles away", "Tuesday evenings")
    assert one.ask_first == ("parking",)
    assert sum(one.parts.values()) == one.score
    assert one.place is not None
    assert one.place.name == "Severn Hall"


def test_page_and_command_line_give_one_answer(
    steward: UUID, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(12):
        said = content(
            name=f"Group {number}",
            places=(far(number * 1.3),),
            modes=("in_person", "online") if number % 3 else ("in_person",),
            conditions=("type-1-diabetes", "copd")[: 1 + number % 2] if number % 4 else None,
            interests=("walking",) if number % 5 else (),
        )
        listed(steward, said, assured_on=date(2026, 11, 2) - timedelta(days=number))
    asked = {**HERE, "max_km": 9.5, "conditions": ["copd"], "interests": ["walking"]}
    lines = []
    for row in Listing.objects.select_related("current"):
        said = directory.Content.from_json(row.current.content)
        place = said.places[0]
        lines.append(
            {"id": str(row.pk), "lat": place.lat, "lon": place.lon} | _plain(row, said, said.modes)
        )
    (tmp_path / "l.jsonl").write_text("\n".join(json.dumps(line) for line in lines))
    (tmp_path / "n.json").write_text(json.dumps(asked))

    files = ["--listings", str(tmp_path / "l.jsonl"), "--need", str(tmp_path / "n.json")]
    assert main(["rank", *files, "--limit", "0", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    page = found(directory.parse_need(asked), per_page=100)

    assert 0 < page.eligible == told["eligible"] < 12
    assert [
        (str(one.listing.id), one.score, dict(one.parts), list(one.ask_first))
        for one in page.results
    ] == [(one["id"], one["score"], one["parts"], one["ask_first"]) for one in told["results"]]


def test_every_process_learns_of_a_change_at_its_next_search(steward: UUID) -> None:
    other = Memory()
    taken = listed(steward)
    other.bring_up_to_date()
    assert len(other) == 1
    found()

    directory.take_in(
        content(name="New name", source="x", places=(far(8),)),
        steward_id=steward,
        source="test",
        external_id=Listing.objects.get().external_id,
        actor=SYSTEM,
        at=AT,
    )
    other.bring_up_to_date()

    assert names(found()) == ["New name"]
    here = ranking.search(other.groups.one_place, need(), 1).results[0]
    assert here.hundred_metres == 80

    version = Listing.objects.get().current_id
    assert directory.undo_take_in(
        taken.listing_id, before_version_id=None, version_id=version, actor=SYSTEM, at=AT
    )
    other.bring_up_to_date()

    assert found().eligible == 0
    assert len(other) == 0


def test_nothing_new_costs_one_small_query(steward: UUID) -> None:
    listed(steward)
    found()

    with CaptureQueriesContext(
        connection,
    ) as queries:
        MEMORY.bring_up_to_date()

    assert len(queries) == 1


def test_a_page_of_thirty_costs_what_a_page_of_one_costs(steward: UUID) -> None:
    listed(steward)
    found(per_page=30)
    with CaptureQueriesContext(connection) as one:
        assert len(found(per_page=30).results) == 1
    for number in range(29):
        listed(steward, content(name=f"Group {number}"))
    found(per_page=30)

    with CaptureQueriesContext(connection) as thirty:
        assert len(found(per_page=30).results) == 30

    assert len(one) == len(thirty) <= 3


def test_pages_hold_every_group_once(steward: UUID) -> None:
    for number in range(25):
        several = (far(number % 7), far(3 + number % 5)) if number % 3 else (far(number % 7),)
        listed(steward, content(name=f"Group {number}", places=several))

    pages = [found(page=number) for number in (1, 2, 3)]

    assert [len(page.results) for page in pages] == [10, 10, 5]
    assert {name for page in pages for name in names(page)} == {f"Group {n}" for n in range(25)}
    assert all((page.eligible, page.pages) == (25, 3) for page in pages)
    assert found(page=99).page == 3
    assert names(found(page=99)) == names(pages[2])
    assert [str(one) for one in directory.ordered_ids(need())] == [
        str(one.listing.id) for page in pages for one in page.results
    ]


def test_a_group_with_several_places_is_told_at_the_nearest(steward: UUID) -> None:
    other = replace(far(2), name="Near hall")
    listed(steward, content(places=(far(12), other, directory.Place(name="Nobody knows where"))))

    (one,) = found().results

    assert one.place == other
    assert one.distance_km == pytest.approx(2.0)
    assert found(need(max_km=1)).eligible == 0


def test_women_only_groups_come_when_asked_for(steward: UUID) -> None:
    listed(steward, content(name="Sisters", gender="women"))

    assert found().eligible == 0
    assert names(found(need(gender="women"))) == ["Sisters"]


def test_none_near_gives_the_nearest_three_online_and_resources(steward: UUID) -> None:
    for km in (60, 35, 90, 45):
        listed(steward, content(name=f"At {km}", places=(far(km),)))
    listed(steward, content(name="Screen", modes=("online",), places=()))
    listed(
        steward,
        content(
            name="Line",
            kind="resource",
            resource_type="helpline",
            modes=("phone",),
            places=(),
            meetings=(),
        ),
    )

    page = found(need(conditions=["type-1-diabetes"]))

    assert page.near == 0
    assert [one.listing.name for one in page.nearest] == ["At 35", "At 45", "At 60"]
    assert page.nearest_fit
    assert names(page) == ["Screen"]
    assert [one.listing.name for one in page.resources] == ["Line"]
    asked = need(conditions=["type-1-diabetes"])
    assert directory.nearest_anyway(asked, at=AT) == page.nearest


def test_nothing_for_a_condition_gives_the_nearest_of_all_and_says_so(steward: UUID) -> None:
    listed(steward, content(name="Other", places=(far(30),)))
    listed(steward, content(name="Young", places=(far(25),), max_age=25))

    page = found(need(conditions=["hiv"], age=40))

    assert (page.near, page.eligible, page.nearest_fit) == (0, 0, False)
    assert [one.listing.name for one in page.nearest] == ["Other"]


def test_a_group_whose_place_nobody_knows_is_still_found(steward: UUID) -> None:
    listed(steward, content(places=(replace(PLACE, lat=None, lon=None, postcode="", town=""),)))

    (one,) = found().results

    assert one.ask_first == ("place",)
    assert one.distance_km is None
    assert "phone" not in {why.kind for why in one.why}


def test_what_is_hidden_is_nowhere(steward: UUID) -> None:
    taken = listed(steward)
    Listing.objects.update(state="hidden", revision=99)

    assert taken.listing_id not in directory.public_listings([taken.listing_id])
    with pytest.raises(NotFound):
        directory.public_listing(taken.listing_id)
    with pytest.raises(NotFound):
        directory.ended_listing(taken.listing_id)
    with pytest.raises(NotFound):
        directory.public_listing(uuid4())


def test_an_ended_group_is_told_from_one_that_never_was(steward: UUID) -> None:
    ended, undone = listed(steward), listed(steward)
    Listing.objects.filter(pk=ended.listing_id).update(state="closed", closed_because="stopped")
    Listing.objects.filter(pk=undone.listing_id).update(state="closed", closed_because="undone")

    assert directory.ended_listing(ended.listing_id).name == "Tuesday Type 1 Circle"
    with pytest.raises(NotFound):
        directory.ended_listing(undone.listing_id)


def test_facets_name_every_term_and_count_public_groups(steward: UUID) -> None:
    listed(steward)

    offered = {one.slug: one.groups for one in directory.facets(AT.date())["condition"]}

    assert offered["type-1-diabetes"] == 1
    assert offered["hiv"] == 0
    Listing.objects.update(state="hidden", revision=99)
    Revision.objects.update(number=99)
    assert all(one.groups == 0 for one in directory.facets(AT.date())["condition"])
