"""NHS numbers are checked by their last digit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.nhs_number import as_nhs_number, is_nhs_number, spaced

RIGHT = "9434765919"


@pytest.mark.parametrize(
    "typed", [RIGHT, "943 476 5919", " 943-476-5919 ", "943\u2013476\u20135919"]
)
def test_a_number_is_read_as_people_write_it(typed: str) -> None:
    assert as_nhs_number(typed) == RIGHT


@pytest.mark.parametrize(
    "typed",
    ["", "943476591", "94347659190", "9434765918", "0000000000", "1111111111", "94347A5919",
     "９４３４７６５９１９", "943\u0000476 5919"],
)  # fmt: skip
def test_what_is_none_is_refused(typed: str) -> None:
    assert as_nhs_number(typed) == ""


@given(st.sampled_from(range(10)), st.sampled_from("0123456789"))
def test_any_one_wrong_digit_is_found(place: int, digit: str) -> None:
    changed = RIGHT[:place] + digit + RIGHT[place + 1 :]

    assert is_nhs_number(changed) == (changed == RIGHT)


@given(st.integers(0, 8))
def test_two_neighbours_changed_about_are_found(place: int) -> None:
    changed = RIGHT[:place] + RIGHT[place + 1] + RIGHT[place] + RIGHT[place + 2 :]

    assert is_nhs_number(changed) == (changed == RIGHT)


@given(st.text(max_size=15))
def test_any_text_is_answered(text: str) -> None:
    found = as_nhs_number(text)

    assert found == "" or (len(found) == 10 and is_nhs_number(found))


def test_it_is_written_in_three_parts() -> None:
    assert spaced(RIGHT) == "943 476 5919"
    assert spaced("") == ""
