"""Where somebody means: postcodes, towns, namesakes, and what is neither."""

from __future__ import annotations

import pytest

from alongside.domain.catalogue import public as catalogue
from alongside.domain.catalogue.models import Postcode

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _malvern() -> None:
    Postcode.objects.create(code="WR14", outward="WR14", lat=52.11, lon=-2.33, town="Malvern")


@pytest.mark.parametrize("text", ["WR14 1AA", "wr141aa", " Wr14 ", "WR14 1", "WR14-1AA"])
def test_of_a_postcode_only_the_outward_code_is_kept(text: str) -> None:
    located = catalogue.locate(text)

    assert located.kind == "one"
    assert located.places[0].key == "WR14"
    assert "1AA" not in repr(located)


def test_a_town_is_found_by_any_of_its_names() -> None:
    assert (
        catalogue.locate("malvern").places[0].key == catalogue.locate("Great Malvern").places[0].key
    )
    assert catalogue.locate("Sale, Greater Manchester").places[0].name == "Sale"


def test_namesakes_are_asked_about() -> None:
    located = catalogue.locate("Newport")

    assert located.kind == "several"
    assert len({place.county for place in located.places}) == len(located.places) > 3


def test_a_misspelt_town_is_offered_and_never_assumed() -> None:
    located = catalogue.locate("Worcster")

    assert located.kind == "none"
    assert located.places[0].name == "Worcester"
    assert catalogue.locate("Malvern Wells").places[0].name == "Great Malvern"


def test_a_postcode_that_was_never_loaded_is_told_as_one() -> None:
    located = catalogue.locate("ZE1 0AA")

    assert (located.kind, located.places, located.looks_like_postcode) == ("none", (), True)


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "x" * 9_999, "a\x00b", "\ud800", "🙂", "'--"])
def test_nonsense_is_nowhere(text: str) -> None:
    assert catalogue.locate(text).kind == "none"


def test_a_key_leads_back_to_its_place() -> None:
    for text in ("WR14", "Pershore", "Newport"):
        for place in catalogue.locate(text).places:
            assert catalogue.place(place.key) == place


@pytest.mark.parametrize("key", ["", "wr14", "WR14 1AA", "WR99", "none-1.00", "x" * 10_000, "\x00"])
def test_a_key_that_is_none_leads_nowhere(key: str) -> None:
    assert catalogue.place(key) is None


def test_towns_around_come_largest_first() -> None:
    towns = catalogue.towns_around(52.11, -2.33, 15)

    assert towns[0][0].name == "Worcester"
    assert all(away <= 15 for _, away in towns)
    assert len(towns) <= 12
