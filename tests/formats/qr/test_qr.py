"""The picture says what a QR library says, square by square."""

from __future__ import annotations

import re

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from alongside.formats.qr import LONGEST, qr_svg

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1\.02h-\d+z")


def _dark(svg: str) -> set[tuple[int, int]]:
    return {
        (int(x) + step, int(y)) for x, y, length in RUN.findall(svg) for step in range(int(length))
    }


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF), min_size=1, max_size=90))
def test_every_dark_square_is_drawn_and_no_other(text: str) -> None:
    rows = segno.make_qr(text, error="q").matrix_iter(border=4)
    expected = {(x, y) for y, row in enumerate(rows) for x, dark in enumerate(row) if dark}

    assert _dark(qr_svg(text)) == expected


def test_the_text_itself_is_not_in_the_source() -> None:
    svg = qr_svg("https://example.org/from/<script>alert(1)</script>")

    assert "script" not in svg
    assert "example.org" not in svg
    assert re.findall(r"https?:", svg) == ["http:"]  # the name of SVG itself


@pytest.mark.parametrize("text", ["", "x" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="between 1 and 300"):
        qr_svg(text)
