"""Each hard rule by itself, refusal beside success; the order; what to ask first."""

from __future__ import annotations

import pytest

from alongside.engines.ranking import parse_need, search
from engines.ranking import populations as p
from engines.ranking import reference


def fits(record: dict, need: dict) -> bool:
    eligible = p.answer([record], need)["eligible"]

    assert (eligible == 1) == reference.fits(record, need)
    return eligible == 1


@pytest.mark.parametrize(
    ("record", "need", "expected"),
    [
        pytest.param({"open": True}, {}, True, id="open"),
        pytest.param({"open": False}, {}, False, id="closed"),
        pytest.param({"conditions": ["hiv", "type_2"]}, {}, True, id="a condition shared"),
        pytest.param({"conditions": ["hiv"]}, {}, False, id="no condition shared"),
        pytest.param({"conditions": []}, {}, False, id="for no condition"),
        pytest.param({"conditions": [], "any_condition": True}, {}, True, id="any condition"),
        pytest.param({"conditions": None}, {}, True, id="conditions not known"),
        pytest.param({"conditions": ["hiv"]}, {"conditions": []}, True, id="condition not asked"),
        pytest.param({"min_age": 16}, {"age": 16}, True, id="lowest age itself"),
        pytest.param({"min_age": 16}, {"age": 15}, False, id="too young"),
        pytest.param({"max_age": 25}, {"age": 25}, True, id="highest age itself"),
        pytest.param({"max_age": 25}, {"age": 26}, False, id="too old"),
        pytest.param({"max_age": 25}, {"age": None}, True, id="age not asked"),
        pytest.param({"max_age": 0}, {"age": 0}, True, id="age nought"),
        pytest.param({"max_age": 0}, {"age": 1}, False, id="above age nought"),
        pytest.param({"for": ["people"]}, {"for": "people"}, True, id="for people"),
        pytest.param({"for": ["people"]}, {"for": "carers"}, False, id="not for carers"),
        pytest.param({"for": ["carers"]}, {"for": None}, True, id="for whom not asked"),
        pytest.param({"gender": "women"}, {"gender": "women"}, True, id="women asked"),
        pytest.param({"gender": "women"}, {"gender": None}, False, id="women not asked"),
        pytest.param({"gender": "women"}, {"gender": "men"}, False, id="men asked"),
        pytest.param({"gender": "men"}, {"gender": "men"}, True, id="men's group"),
        pytest.param({"gender": "any"}, {"gender": "women"}, True, id="any beside women"),
        pytest.param({"access": {"step_free": "no"}}, {"access": ["step_free"]}, False, id="no"),
        pytest.param({"access": {"step_free": "yes"}}, {"access": ["step_free"]}, True, id="yes"),
        pytest.param({"access": {"step_free": None}}, {"access": ["step_free"]}, True, id="null"),
        pytest.param({"access": {}}, {"access": ["step_free"]}, True, id="unanswered"),
        pytest.param({"access": {"step_free": "no"}}, {"access": []}, True, id="access not asked"),
        pytest.param({"modes": ["phone"]}, {"modes": ["phone", "online"]}, True, id="mode shared"),
        pytest.param({"modes": ["phone"]}, {"modes": ["online"]}, False, id="no mode shared"),
        pytest.param({"modes": []}, {"modes": ["online"]}, False, id="no mode at all"),
        pytest.param({"modes": ["phone"]}, {"modes": []}, True, id="mode not asked"),
    ],
)
def test_hard_rule(record: dict, need: dict, expected: bool) -> None:
    assert fits(p.listing(**record), p.need(**need)) is expected


@pytest.mark.parametrize(
    ("spoken", "asked", "required", "expected"),
    [
        (["ur"], ["ur"], True, True),
        (["en"], ["ur"], True, False),
        (["en"], ["ur"], False, True),
        (["en"], [], True, False),
        ([], ["ur"], True, False),
    ],
)
def test_language_is_a_rule_only_where_required(
    spoken: list[str], asked: list[str], required: bool, expected: bool
) -> None:
    need = p.need(languages=asked, language_required=required)

    assert fits(p.listing(languages=spoken), need) is expected


@pytest.mark.parametrize(
    ("modes", "asked", "expected"),
    [
        (["in_person"], [], False),
        (["in_person"], ["in_person", "online"], False),
        (["in_person", "online"], [], True),
        (["in_person", "online"], ["in_person", "online"], True),
        (["in_person", "online"], ["in_person"], False),
        (["in_person", "phone"], ["phone"], True),
        (["online"], [], True),
    ],
)
def test_far_listing_fits_where_it_is_reached_without_travel(
    modes: list[str], asked: list[str], expected: bool
) -> None:
    far = p.listing(modes=modes, lat=55.95, lon=-3.19)

    assert fits(far, p.need(modes=asked)) is expected
    assert fits(far, p.need(modes=asked, max_km=None)) is True
    assert fits(far, p.need(modes=asked, lat=None, lon=None)) is True


@pytest.mark.parametrize("place", [(52.19, -2.22), (55.95, -3.19), (50.1, -5.5), (-45, 177.8)])
def test_distance_limit_is_inclusive(place: tuple[float, float]) -> None:
    record = p.listing(lat=place[0], lon=place[1])
    km = reference.great_circle_km(record, p.NEED)

    assert fits(record, p.need(max_km=km))
    assert not fits(record, p.need(max_km=km - 1e-6))


def test_distance_limit_of_nought_takes_the_place_itself() -> None:
    assert fits(p.listing(lat=52.2, lon=-2.2), p.need(max_km=0))
    assert not fits(p.listing(lat=52.2001, lon=-2.2), p.need(max_km=0))


def test_limit_beyond_the_far_side_of_the_world_takes_all() -> None:
    assert fits(p.listing(lat=-52.2, lon=177.8), p.need(max_km=20_016))


@pytest.mark.parametrize(
    ("here", "there"),
    [((51.0, 179.9), (51.0, -179.9)), ((89.95, 10.0), (89.95, -170.0)), ((0.0, 0.0), (0.05, 0.0))],
)
def test_distance_across_date_line_pole_and_equator(
    here: tuple[float, float], there: tuple[float, float]
) -> None:
    record = p.listing(lat=there[0], lon=there[1])

    assert fits(record, p.need(lat=here[0], lon=here[1], max_km=15))
    assert not fits(record, p.need(lat=here[0], lon=here[1], max_km=5))


def test_order_is_by_score_then_id_by_code_point() -> None:
    # U+FFEE stands before U+1F600, though not in UTF-16; "Z" before "a", though not in a locale
    ids = ["b", "a", "Z", "é", "\uffee", "\U0001f600", "aa"]
    records = [p.listing(id=one) for one in ids] + [p.listing(id="zz", times=["mon_morning"])]

    found = p.answer(records, p.need(times=["mon_morning"]))["results"]

    assert [one["id"] for one in found] == [
        "zz", "Z", "a", "aa", "b", "é", "\uffee", "\U0001f600",
    ]  # fmt: skip


def test_what_is_not_known_comes_last_with_its_names() -> None:
    records = [
        p.listing(id="perfect", conditions=None, access={}, times=["tue_evening"]),
        p.listing(id="no access answer", access={"step_free": "yes"}, times=["tue_evening"]),
        p.listing(id="sure", access={"step_free": "yes", "hearing_loop": "yes"}, times=[]),
    ]
    need = p.need(access=["hearing_loop", "step_free"], times=["tue_evening"])

    found = p.answer(records, need)["results"]

    assert [(one["id"], one["ask_first"]) for one in found] == [
        ("sure", []),
        ("no access answer", ["hearing_loop"]),
        ("perfect", ["conditions", "hearing_loop", "step_free"]),
    ]


def test_unknown_conditions_need_no_asking_where_any_will_do_or_none_is_asked() -> None:
    unknown = p.listing(conditions=None)

    for record, need in [
        (p.listing(conditions=None, any_condition=True), p.need()),
        (unknown, p.need(conditions=[])),
    ]:
        assert p.answer([record], need)["results"][0]["ask_first"] == []
    assert p.answer([unknown], p.need())["results"][0]["ask_first"] == ["conditions"]


def test_all_that_fit_are_counted_and_limit_nought_gives_them() -> None:
    records = [p.listing(id=f"{n:03}") for n in range(40)]
    index = p.index_of(records)

    assert len(p.answer(index, p.need(), 0)["results"]) == 40
    assert [one["id"] for one in p.answer(index, p.need(), 3)["results"]] == ["000", "001", "002"]
    assert p.answer(index, p.need(), 3)["eligible"] == 40
    with pytest.raises(ValueError, match="limit"):
        search(index, parse_need(p.need()), -1)


def test_nothing_listed_is_an_empty_answer() -> None:
    assert p.answer([], p.need()) == {"eligible": 0, "results": []}
