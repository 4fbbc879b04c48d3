"""What a text costs, and the words that stand in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.engines.texts import first_word_of, is_gsm, plain_ascii_digits, size

GSM = "@£$abcXYZ019 é"


@pytest.mark.parametrize(
    ("text", "alphabet", "units", "parts"),
    [
        ("", "GSM", 0, 0),
        ("a" * 160, "GSM", 160, 1),
        ("a" * 161, "GSM", 161, 2),
        ("a" * 306, "GSM", 306, 2),
        ("a" * 307, "GSM", 307, 3),
        ("€" * 80, "GSM", 160, 1),
        ("€" * 81, "GSM", 162, 2),
        # 153 is odd: the 77th euro sign does not fit into the first part.
        ("€" * 153, "GSM", 306, 3),
        ("ŵ" * 70, "UCS-2", 70, 1),
        ("ŵ" * 71, "UCS-2", 71, 2),
        ("😀" * 35, "UCS-2", 70, 1),
        ("😀" * 36, "UCS-2", 72, 2),
        ("😀" * 67, "UCS-2", 134, 3),
        ("آپ کا شکریہ", "UCS-2", 11, 1),
        ("a" * 69 + "ŵ", "UCS-2", 70, 1),
    ],
)
def test_size(text: str, alphabet: str, units: int, parts: int) -> None:
    found = size(text)

    assert (found.alphabet, found.units, found.parts) == (alphabet, units, parts)
    assert found.fits_one is (parts <= 1)


@given(st.text(max_size=400), st.text(max_size=5))
def test_more_text_never_costs_less(text: str, more: str) -> None:
    assert size(text + more).parts >= size(text).parts


@given(st.text(alphabet=GSM, max_size=900))
def test_plain_text_is_counted_by_letters(text: str) -> None:
    expected = 0 if not text else 1 if len(text) <= 160 else -(-len(text) // 153)

    assert is_gsm(text)
    assert size(text).parts == expected


@given(st.text(max_size=500))
def test_ucs2_counts_what_utf16_holds(text: str) -> None:
    found = size(text)

    if found.alphabet == "UCS-2":
        assert found.units == len(text.encode("utf-16-be", "surrogatepass")) // 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Come to the HIV group", "HIV"),
        ("a hıv", ""),
        ("ｈｉｖ circle", "HIV"),
        ("h\u200biv circle", "HIV"),
        ("long-COVID walk", "Long Covid"),
        ("long  covid", "Long Covid"),
        ("prolong covid", ""),
        ("archives", ""),
        ("type 1 first, then HIV", "type 1"),
        ("", ""),
    ],
)
def test_words_are_found_whole_and_in_any_dress(text: str, found: str) -> None:
    assert first_word_of(text, ("HIV", "Long Covid", "type 1", "")) == found


def test_digits_of_any_script() -> None:
    assert plain_ascii_digits("٣ ৩ ३ ３ x") == "3 3 3 3 x"
