"""A chapter in two languages → the rows that are set level on facing pages.

Which markup is in a row, in either language, and what kind of row it is. By setting a row is a
passage, or all that is below a heading. Where one language lacks a section, its side says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markupsafe import Markup
from msgspec import Struct

from diglot.core.markup_names import FORMULA_ALONE
from diglot.render.beside.chapter import BesideChapter, BesideRow, RowKind
from diglot.render.markup import NOTHING
from diglot.settings.forms.bilingual import Align

_LEADS_IN = re.compile(r":(?:</\w+>)*\s*$")
# A formula by itself is part of the paragraph above it, and what follows has no indent.
_PARAGRAPH = re.compile(
    rf"^(?P<around>(?:<div\b[^>]*>)*)<p(?: (?!class=\"(?:[^\"]* )?{FORMULA_ALONE}[\" ])[^>]*)?>"
)
_NO_PROSE = re.compile(r"<(?:pre|table|figure|dl|img|blockquote|aside)\b")
_NUMBER = re.compile(r"^[a-z-]+--(\d+)")


class FacingCell(Struct, frozen=True):
    """A passage of one language. classes: what the style sheet has to know of it."""

    content: Markup
    classes: str


class FacingRow(Struct, frozen=True):
    """What begins at one height on both pages: cells of the source, and of the translation."""

    source: tuple[FacingCell, ...]
    translation: tuple[FacingCell, ...]
    is_heading: bool = False
    is_lead: bool = False
    is_item: bool = False


class Lacking(Struct, frozen=True):
    """What one language has in place of what only the other has: nothing where it is empty.

    section: beside the heading of a section. passage: beside a passage.
    """

    section: Markup
    passage: Markup = NOTHING


def facing_rows(
    chapter: BesideChapter, align: Align, lacking: tuple[Lacking, Lacking]
) -> tuple[FacingRow, ...]:
    """Return the rows of a chapter below its title. lacking: of the source and the translation."""
    rows = tuple(_rows(chapter.rows, lacking))
    return tuple(_joined(rows)) if align == "section" else rows


def _rows(rows: Sequence[BesideRow], lacking: tuple[Lacking, Lacking]) -> Iterator[FacingRow]:
    lists = [_list_of(row) for row in rows]
    befores = (NOTHING, NOTHING)
    absent_side, absent_rows = None, 0  # the side that lacks a section, and what is left of it
    for number, row in enumerate(rows):
        follows = rows[number + 1 : number + 2]
        classes = [f"facing-{row.kind}"]
        if lists[number]:
            classes += ["facing-from"] * (lists[number] not in lists[:number])
            classes += ["facing-to"] * (lists[number] not in lists[number + 1 :])
        contents = (row.source.content, row.translation.content)
        is_notice = not absent_rows and (side := _absent_section(rows[number:])) is not None
        if is_notice:
            absent_side, absent_rows = side, 1 + sum(1 for _ in _below(rows[number:]))
        cells = [
            _cells(content, _classes(classes, row.kind, content, before))
            or _instead(
                words, is_notice=is_notice, is_inside=absent_rows > 0 and side == absent_side
            )
            for side, (content, before, words) in enumerate(
                zip(contents, befores, lacking, strict=True)
            )
        ]
        befores = (contents[0] or befores[0], contents[1] or befores[1])
        absent_rows = max(0, absent_rows - 1)
        absent_side = absent_side if absent_rows else None
        yield FacingRow(
            cells[0],
            cells[1],
            is_heading=row.kind == "heading",
            is_lead=_is_lead(row, follows),
            is_item=row.kind == "item",
        )


def is_prose(row: object) -> bool:
    """Tell whether both languages of a row have a paragraph, or an item of a list, and no more."""
    return (
        isinstance(row, FacingRow)
        and not row.is_heading
        and all(
            cells and not any(_NO_PROSE.search(cell.content) for cell in cells)
            for cells in (row.source, row.translation)
        )
    )


def _cells(content: Markup, classes: str) -> tuple[FacingCell, ...]:
    return (FacingCell(content, classes),) if content else ()


def _instead(words: Lacking, *, is_notice: bool, is_inside: bool) -> tuple[FacingCell, ...]:
    """Return what is where one language has nothing; below a notice there is no more."""
    if is_notice:
        return _cells(words.section, "facing-lacking")
    return () if is_inside else _cells(words.passage, "facing-mark")


def _absent_section(rows: Sequence[BesideRow]) -> int | None:
    """Return the side that lacks the section that begins with the first row, if one does."""
    if rows[0].kind != "heading":
        return None
    inside = [rows[0], *_below(rows)]
    for side in (0, 1):
        if not any((row.source, row.translation)[side].content for row in inside):
            return side
    return None


def _below(rows: Sequence[BesideRow]) -> Iterator[BesideRow]:
    """Yield the rows of the section that begins with the first one."""
    for row in rows[1:]:
        if row.kind == "works-cited" or (row.kind == "heading" and row.rank <= rows[0].rank):
            return
        yield row


def _classes(classes: Sequence[str], kind: RowKind, content: Markup, before: Markup) -> str:
    """Return the classes of a cell; a paragraph below another is indented."""
    here, above = _PARAGRAPH.match(content), _PARAGRAPH.match(before)
    is_run = kind == "block" and here and above and here["around"] == above["around"]
    return " ".join([*classes, *(["facing-run"] if is_run else [])])


def _list_of(row: BesideRow) -> str:
    """Return the number of the list that an item is of, or ""."""
    cell = row.source if row.source.content else row.translation
    match = _NUMBER.match(cell.id) if row.kind == "item" else None
    return match[1] if match else ""


def _is_lead(row: BesideRow, follows: Sequence[BesideRow]) -> bool:
    """Tell whether a row is a paragraph that announces what is below it."""
    if row.kind != "block" or not follows or follows[0].kind == "heading":
        return False
    content = row.source.content or row.translation.content
    return bool(_PARAGRAPH.match(content) and _LEADS_IN.search(content))


def _joined(rows: Sequence[FacingRow]) -> Iterator[FacingRow]:
    """Yield headings as they are, and as one row all that is between two of them."""
    run: list[FacingRow] = []
    for row in rows:
        if not row.is_heading:
            run.append(row)
            continue
        yield from _one(run)
        run = []
        yield row
    yield from _one(run)


def _one(run: Sequence[FacingRow]) -> Iterator[FacingRow]:
    if run:
        source = tuple(cell for row in run for cell in row.source)
        yield FacingRow(source, tuple(cell for row in run for cell in row.translation))
