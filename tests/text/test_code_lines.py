"""Lines of code with Hebrew in them: from which side each is read, and what it is printed in."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Page

from differential.engines import Case, print_, show
from diglot.core.model import Attributes, Chapter, CodeBlock, Direction, Edition, Position, Text
from diglot.text.code_tokens import code_lines
from support import pdf_of

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")
# Language, a line of code, and the line as it is seen: pieces from left to right, of which
# those with Hebrew in them are read from right to left.
LINES = [
    ("markdown", "שלום עולם.", ["שלום עולם."]),
    ("", "שלום (עולם).", ["שלום (עולם)."]),
    ("no-such-language", "1. שלום.", ["שלום.", ".1"]),
    ("text", "A word, שלום, here.", ["A word, ", "שלום", ", here."]),
    ("markdown", "# כותרת {#id}", ["{#id}", "# כותרת "]),
    ("markdown", "- **מודגש** וגם `a-b`.", [".", "`a-b`", "- **מודגש** וגם "]),
    ("markdown", "ראו [כאן](x.html#y).", [".", "(x.html#y)", "ראו [כאן]"]),
    ("markdown", "::: {.note}", ["::: {.note}"]),
    ("yaml", "title: ספר קטן.  # הערה.", ["title: ", "ספר קטן.", "  # ", "הערה."]),
    ("yaml", "- פריט אחד.", ["- פריט אחד."]),
    ("python", "x = 1  # הערה (קצרה).", ["x = 1  # ", "הערה (קצרה)."]),
    ("python", 'say("שלום, עולם!", 2)', ['say("', "שלום, עולם!", '", 2)']),
    ("json", '"שם": "ערך",', ['"', "שם", '": "', "ערך", '",']),
    ("html", "<p>שלום.</p>", ["<p>", "שלום.", "</p>"]),
    ("sh", "make book # הערה.", ["make book # ", "הערה."]),
]


def seen(pieces: list[str]) -> str:
    """Return pieces as they are seen from left to right, without spaces."""
    shown = (
        piece[::-1].translate(MIRRORED) if any("א" <= sign <= "ת" for sign in piece) else piece
        for piece in pieces
    )
    return "".join(shown).replace(" ", "")


def code(language: str, text: str) -> CodeBlock:
    """Return a block of code."""
    return CodeBlock(text, HERE, Attributes(classes=(language,) if language else ()))


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_each_line_is_read_in_its_own_direction(
    direction: Direction, page: Page, tmp_path: Path
) -> None:
    """In prose a Hebrew line has its full stop at the left; in programs, each comment and string.

    So it is in a browser and on paper, in a book of either direction.
    """
    cases = [
        Case(str(n), direction, (code(language, f"{line}\nend"),))
        for n, (language, line, _) in enumerate(LINES)
    ]
    wanted = [[seen(pieces), "end"] for _, _, pieces in LINES]
    shown = [[case.shapes(line) for line in case.lines] for case in show(cases, page, tmp_path)]
    assert shown == wanted
    assert [list(case.lines) for case in print_(cases)] == wanted


def test_a_long_line_fills_its_column() -> None:
    """A line of code ends where the column does, not before the element that goes on."""
    quoted = "> *" + "שלום עולם " * 30 + "*"
    (printed,) = print_([Case("", "rtl", (code("markdown", quoted),), 240)])
    assert printed.lines[0].endswith("*<")
    assert len(printed.lines[0]) > 12


SAMPLE = "def f(x):\n    return x  # as it was\n"


def test_print_has_weight_and_slope() -> None:
    """On paper a keyword is bold and a comment is in italics, all in the one ink of the text."""
    chapter = Chapter("x", "en", (Text("x"),), HERE, (code("python", SAMPLE.strip()),), number=1)
    pdf = pdf_of(Edition("en", "x", (chapter,))).content
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = {
            str(font.BaseFont).partition("+")[2]
            for page in document.pages
            for font in page.Resources.get("/Font", {}).values()
        }
    assert {"Source-Code-Pro", "Source-Code-Pro-Bold", "Source-Code-Pro-Italic"} <= fonts


@pytest.mark.parametrize("language", ["python", "html", "md", "json", "yaml", "diff", ""])
@pytest.mark.parametrize("text", ["a\n\n b\t\n", "", "\n\n", 'x = "\n', "$ ls\r\n", "<!-- "])
def test_nothing_of_the_code_is_lost(language: str, text: str) -> None:
    """The pieces of code are the code, with all its spaces and empty lines."""
    lines = code_lines(text, language)
    assert "\n".join("".join(piece.text for piece in line) for line in lines) == text
