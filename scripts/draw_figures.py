"""Draws the handbook's figures, each in every language, as SVG with words as outlines.

python scripts/draw_figures.py            write them into content/<language>/images/
python scripts/draw_figures.py --check    exit with 1 where a file is not what would be drawn

A figure is laid out once, from the line's start to its end; in Hebrew it is
mirrored. Colours are for white paper.
"""

from __future__ import annotations

import sys
from pathlib import Path

from figure_kit import (
    BLUE,
    BLUE_TINT,
    CODE,
    FAINT,
    INK,
    LABEL,
    PAPER,
    SMALL,
    SOFT,
    STRONG,
    TITLE,
    WARM,
    WARM_TINT,
    WHITE,
    Anchor,
    Drawing,
    Style,
    painted,
    sized,
)
from specimen_figures import draw_map, draw_oil

CONTENT = Path(__file__).resolve().parent.parent / "content"
LANGUAGES = ("en", "he")
WIDTH = 640


# Chapter 3: what a chapter's file holds ---------------------------------------------


class Listing:
    """Lines of a Markdown file, with a name beside those that have one."""

    start, end, names = 34.0, 358.0, 412.0

    def __init__(self, drawing: Drawing, y: float, leading: float) -> None:
        self.drawing, self.y, self.leading = drawing, y, leading

    def line(self, *pieces: tuple[str, str], name: str = "", color: str = BLUE) -> None:
        """Set (words, color) one after another, and what the line is."""
        x = self.start
        for words, fill in pieces:
            style = LABEL if any("א" <= c <= "ת" for c in words) else CODE
            rtl = False if words[0] in "{[" and words[-1] in "}]" else None
            x += self.drawing.words(x, self.y, words, painted(style, fill), rtl=rtl)
        self._name(x + 8, name, color)
        self.y += self.leading

    def setting(self, words: str, name: str = "") -> None:
        """Set a line of front matter, which is left to right in every language."""
        anchor: Anchor = "end" if self.drawing.rtl else "start"
        x = self.end if self.drawing.rtl else self.start
        width = self.drawing.words(x, self.y, words, painted(CODE, SOFT), anchor, rtl=False)
        self._name(self.end + 10 if self.drawing.rtl else x + width + 8, name, SOFT)
        self.y += self.leading

    def row(self, cells: tuple[str, str], name: str = "") -> None:
        """Set a row of a table between pipes."""
        x = self.start
        style = LABEL if any("א" <= c <= "ת" for c in cells[0]) else CODE
        for cell, width in zip(cells, (52, 60), strict=True):
            self.drawing.words(x, self.y, "|", painted(CODE, BLUE))
            self.drawing.words(x + width, self.y, cell, style, "end")
            x += width + 8
        self.drawing.words(x, self.y, "|", painted(CODE, BLUE))
        self._name(x + 16, name, BLUE)
        self.y += self.leading

    def skip(self) -> None:
        """Leave a part of a line empty."""
        self.y += self.leading * 0.5

    def _name(self, x: float, name: str, color: str) -> None:
        if name:
            self.drawing.path([(x, self.y - 5), (self.names - 10, self.y - 5)], color, 0.9)
            self.drawing.disc(self.names - 10, self.y - 5, 2.4, color)
            self.drawing.words(self.names, self.y, name, LABEL)


def draw_anatomy(drawing: Drawing) -> None:
    """Show a chapter's file with its parts named."""
    say = drawing.say
    drawing.box(16, 14, 352, 386, PAPER, FAINT, 6)
    file = Listing(drawing, 44, 23)
    file.setting("---")
    file.setting("date: 2026-05-04", say("front matter", "מטא־נתונים"))
    file.setting("---")
    file.skip()
    title = say("the chapter’s title", "כותרת הפרק")
    file.line(("# ", BLUE), (say("Energy", "אנרגיה"), INK), name=title)
    file.skip()
    words = say("Oil comes by pipeline.", "הנפט זורם בצינור.")
    mark = say("the mark of a note", "ציון של הערה")
    file.line((words, INK), ("[^1]", WARM), name=mark, color=WARM)
    file.skip()
    section = say("a section and its identifier", "סעיף והמזהה שלו")
    file.line(("## ", BLUE), (say("Oil ", "נפט "), INK), ("{#oil}", BLUE), name=section)
    file.skip()
    file.line(
        (say("See ", "ראו "), INK),
        ("[", WARM),
        (say("Water", "מים"), INK),
        ("](04-water.md)", WARM),
        (".", INK),
        name=say("a link to another chapter", "קישור לפרק אחר"),
        color=WARM,
    )
    file.skip()
    file.row((say("Year", "שנה"), say("Share", "חלק")), say("a table", "טבלה"))
    file.row(("-----", "-----"))
    file.row(("2014", "40"))
    file.skip()
    caption = say("the table’s caption", "כיתוב הטבלה")
    file.line((": ", BLUE), (say("Imports ", "יבוא "), INK), ("{#tbl-oil}", BLUE), name=caption)
    file.skip()
    words = say("By land and sea.", "ביבשה ובים.")
    note = say("the note", "ההערה")
    file.line(("[^1]", WARM), (": ", WARM), (words, INK), name=note, color=WARM)


# Chapter 5: logical and visual order --------------------------------------------------


def draw_direction(drawing: Drawing) -> None:
    """Show one line as it is stored and as it is printed."""
    say = drawing.say
    english, hebrew = ("say ", "שלום", " twice"), ("כתבו ", "hello", " כאן")
    before, foreign, after = hebrew if drawing.rtl else english
    letters = before + foreign + after
    first, last = len(before), len(before) + len(foreign)
    order = [*range(first), *reversed(range(first, last)), *range(last, len(letters))]
    cell, top, bottom = 42, 64, 190
    margin = (WIDTH - cell * len(letters)) / 2
    typed = say("In the file: the order of typing", "בקובץ: לפי סדר ההקלדה")
    drawing.words(margin, 26, typed, TITLE)
    seen = say("On the page: as the eye sees it", "בעמוד: כפי שהעין רואה")
    drawing.words(margin, 276, seen, TITLE)
    for place, index in enumerate(order):
        is_foreign = first <= index < last
        stroke, fill = (WARM, WARM_TINT) if is_foreign else (BLUE, BLUE_TINT)
        above, below = margin + index * cell, margin + place * cell
        half = cell / 2
        drawing.curve(
            [
                (above + half, top + 40),
                (above + half, top + 84),
                (below + half, bottom - 44),
                (below + half, bottom),
            ],
            stroke,
            1.3 if is_foreign else 0.8,
        )
        for x, y, figure_y in ((above, top, top - 8), (below, bottom, bottom + 56)):
            drawing.box(x + 2, y, cell - 4, 40, fill, stroke, 4, 1)
            letter = letters[index]
            drawing.words(x + half, y + 27, letter, sized(LABEL, 21), "middle")
            drawing.words(x + half, figure_y, str(index + 1), SMALL, "middle")
    draw_bases(drawing, margin)


def draw_bases(drawing: Drawing, margin: float) -> None:
    """Show the same words in paragraphs of the two directions."""
    say = drawing.say
    drawing.path([(margin, 300), (WIDTH - margin, 300)], FAINT, 1)
    left_to_right = say("In a left-to-right paragraph", "בפסקה משמאל לימין")
    right_to_left = say("In a right-to-left paragraph", "בפסקה מימין לשמאל")
    columns = [(left_to_right, False), (right_to_left, True)]
    width = (WIDTH - 2 * margin - 20) / 2
    for place, (words, rtl) in enumerate(reversed(columns) if drawing.rtl else columns):
        x = margin + place * (width + 20)
        drawing.words(x, 328, words, LABEL)
        drawing.box(x, 340, width, 50, WHITE, FAINT, 4)
        at_start = rtl == drawing.rtl
        inner = x + 16 if at_start else x + width - 16
        anchor: Anchor = "start" if at_start else "end"
        drawing.words(inner, 373, "שלום, world!", sized(LABEL, 22), anchor, rtl=rtl)


# Chapter 6: from the sources to the editions; bindings --------------------------------


def draw_page(drawing: Drawing, x: float, y: float, name: str, color: str) -> None:
    """Draw a sheet with a corner folded and a word on it."""
    drawing.path(
        [(x, y), (x + 30, y), (x + 40, y + 10), (x + 40, y + 52), (x, y + 52)],
        color, 1.2, fill=WHITE, closed=True,
    )  # fmt: skip
    drawing.path([(x + 30, y), (x + 30, y + 10), (x + 40, y + 10)], color, 1)
    drawing.words(x + 20, y + 38, name, painted(CODE, color), "middle", rtl=False)


def draw_editions(drawing: Drawing) -> None:
    """Show the way from the two sources through the check to the editions."""
    say = drawing.say
    for y, folder, color in ((50, "content/en", BLUE), (164, "content/he", WARM)):
        for shift in (12, 6, 0):
            draw_page(drawing, 34 + shift, y - shift + 6, ".md" if not shift else "", color)
        drawing.words(20, y + 80, folder, CODE, rtl=False)
    drawing.words(20, 30, say("Sources", "מקורות"), TITLE)
    drawing.words(258, 30, say("Check", "בדיקה"), TITLE, "middle")
    drawing.words(392, 30, say("Editions", "מהדורות"), TITLE)
    drawing.arrow([(112, 92), (196, 130)], SOFT)
    drawing.arrow([(112, 192), (196, 156)], SOFT)
    drawing.box(204, 98, 108, 90, BLUE_TINT, BLUE, 6)
    drawing.lines(
        258, 138,
        (say("Do the two", "האם שני"), say("sides agree?", "הצדדים תואמים?")),
        LABEL, "middle",
    )  # fmt: skip
    drawing.arrow([(258, 194), (258, 232)], WARM)
    drawing.words(258, 252, say("no: findings", "לא: ממצאים"), painted(STRONG, WARM), "middle")
    drawing.path([(320, 143), (352, 143)], SOFT, 1.4)
    drawing.words(336, 134, say("yes", "כן"), painted(STRONG, BLUE), "middle")
    rows = (say("website", "אתר"), say("e-book", "ספר דיגיטלי"), say("PDF", "קובץ PDF"))
    drawing.path([(352, 75), (352, 211)], SOFT, 1.4)
    for index, words in enumerate(rows):
        y = 48 + index * 68
        drawing.arrow([(352, y + 27), (384, y + 27)], SOFT)
        draw_page(drawing, 394, y, "en", BLUE)
        draw_page(drawing, 446, y, "he", WARM)
        drawing.words(504, y + 32, words, STRONG)


def draw_cover(drawing: Drawing, x: float, rtl: bool, name: str, color: str, tint: str) -> None:
    """Draw a closed book with its spine on the side of its binding."""
    at_start = rtl == drawing.rtl
    drawing.box(x, 56, 108, 150, tint, color, 3)
    drawing.box(x if at_start else x + 92, 56, 16, 150, color, color, 2)
    center = x + (62 if at_start else 46)
    drawing.words(center, 116, name, Style("Assistant-Bold", 19, color), "middle", rtl=rtl)
    drawing.path([(center - 24, 132), (center + 24, 132)], color, 1)


def draw_spread(drawing: Drawing, x: float, rtl: bool, color: str) -> None:
    """Draw an open book, pages 2 and 3, with lines that begin where reading begins."""
    at_start = rtl == drawing.rtl
    for place in (0, 1):
        left = x + place * 76
        drawing.box(left, 82, 76, 104, WHITE, color, 1)
        for index, length in enumerate((56, 56, 50, 56, 34)):
            begin = left + 10 if at_start else left + 66 - length
            y = 98 + index * 12
            drawing.path([(begin, y), (begin + length, y)], FAINT, 3)
        page = 2 + (place if at_start else 1 - place)
        drawing.words(left + 38, 178, str(page), painted(STRONG, color), "middle")
    ends = [(x + 24, 206), (x + 128, 206)]
    drawing.arrow(ends if at_start else ends[::-1], color)


def draw_openings(drawing: Drawing) -> None:
    """Show where an English book and a Hebrew book are bound and how they are read."""
    say = drawing.say
    left = say("English: bound on the left", "אנגלית: הכריכה משמאל")
    right = say("Hebrew: bound on the right", "עברית: הכריכה מימין")
    english = (False, "Book", BLUE, BLUE_TINT, left)
    hebrew = (True, "ספר", WARM, WARM_TINT, right)
    for place, side in enumerate((hebrew, english) if drawing.rtl else (english, hebrew)):
        rtl, name, color, tint, words = side
        x = 20 + place * 314
        drawing.words(x, 30, words, painted(TITLE, color))
        draw_cover(drawing, x, rtl, name, color, tint)
        draw_spread(drawing, x + 130, rtl, color)
        drawing.words(x + 206, 228, say("order of reading", "כיוון הקריאה"), SMALL, "middle")
    drawing.path([(320, 20), (320, 228)], FAINT, 1)


# Writing ------------------------------------------------------------------------------------

# name → (height, mirrored in Hebrew?, how it is drawn); a map is not mirrored.
FIGURES = {
    "anatomy": (414, True, draw_anatomy),
    "direction": (406, True, draw_direction),
    "editions": (268, True, draw_editions),
    "openings": (244, True, draw_openings),
    "specimen-map": (384, False, draw_map),
    "specimen-oil": (150, True, draw_oil),
}


def draw_all() -> dict[Path, bytes]:
    """Return every figure's file and what it holds."""
    files = {}
    for name, (height, mirrored, draw) in FIGURES.items():
        for language in LANGUAGES:
            rtl = language == "he"
            drawing = Drawing(WIDTH, height, rtl, rtl and mirrored)
            draw(drawing)
            files[CONTENT / language / "images" / f"{name}.svg"] = drawing.svg()
    return files


def main(arguments: list[str]) -> int:
    """Write the figures, or with --check compare them; return the exit status."""
    if arguments not in ([], ["--check"]):
        print(__doc__, file=sys.stderr)
        return 2
    stale = [
        (path, drawn)
        for path, drawn in draw_all().items()
        if not path.is_file() or path.read_bytes() != drawn
    ]
    for path, drawn in stale:
        name = path.relative_to(CONTENT.parent)
        if arguments:
            print(f"{name}: not what scripts/draw_figures.py draws; run it")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(drawn)
        print(f"{name}: written")
    return 1 if arguments and stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
