"""A chapter in two languages, row by row: the alignment that the rules look at, shown."""

from __future__ import annotations

import pytest

from diglot.bitext import Side, bitext, side_by_side
from diglot.core.model import Chapter, CodeBlock, Division, ListBlock, Paragraph, Section
from diglot.core.walk import inline_lines, plain_text, walk_blocks
from diglot.rules import compare
from parity.builder import book

Shown = str | None


def rows(source: str, translation: str) -> list[tuple[Shown, Shown]]:
    """Return the words of each row of a chapter, its title's left out."""
    text = bitext(book({"en": {"x": source}, "he": {"x": translation}}))
    (pair,) = text.alignments["he"].chapters
    (title, *rest) = side_by_side(pair)
    assert title == (pair.source, pair.translation)
    return [(words(one), words(other)) for one, other in rest]


def words(side: Side) -> Shown:
    """Return what a side of a row says; a division's blocks between braces."""
    match side:
        case None:
            return None
        case Chapter() | Section():
            return f"## {plain_text(side.title)}"
        case CodeBlock():
            return f"`{side.text}`"
        case Paragraph() | ListBlock() | Division():
            lines = (line for block in walk_blocks((side,)) for line in inline_lines(block))
            said = " / ".join(map(plain_text, lines))
            return f"{{{said}}}" if isinstance(side, Division) else said
        case _:
            raise AssertionError(side)


def test_blocks_pair_in_order_and_by_kind() -> None:
    """A block too few leaves a gap of its kind, and the others stay together."""
    ours = "One of them.\n\n```\nx\n```\n\nThe other one."
    assert rows(ours, "אחת מהן.\n\nהאחרת.") == [
        ("One of them.", "אחת מהן."),
        ("`x`", None),
        ("The other one.", "האחרת."),
    ]
    assert rows("One.", "אחת.\n\nשתיים.") == [("One.", "אחת."), (None, "שתיים.")]
    assert rows("", "") == []


def test_a_lost_heading_moves_nothing() -> None:
    """What stands below a heading that the translation lost is beside its translation.

    It is one finding, and one row without a counterpart.
    """
    ours = "## A\nIn 1994.\n\n## B\nIn 2005.\n\nIn 2011.\n\n## C\nIn 2020."
    theirs = "## א\nב־1994.\n\nב־2005.\n\nב־2011.\n\n## ג\nב־2020."
    assert rows(ours, theirs) == [
        ("## A", "## א"),
        ("In 1994.", "ב־1994."),
        ("## B", None),
        ("In 2005.", "ב־2005."),
        ("In 2011.", "ב־2011."),
        ("## C", "## ג"),
        ("In 2020.", "ב־2020."),
    ]
    text = bitext(book({"en": {"x": ours}, "he": {"x": theirs}}))
    assert [f.code for f in compare(text, {}).findings] == ["S103"]


def test_a_heading_too_many_moves_nothing() -> None:
    """The same the other way round."""
    ours = "## A\nIn 1994.\n\nIn 2005.\n\n## C\nIn 2020."
    theirs = "## א\nב־1994.\n\n## ב\nב־2005.\n\n## ג\nב־2020."
    assert rows(ours, theirs) == [
        ("## A", "## א"),
        ("In 1994.", "ב־1994."),
        (None, "## ב"),
        ("In 2005.", "ב־2005."),
        ("## C", "## ג"),
        ("In 2020.", "ב־2020."),
    ]


@pytest.mark.parametrize(
    ("theirs", "shown"),
    [
        ("::: {#box}\nב־1994.\n\nב־2005.\n:::", [("{In 1994. / In 2005.}", "{ב־1994. / ב־2005.}")]),
        ("ב־1994.\n\nב־2005.", [("In 1994.", "ב־1994."), ("In 2005.", "ב־2005.")]),
        ("::: {#box}\nב־2005.\n:::", [("In 1994.", None), ("In 2005.", "ב־2005.")]),
    ],
)
def test_divisions_are_whole_where_both_have_them(
    theirs: str, shown: list[tuple[Shown, Shown]]
) -> None:
    """Where one side lacks the division, or a block of it, its blocks are rows."""
    assert rows("::: {#box}\nIn 1994.\n\nIn 2005.\n:::", theirs) == shown


def test_translators_notes_are_shown() -> None:
    """No source has them, so they are no finding; but they are there to be read."""
    theirs = "ב־1994.\n\nהערת המתרגם: כך במקור."
    assert rows("In 1994.", theirs) == [
        ("In 1994.", "ב־1994."),
        (None, "הערת המתרגם: כך במקור."),
    ]
    assert compare(bitext(book({"en": {"x": "In 1994."}, "he": {"x": theirs}})), {}).findings == ()


def test_a_chapter_of_one_language_is_shown_alone() -> None:
    """Its headings and blocks have nothing beside them."""
    text = bitext(book({"en": {"x": "## A\nOne."}, "he": {}}))
    (pair,) = text.alignments["he"].chapters
    shown = [(words(one), words(other)) for one, other in side_by_side(pair)]
    assert shown == [("## x", None), ("## A", None), ("One.", None)]


def test_a_long_list_is_shown_item_by_item() -> None:
    """Each item has its row beside its counterpart; a list of a few items is one row."""
    ours = "\n".join(f"- Item of 20{n:02}." for n in range(1, 10))
    theirs = "\n".join(f"- פריט של 20{n:02}." for n in range(1, 10) if n != 4)
    shown = rows(ours, theirs)
    assert len(shown) == 9
    assert shown[3] == ("Item of 2004.", None)
    assert shown[4] == ("Item of 2005.", "פריט של 2005.")
    assert len(rows("- One.\n- Two.", "- אחת.\n- שתיים.")) == 1
