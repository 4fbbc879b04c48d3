"""The index while it changes."""

from __future__ import annotations

import threading

import pytest

from alongside.engines.ranking import Index, parse_listing, parse_need, search
from engines.ranking import populations as p
from engines.ranking import reference


def test_upsert_puts_a_listing_in_and_replaces_it() -> None:
    index = Index()

    index.upsert(parse_listing(p.listing(id="a", times=[])))
    index.upsert(parse_listing(p.listing(id="a", times=["mon_morning"])))

    assert len(index) == 1
    assert "a" in index
    found = p.answer(index, p.need(times=["mon_morning"]))
    assert [one["parts"]["times"] for one in found["results"]] == [300]


def test_closed_listing_is_held_and_not_found() -> None:
    index = p.index_of([p.listing(id="a")])

    index.upsert(parse_listing(p.listing(id="a", open=False)))

    assert len(index) == 1
    assert p.answer(index, p.need())["eligible"] == 0


def test_removing_what_is_not_there_is_refused() -> None:
    index = p.index_of([p.listing(id="a")])

    index.remove("a")

    assert "a" not in index
    with pytest.raises(KeyError):
        index.remove("a")


def test_two_listings_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="same id"):
        p.index_of([p.listing(id="a"), p.listing(id="a")])


def test_ids_that_always_come_between_keep_their_order() -> None:
    """Each new id goes between the last two, until no number is left between theirs."""
    ids = ["a", "b"] + ["a" + "0" * n + "1" for n in range(60)]
    index = Index()

    for one in ids:
        index.upsert(parse_listing(p.listing(id=one)))

    assert [one["id"] for one in p.answer(index, p.need())["results"]] == sorted(ids)


def test_a_name_for_every_listing_is_found_and_takes_little_room() -> None:
    """More different names than there are bits: the later ones are kept in another way."""
    records = [
        p.listing(id=f"{n}", interests=[f"own {n}", "walking"], access={f"need {n}": "yes"})
        for n in range(600)
    ]
    records[590]["access"] = {"need 590": "no"}
    index = p.index_of(records)
    index.upsert(parse_listing(p.listing(id="new", interests=["own 599", "quite new"])))
    records.append(p.listing(id="new", interests=["own 599", "quite new"]))

    for n in (0, 255, 256, 599):
        need = p.need(interests=["walking", f"own {n}", "quite new"], access=[f"need {n}"])
        assert p.answer(index, need) == reference.rank(records, need)
    assert p.answer(index, p.need(access=["need 590"])) == reference.rank(
        records, p.need(access=["need 590"])
    )
    index.remove("new")
    index.remove("599")
    kept = [record for record in records if record["id"] not in ("new", "599")]
    need = p.need(interests=["own 599", "own 598"])
    assert p.answer(index, need) == reference.rank(kept, need)
    assert index.size() / len(index) < 400


def test_searches_beside_changes_see_all_or_nothing_of_each() -> None:
    """A listing moves between two conditions for ever; every search finds it exactly once."""
    index = p.index_of([p.listing(id=f"{n}", conditions=["hiv"]) for n in range(50)])
    need = parse_need(p.need(conditions=["type_1", "type_2"]))
    moves = [
        parse_listing(p.listing(id="mover", conditions=[name])) for name in ("type_1", "type_2")
    ]
    index.upsert(moves[0])
    done = threading.Event()
    wrong: list[object] = []

    def look() -> None:
        while not done.is_set():
            found = [one.id for one in search(index, need).results]
            if found != ["mover"]:
                wrong.append(found)

    readers = [threading.Thread(target=look) for _ in range(3)]
    for reader in readers:
        reader.start()
    for n in range(1_500):
        index.upsert(moves[n % 2])
    done.set()
    for reader in readers:
        reader.join()

    assert wrong == []
    assert len(index) == 51


def test_a_search_begun_before_a_change_is_not_disturbed_by_it() -> None:
    index = p.index_of([p.listing(id="a"), p.listing(id="b")])
    before = index.snapshot()

    for n in range(3_000):
        index.upsert(parse_listing(p.listing(id=f"{n % 7}", open=False)))
    index.remove("a")

    assert [before.ids[row] for row in before.posting("", "all").local] == ["a", "b"]
