"""Numbers: what is looked at first finds what the closer look finds."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from diglot.rules.numbers import are_all_there, values_in, wanted
from drift.planting import NAMES, read_pair


@pytest.mark.parametrize(
    ("source", "translation", "are_there"),
    [
        ("In 1923 it had 12 rooms.", "בשנת 1923 היו בו 12 חדרים.", True),
        ("It rained on two days.", "ירד גשם יומיים.", True),
        ("In 1923 it had 12 rooms.", "בשנת 1923 היו בו 13 חדרים.", False),
        ("In 1923 it had 12 rooms.", "בשנת 1923 היו בו שנים־עשר חדרים.", False),
        ("It cost 5 million.", "זה עלה 5.", False),
        ("It cost 5 thousand.", "זה עלה 5 אלף.", False),
        ("It had forty-two rooms.", "היו בו 42 חדרים.", False),
        ("Call 03-612-3456.", "חייגו 03-612-3456.", False),
    ],
)
def test_figures_that_are_kept(source: str, translation: str, are_there: bool) -> None:
    """Figures that are there as they are written, and mean themselves, need no closer look."""
    assert are_all_there(source, translation) is are_there


def test_what_is_there_at_first_sight_is_there() -> None:
    """No number of real passages is lacking where all are there at first sight.

    Each is held against its translation, and against that of its neighbor.
    """
    plain = 0
    for name in NAMES:
        pair = read_pair(name)
        texts = [[chunk.text for chunk in side] for side in (pair.source, pair.translation)]
        neighbors = [(a, b) for a, (_, b) in zip(texts[0], pairwise(texts[1]), strict=False)]
        for ours, theirs in (*zip(*texts, strict=False), *neighbors):
            if are_all_there(ours, theirs):
                plain += bool(re.search(r"\d", ours))
                has = values_in(theirs)
                assert all(n.values - n.loosely & has for n in wanted(ours)), (ours, theirs)
    assert plain > 50
