"""A checked book → the translator's worksheet: one page of HTML that needs nothing else.

Both languages are side by side, block by block, with each finding at its place.
Goes in: the book, its alignment, the findings. What it looks like is in templates/report/.
"""

from __future__ import annotations

import base64
import hashlib
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Literal

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from diglot.bitext import Bitext, ChapterPair, Side, side_by_side
from diglot.core.findings import Finding
from diglot.core.model import Chapter, Edition, Position, Section
from diglot.core.walk import plain_text
from diglot.disk.template_files import find_file
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.changes import Run, marked_changes
from diglot.render.cells import CellRenderer
from diglot.render.markup import NOTHING
from diglot.render.templates import environment, fill

Read = Callable[[Path], bytes]
RowKind = Literal["title", "heading", "block"]
# (family, file) of the fonts that the page carries inside.
_FONTS = (
    ("Source Serif 4", "SourceSerif4-Regular.woff2", 400),
    ("Frank Ruhl Libre", "FrankRuhlLibre-Regular.woff2", 400),
    ("Assistant", "Assistant-Regular.woff2", 400),
    ("Assistant", "Assistant-SemiBold.woff2", 600),
)
# For words with cantillation marks, where a book has any: it is as large as all others.
_CANTILLATED = ("Ezra SIL", "EzraSIL-Regular.ttf", 400)
_TITLE_RANK, _DEEPEST_RANK = 3, 6
_CANTILLATION = 'class="cantillated'
_PICTURE = re.compile(r'src="(data:image/[^"]{200,})"(?=[^<>]*>)(?![^<>]* id=)')
_NOTHING = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="


class Extras(Struct, frozen=True):
    """What a worksheet shows beside the book and its findings.

    changed: by language, and by file and line of the source, what has changed there since the
        translation was accepted. opened: gives the address at which an editor opens a file at
        a line; None for no such links.
    """

    changed: Mapping[str, Mapping[tuple[str, int], Sequence[Run]]]
    opened: Callable[[str, int], str] | None = None


class Cell(Struct, frozen=True):
    """One side of a row. where: file and line, as editors open them.

    changes: what has changed in it since it was translated, marked, or nothing.
    """

    content: Markup
    where: str
    line: int
    changes: Markup = NOTHING


class Row(Struct, frozen=True):
    """A block, heading or title beside its counterpart, with what was found there.

    rank: of a heading, 3 for the chapter's title. key: what a tick is kept under;
        it follows from the words, so a tick goes when either side changes.
    near: the numbers of rows that are shown with this one where only findings are wanted.
    """

    kind: RowKind
    rank: int
    source: Cell | None
    translation: Cell | None
    key: str
    findings: tuple[Finding, ...]
    near: tuple[int, ...] = ()

    @property
    def is_one_sided(self) -> bool:
        """Tell whether one language has nothing there."""
        return self.source is None or self.translation is None


class Sheet(Struct, frozen=True):
    """A chapter in two languages."""

    id: str
    name: str
    title: str
    source: Locale
    translation: Locale
    rows: tuple[Row, ...]

    @property
    def findings(self) -> int:
        """Return how many findings the chapter has."""
        return sum(len(row.findings) for row in self.rows)


def worksheet(
    text: Bitext,
    findings: Sequence[Finding],
    templates: Sequence[Path],
    interface: str,
    extras: Extras,
    read: Read = Path.read_bytes,
) -> str:
    """Return the worksheet of an aligned book as HTML.

    interface: the language of the page's own words.
    """
    book = text.book
    sheets = [sheet for e in book.translations for sheet in _sheets(text, e, extras, read)]
    placed, elsewhere = _placed(sheets, findings)
    locale = load_locale(interface)
    has_cantillation = any(_has_cantillation(row) for sheet in sheets for row in sheet.rows)
    fonts = (*_FONTS, *((_CANTILLATED,) if has_cantillation else ()))
    values = {
        "book_id": book.id,
        "title": book.source.title or book.id,
        "sheets": placed,
        "elsewhere": elsewhere,
        "total": len(findings),
        "severities": _counts(finding.severity for finding in findings),
        "families": _families(findings, locale),
        "opened": extras.opened,
        "fonts": [(f, *_font(templates, file, read), weight) for f, file, weight in fonts],
    }
    page = str(fill(environment(templates, locale), "report/worksheet.html", **values))
    return _each_picture_once(page)


def _each_picture_once(page: str) -> str:
    """Return the page with each picture inside it once; the script shows it again elsewhere.

    Most occur in both languages, and make up most of a page that has any.
    """
    known: dict[str, str] = {}

    def shorter(match: re.Match[str]) -> str:
        if name := known.get(match[1]):
            return f'src="{_NOTHING}" data-again="{name}"'
        known[match[1]] = name = f"picture-{len(known) + 1}"
        return f'{match[0]} id="{name}"'

    return _PICTURE.sub(shorter, page)


# Chapters → rows ---------------------------------------------------------------------


def _sheets(text: Bitext, translation: Edition, extras: Extras, read: Read) -> Iterator[Sheet]:
    source = text.book.source
    ours, theirs = load_locale(source.language), load_locale(translation.language)
    changed = extras.changed.get(translation.language, {})
    sides = (_Side(source, ours, read, changed), _Side(translation, theirs, read, {}))
    for pair in text.alignments[translation.language].chapters:
        chapter = pair.source or pair.translation
        if chapter is None:
            continue
        rows = tuple(_rows(pair, *sides))
        title = plain_text(chapter.title).strip() or chapter.name
        page_id = f"{theirs.tag}-{chapter.name}"
        yield Sheet(page_id, chapter.name, title, ours, theirs, rows)


class _Side:
    """One language of the worksheet."""

    def __init__(
        self,
        edition: Edition,
        locale: Locale,
        read: Read,
        changed: Mapping[tuple[str, int], Sequence[Run]],
    ) -> None:
        self._cells = CellRenderer(edition, locale, read)
        self._changed = changed

    def cell(self, chapter: Chapter | None, part: Side) -> Cell | None:
        """Return a title, a heading or a block; None where this side has none."""
        if chapter is None or part is None:
            return None
        match part:
            case Chapter() | Section():
                content = self._cells.line(chapter, part.title)
            case _:
                content = self._cells.block(chapter, part)
        path, line = part.position.path, part.position.line
        changes = marked_changes(self._changed.get((path, line), ()))
        return Cell(content, f"{path}:{line}", line, changes)


def _rows(pair: ChapterPair, ours: _Side, theirs: _Side) -> Iterator[Row]:
    """Yield the rows of a chapter in the order of the source."""
    seen: Counter[str] = Counter()
    depths = _depths(pair.source) | _depths(pair.translation)
    for source, translation in side_by_side(pair, by_entry=True):
        match source or translation:
            case Chapter():
                kind: RowKind = "title"
                rank = _TITLE_RANK
            case Section() as section:
                kind, rank = "heading", min(_TITLE_RANK + depths[id(section)], _DEEPEST_RANK)
            case _:
                kind, rank = "block", 0
        cells = ours.cell(pair.source, source), theirs.cell(pair.translation, translation)
        words = _key(cells)
        seen[words] += 1
        yield Row(kind, rank, *cells, f"{words}{seen[words]}", ())


def _depths(part: Chapter | Section | None, depth: int = 1) -> dict[int, int]:
    """Return how deep each section is, by its identity."""
    found: dict[int, int] = {}
    for section in part.sections if part else ():
        found[id(section)] = depth
        found |= _depths(section, depth + 1)
    return found


def _key(cells: Iterable[Cell | None]) -> str:
    words = "\0".join(str(cell.content) if cell else "" for cell in cells)
    return hashlib.sha256(words.encode()).hexdigest()[:16] + "-"


# Findings → rows ---------------------------------------------------------------------


Spot = tuple[int, int]  # the number of a sheet, and of a row in it


class _Places:
    """Finds the row in which a place in a source file is shown."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._sheets = sheets
        self._starts: dict[str, list[tuple[int, Spot]]] = defaultdict(list)
        for number, sheet in enumerate(sheets):
            for place, row in enumerate(sheet.rows):
                for cell in filter(None, (row.source, row.translation)):
                    path = cell.where.rpartition(":")[0]
                    self._starts[path].append((cell.line, (number, place)))
        for lines in self._starts.values():
            lines.sort()

    def of_finding(self, finding: Finding) -> tuple[Spot | None, Spot | None]:
        """Return where a finding is shown, and the other place that it speaks of.

        It is shown beside what has no counterpart, else where it says.
        """
        here = self._of_position(finding.position)
        there = self._of_position(finding.counterpart) if finding.counterpart else None
        if there and (here is None or self._is_one_sided(there)):
            return there, here
        return here, there

    def _of_position(self, position: Position) -> Spot | None:
        lines = self._starts.get(position.path)
        if not lines:
            return None
        before = bisect_right(lines, position.line, key=lambda start: start[0])
        return lines[max(before - 1, 0)][1]

    def _is_one_sided(self, spot: Spot) -> bool:
        return self._sheets[spot[0]].rows[spot[1]].is_one_sided


def _placed(
    sheets: Sequence[Sheet], findings: Sequence[Finding]
) -> tuple[list[Sheet], list[Finding]]:
    """Return the sheets with findings at their rows, and the findings that have no row there."""
    places = _Places(sheets)
    found: dict[Spot, list[Finding]] = defaultdict(list)
    others: dict[Spot, set[Spot]] = defaultdict(set)
    elsewhere: list[Finding] = []
    for finding in findings:
        spot, other = places.of_finding(finding)
        (found[spot] if spot else elsewhere).append(finding)
        if spot and other:
            others[spot].add(other)
    placed = [_with_findings(sheet, n, found, others) for n, sheet in enumerate(sheets)]
    return placed, elsewhere


def _with_findings(
    sheet: Sheet,
    number: int,
    found: Mapping[Spot, list[Finding]],
    others: Mapping[Spot, set[Spot]],
) -> Sheet:
    rows = list(sheet.rows)
    for place, row in enumerate(sheet.rows):
        if here := found.get((number, place)):
            rows[place] = replace(row, findings=tuple(here))
            named = {n for chapter, n in others.get((number, place), ()) if chapter == number}
            blocks = {n for n in named if rows[n].kind == "block"}
            near = sorted((blocks | set(_neighbors(rows, place))) - {place})
            rows[place] = replace(rows[place], near=tuple(near))
    return replace(sheet, rows=tuple(rows))


def _neighbors(rows: Sequence[Row], place: int) -> Iterator[int]:
    """Yield the rows that explain what was found in one.

    Beside a block those where one side has nothing, or both where it is the one: its words may
    be there. Below the heading of a stale section those that have changed.
    """
    for other in (place - 1, place + 1):
        both = [rows[place], rows[other]] if 0 <= other < len(rows) else []
        if all(row.kind == "block" for row in both) and any(row.is_one_sided for row in both):
            yield other
    if any(finding.rule == "stale-section" for finding in rows[place].findings):
        below = takewhile(lambda n: rows[n].kind == "block", range(place + 1, len(rows)))
        yield from (n for n in below if (cell := rows[n].source) and cell.changes)


def _has_cantillation(row: Row) -> bool:
    cells = filter(None, (row.source, row.translation))
    return any(_CANTILLATION in cell.content for cell in cells)


def _counts(words: Iterable[str]) -> dict[str, int]:
    counted = Counter(words)
    return {name: counted[name] for name in ("error", "warning", "note") if counted[name]}


Families = list[tuple[str, str, list[tuple[str, str]]]]


def _families(findings: Sequence[Finding], locale: Locale) -> Families:
    """Return the letters of the rules found, each with its family's name and those rules."""
    names = {
        "structure": locale.gettext("Structure"),
        "blocks": locale.gettext("Blocks"),
        "references": locale.gettext("References"),
        "wording": locale.gettext("Wording"),
        "freshness": locale.gettext("Freshness"),
        "markup": locale.gettext("Markup"),
        "signs": locale.gettext("Signs"),
        "exceptions": locale.gettext("Exceptions"),
        "glyphs": locale.gettext("Glyphs"),
    }
    rules = sorted({(finding.code, finding.rule) for finding in findings})
    families = sorted({(finding.code[0], names[finding.family]) for finding in findings})
    return [(*family, [rule for rule in rules if rule[0][0] == family[0]]) for family in families]


def _font(templates: Sequence[Path], name: str, read: Read) -> tuple[str, str]:
    """Return a font as the page carries it, and its format."""
    content = base64.b64encode(read(find_file(templates, f"fonts/{name}"))).decode()
    kind = "woff2" if name.endswith(".woff2") else "truetype"
    return f"data:font/{'woff2' if kind == 'woff2' else 'ttf'};base64,{content}", kind
