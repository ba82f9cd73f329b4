"""Which hyphens of a table say how wide its columns are."""

from __future__ import annotations

import pytest

from diglot.config import load_config
from diglot.core.model import Table
from diglot.core.walk import chapter_blocks
from diglot.reader.edition import read_book
from diglot.source.table_widths import has_meant_widths
from support import ProjectMaker

LONG = "words that go on and on until the line is longer than seventy-two of them are"


@pytest.mark.parametrize(
    ("head", "rule", "is_meant"),
    [
        ("| Tool | What it is for |", "|---|---|", False),
        ("| Tool | What it is for |", "|:--|--:|", False),
        ("| Tool | What it is for |", "|------|----------------|", False),
        ("| Tool | For  |", "| ---- | :--: |", False),
        ("| כלי | למה הוא |", "|------|----------------|", True),
        ("| כלי | למה |", "|------|-----|", False),
        ("> | Tool | For |", "> |-----|------|", False),
        ("| Tool | For |", "|----------|--------------------------------------------|", True),
        ("| Tool | For |", "|:--------------|:--------------|", True),
        ("Tool | For", "----|--------------------", True),
        ("+------+-----+", "| Tool | For |", True),
        ("Tool   For", "----   ---", True),
        ("", "", True),
    ],
)
def test_hyphens_are_meant_where_they_are_like_nothing_else(
    head: str, rule: str, *, is_meant: bool
) -> None:
    """A few in each column, and those about as long as the titles, are no widths."""
    assert has_meant_widths(head, rule) is is_meant


@pytest.mark.parametrize(
    ("rule", "widths"), [("|---|---|", [None, None]), (f"|--|{'-' * 38}|", [0.05, 0.95])]
)
def test_a_long_line_does_not_make_columns_equal(
    project: ProjectMaker, rule: str, widths: list[float | None]
) -> None:
    """In a quotation and a list too."""
    table = f"| A | B |\n{rule}\n| 1 | {LONG} |\n"
    inner = table.replace("\n", "\n  ")
    folder = project({"content/en/01-oil.md": f"# Oil\n\n{table}\n\n- x\n\n  {inner}\n"})
    book, _ = read_book(load_config(folder))
    blocks = list(chapter_blocks(book.editions[0].chapters[0]))
    tables = [b for b in blocks if isinstance(b, Table)]
    assert tables
    assert all([column.width for column in t.columns] == widths for t in tables)
