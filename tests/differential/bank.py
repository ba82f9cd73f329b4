"""The named cases, read from the table that people write, by the reader that books go through."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from differential.engines import WIDTHS_PX, Case
from diglot.config import load_config
from diglot.core.model import Direction, Division
from diglot.reader.edition import read_book
from support import write_project

TABLE = Path(__file__).parent / "cases.md"
_NEW_LINE, _BAR = "⏎", "\\|"
_REFERENCES = """
@book{smith, author = {Smith, John}, title = {The Book (of Books)}, date = {2019}}
@book{levi, author = {לוי, דנה}, title = {ספר הספרים}, date = {2020}, langid = {hebrew}}
@book{levi2, author = {לוי, דנה and כהן, רם}, title = {עוד ספר}, date = {2021}, langid = {hebrew}}
@book{mixed, author = {רון, גיל and Ross, Ed}, title = {מעורב}, date = {2001}}
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table."""

    name: str
    markdown: str
    direction: Direction
    why: str


def read_rows() -> list[Row]:
    """Return the rows of the tables."""
    rows = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("| ") or line.startswith(("| Name |", "| --- |")):
            continue
        cells = [cell.strip() for cell in line.replace(_BAR, "\0")[1:-1].split("|")]
        name, markdown, direction, why = (cell.replace("\0", "|") for cell in cells)
        assert direction in ("rtl", "ltr"), line
        way: Direction = "rtl" if direction == "rtl" else "ltr"
        rows.append(Row(name, markdown.replace(_NEW_LINE, "\n"), way, why))
    return rows


def read_cases(folder: Path) -> list[Case]:
    """Return each row as it stands on one long line and in a narrow column."""
    rows = read_rows()
    files = {"content/references.bib": _REFERENCES, "content/book.yaml": "languages: [en, he]\n"}
    for number, row in enumerate(rows):
        language = "he" if row.direction == "rtl" else "en"
        body, _, note = row.markdown.partition("\n\n[^1]:")
        # A side remark keeps its headings to itself.
        kind = ".note .row" if body.startswith("#") else ".row"
        text = f"# x\n\n:::::: {{{kind}}}\n{body}\n::::::\n" + (f"\n[^1]:{note}\n" if note else "")
        files[f"content/{language}/{number:03}.md"] = text
    book, _findings = read_book(load_config(write_project(folder, files)))
    cases = []
    for edition in book.editions:
        for chapter in edition.chapters:
            row = rows[int(chapter.name)]
            block = chapter.blocks[0]
            assert isinstance(block, Division), row.name
            # Engines share out the width of a table by rules of their own.
            widths = (0,) if "|--" in row.markdown else (0, WIDTHS_PX[1])
            cases += [Case(row.name, row.direction, block.blocks, width) for width in widths]
    return cases
