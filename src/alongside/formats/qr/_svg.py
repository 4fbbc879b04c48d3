"""A QR code drawn as one shape."""

from __future__ import annotations

import segno

# At this length the squares of a code 60 mm wide are still over half a millimetre: phones read it.
LONGEST = 300


def qr_svg(text: str) -> str:
    """`text` as an SVG picture, black on white, with the white margin of four squares that readers
    need. It has no size of its own: the style sheet gives one. It has no name for screen readers
    either, so the page gives its frame `role="img"` and a label.

    A quarter of it may be dirty or torn and it is still read (level Q). Nothing of `text` stands
    in the picture's source. Raises ValueError for nothing and for more than `LONGEST` letters."""
    if not 0 < len(text) <= LONGEST:
        raise ValueError("a QR code holds between 1 and 300 letters here")
    code = segno.make_qr(text, error="q", boost_error=True)
    rows = [list(row) for row in code.matrix_iter(border=4)]
    shape = "".join(_runs(row, y) for y, row in enumerate(rows))
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        'shape-rendering="crispEdges" aria-hidden="true" focusable="false">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{shape}"/></svg>'
    )


def _runs(row: list[int], y: int) -> str:
    """The dark squares of one row, neighbours as one rectangle. Each reaches a little into the row
    below where a printer would else leave a white hair between rows."""
    drawn, start = [], -1
    for x, dark in enumerate([*row, 0]):
        if dark and start < 0:
            start = x
        elif not dark and start >= 0:
            drawn.append(f"M{start} {y}h{x - start}v1.02h-{x - start}z")
            start = -1
    return "".join(drawn)
