"""What would have happened anyhow."""

from __future__ import annotations


def expected_without_support(
    *, mean_of_everybody: float, mean_of_those_chosen: float, reliability: float
) -> float:
    """The mean that people who were chosen by a score would have the next time without any support:
    mu + r (x - mu), Galton's regression to the mean.

    `reliability` is the correlation of two answers of one person with nothing in between, 0 to 1.
    Raises ValueError outside."""
    if not 0 <= reliability <= 1:
        raise ValueError("a reliability is between 0 and 1")
    return mean_of_everybody + reliability * (mean_of_those_chosen - mean_of_everybody)
