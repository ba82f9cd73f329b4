"""How large the letters of facing pages are."""

from __future__ import annotations

import pytest

from diglot.writers.pdf.engine.measures import Part, RowMeasure
from diglot.writers.pdf.facing.fitting import balanced


def prose(height: float) -> RowMeasure:
    """Return a paragraph of a height."""
    return RowMeasure(height, parts=(Part("p", 0, height),))


@pytest.mark.parametrize(
    ("heights", "english", "hebrew"),
    [((100, 100), 1, 1), ((110, 100), 0.955, 1.055), ((130, 100), 0.955, 1.06)],
)
def test_sizes_are_balanced_within_limits(
    heights: tuple[float, float], english: float, hebrew: float
) -> None:
    """The shorter language has larger letters, never more than a reader would notice."""
    fitting = balanced([(prose(heights[0]), prose(heights[1]))] * 5, ("en", "he"))
    assert fitting.scales.get("en", 1) == pytest.approx(english, abs=0.006)
    assert fitting.scales.get("he", 1) == pytest.approx(hebrew, abs=0.006)
    assert bool(fitting.remark) == (heights[0] != heights[1])


def test_only_prose_counts() -> None:
    """Code and tables are as long in both languages and say nothing of them."""
    table = RowMeasure(100, parts=(Part("tr", 0, 100),))
    assert balanced([(table, prose(50)), (prose(20), RowMeasure())], ("en", "he")).scales == {}
