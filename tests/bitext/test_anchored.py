"""Marks of authors, between which blocks are aligned."""

from __future__ import annotations

from diglot.bitext.blocks.anchored import Anchors
from diglot.bitext.blocks.pairs import Blocks
from diglot.bitext.blocks.units import Unit, units
from diglot.core.directive import AlignMark
from diglot.core.model import Chapter, Paragraph, Position, Text
from diglot.core.walk import plain_text

ENGLISH = ("The lamp is old.", "The wick is new.", "It burns all night.", "Good night.")
HEBREW = ("המנורה ישנה.", "היא בוערת כל הלילה.", "לילה טוב.")


def chapter(language: str, words: tuple[str, ...], **marks: int) -> tuple[Chapter, list[Unit]]:
    """Return a chapter of paragraphs in lines 1, 2 and so on, and its units.

    marks: by name, the lines before which they are.
    """
    blocks = tuple(Paragraph((Text(w),), Position("x.md", n)) for n, w in enumerate(words, 1))
    found = tuple(AlignMark(name, line, 1, line) for name, line in marks.items())
    made = Chapter("x", language, (), Position("x.md"), blocks, align_marks=found)
    return made, list(units(blocks, language))


def aligned(ours: dict[str, int], theirs: dict[str, int]) -> Blocks:
    """Return the blocks of both, aligned between their marks."""
    source, units_of_source = chapter("en", ENGLISH, **ours)
    translation, units_of_translation = chapter("he", HEBREW, **theirs)
    return Anchors(source, translation).align(units_of_source, units_of_translation, 0.8)


def lines(blocks: Blocks) -> list[tuple[int, int]]:
    """Return the lines of each pair."""
    return [(p.source.position.line, p.translation.position.line) for p in blocks.pairs]


def test_marks_hold() -> None:
    """What a mark is before is the counterpart of what the other is before."""
    for line in (2, 3, 4):
        blocks = aligned({"here": line}, {"here": 2})
        assert (line, 2) in lines(blocks)
        assert all((one < line) == (other < 2) for one, other in lines(blocks))


def test_nothing_is_lost_between_marks() -> None:
    """Every block is in a pair, or missing at its place among the pairs."""
    blocks = aligned({"a": 2, "b": 4}, {"a": 2, "b": 3})
    assert lines(blocks)[0] == (1, 1)
    assert lines(blocks)[-1] == (4, 3)
    (missing,) = blocks.missing
    assert missing[0] in (1, 2)
    assert plain_text(missing[1].blocks[0].inlines) in ENGLISH[1:3]  # type: ignore[union-attr]


def test_marks_that_cross_do_not_hold() -> None:
    """Of two marks in the other order the first one counts."""
    blocks = aligned({"a": 2, "b": 3}, {"a": 3, "b": 2})
    assert all((one < 2) == (other < 3) for one, other in lines(blocks))


def test_a_mark_of_one_language_changes_nothing() -> None:
    """It has no counterpart, and blocks are aligned as without it."""
    assert aligned({"a": 4}, {}) == aligned({}, {})
