"""Titles are broken where the sense allows it."""

from __future__ import annotations

import pytest

from diglot.render.drawn.breaking import broken


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Two Sides of One Book", ["Two Sides", "of One Book"]),
        ("שני צדדים לספר אחד", ["שני צדדים", "לספר אחד"]),
        ("The Sea: A History", ["The Sea:", "A History"]),
        ("המדריך של הוצאת ספרים בשתי שפות", ["המדריך של הוצאת", "ספרים בשתי שפות"]),
        ("Oil", ["Oil"]),
    ],
)
def test_a_title_is_broken_by_sense(title: str, lines: list[str]) -> None:
    """No line ends in a preposition or an article, or is a stump; a colon ends one gladly."""
    assert broken(title, len, 1, 15.5, 3) == (lines, 1)


def test_a_title_shrinks_rather_than_breaks_badly() -> None:
    """A word too long for the room makes the letters smaller, unless they may not be."""
    made = broken("Internationalization of it", len, 1, 15, 2)
    assert made is not None
    assert made[0] == ["Internationalization", "of it"]
    assert made[1] == pytest.approx(15 / 20)
    assert broken("one two", len, 1, 6.5, 2, may_shrink=False) == (["one", "two"], 1)
    assert broken("one two", len, 1, 6.9, 2) == (["one two"], pytest.approx(6.9 / 7))


def test_a_whole_sentence_is_no_title() -> None:
    """What has more words than could be tried in every way is left to the room."""
    assert broken("word " * 30, len, 1, 10, 9) is None
