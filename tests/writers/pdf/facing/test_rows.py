"""What is in the rows of facing pages: cells, their classes, and what is where one is empty."""

from __future__ import annotations

import pytest
from markupsafe import Markup

from diglot.render.beside.chapter import BesideChapter, BesideRow, RowKind
from diglot.render.beside.sides import Cell
from diglot.settings.forms.bilingual import Align
from diglot.writers.pdf.facing.rows import FacingRow, Lacking, facing_rows

WORDS = (Lacking(Markup("no source"), Markup("-")), Lacking(Markup("no translation"), Markup("-")))


def row(kind: RowKind, source: str, translation: str, rank: int = 0, name: str = "") -> BesideRow:
    """Return a row of two pieces of markup. name: the id of the source's."""
    return BesideRow(kind, rank, Cell(Markup(source), name), Cell(Markup(translation)))


def rows(*given: BesideRow, align: Align = "block") -> tuple[FacingRow, ...]:
    """Return the rows of a chapter on facing pages."""
    return facing_rows(BesideChapter("x", None, None, {}, given, ((), ())), align, WORDS)


def classes(found: tuple[FacingRow, ...]) -> list[list[str]]:
    """Return the classes of the source's cells."""
    return [cell.classes.split() for one in found for cell in one.source]


def test_a_paragraph_below_another_is_indented() -> None:
    """One below a heading is not, nor is one below an epigraph or a table."""
    found = classes(
        rows(
            row("heading", "<h2>a</h2>", "<h2>a</h2>", 2),
            row("block", "<p>b</p>", "<p>b</p>"),
            row("block", "<p class='lead-in'>c</p>", "<p>c</p>"),
            row("block", '<div class="epigraph"><p>d</p></div>', "<p>d</p>"),
            row("block", "<p>e</p>", "<p>e</p>"),
        )
    )
    assert ["facing-run" in names for names in found] == [False, False, True, False, False]


@pytest.mark.parametrize("kinds", ["formula", "lead-in formula"])
def test_what_follows_a_formula_is_not_indented(kinds: str) -> None:
    """Nor is the formula, which would have a line of nothing above it."""
    formula = f'<p class="{kinds}"><span class="math-display"><img/></span></p>'
    given = ("<p>a</p>", formula, "<p>b</p>", '<p><img class="math"/> c</p>')
    found = classes(rows(*(row("block", content, content) for content in given)))
    assert ["facing-run" in names for names in found] == [False, False, False, True]


def test_space_is_around_each_list() -> None:
    """The first item of a list and the last one know it, of two lists one below the other too."""
    items = [row("item", "<ul>a</ul>", "<ul>a</ul>", name=n) for n in ("en--1", "en--1-2", "en--2")]
    found = classes(rows(*items))
    assert ["facing-from" in names for names in found] == [True, False, True]
    assert ["facing-to" in names for names in found] == [False, True, True]


def test_a_section_that_is_lacking_is_said_once() -> None:
    """Beside its heading, and its passages have no marks; other empty places have."""
    found = rows(
        row("heading", "<h2>a</h2>", "", 2),
        row("block", "<p>b</p>", ""),
        row("heading", "<h3>c</h3>", "", 3),
        row("block", "<p>d</p>", ""),
        row("heading", "<h2>e</h2>", "<h2>e</h2>", 2),
        row("block", "<p>f</p>", ""),
    )
    said = [[str(cell.content) for cell in one.translation] for one in found]
    assert said == [["no translation"], [], [], [], ["<h2>e</h2>"], ["-"]]


def test_a_heading_alone_is_no_section_that_is_lacking() -> None:
    """What is below it has its counterparts, and beside it is only a mark."""
    found = rows(row("heading", "", "<h2>a</h2>", 2), row("block", "<p>b</p>", "<p>b</p>"))
    assert [str(cell.content) for cell in found[0].source] == ["-"]


def test_sections_are_one_row() -> None:
    """All that is between two headings is one, where only headings are level."""
    found = rows(
        row("block", "<p>a</p>", "<p>a</p>"),
        row("heading", "<h2>b</h2>", "<h2>b</h2>", 2),
        row("block", "<p>c</p>", "<p>c</p>"),
        row("block", "<p>d</p>", "<p>d</p>"),
        align="section",
    )
    assert [len(one.source) for one in found] == [1, 1, 2]
    assert [one.is_heading for one in found] == [False, True, False]


def test_what_announces_something_is_kept_with_it() -> None:
    """A paragraph that ends with a colon, unless a heading is below it."""
    found = rows(
        row("block", "<p>a:</p>", "<p>a:</p>"),
        row("block", "<pre>b</pre>", "<pre>b</pre>"),
        row("block", "<p>c:</p>", "<p>c:</p>"),
        row("heading", "<h2>d</h2>", "<h2>d</h2>", 2),
    )
    assert [one.is_lead for one in found] == [True, False, False, False]
