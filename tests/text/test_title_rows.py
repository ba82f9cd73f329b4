"""Rows of foreign titles in quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from differential.engines import Case, print_
from diglot.config import load_config
from diglot.core.model import Direction
from diglot.reader.edition import read_book
from diglot.render.drawn.shaping import visual_runs
from diglot.text.direction.title_rows import held_line
from support import write_project

pytestmark = pytest.mark.heavy

DIRECTIONS: dict[str, Direction] = {"en": "ltr", "he": "rtl"}
_TURNED = str.maketrans("()", ")(")
HEBREW_ROW = 'ראיתי את "Hamlet", *"Macbeth"* (1606) ו"Emma" שם'


@pytest.mark.parametrize(
    ("language", "text", "quotes", "expected"),
    [
        ("he", HEBREW_ROW, "gershayim", "םש״Emma״ו(1606)״Macbeth״,״Hamlet״תאיתיאר"),
        ("he", HEBREW_ROW, "curly", "םש”Emma”ו(1606)”Macbeth”,”Hamlet”תאיתיאר"),
        ("he", HEBREW_ROW, "low", "םש”Emma„ו(1606)”Macbeth„,”Hamlet„תאיתיאר"),
        ("en", 'I saw "המלט", *"מקבת"* (1606) too', "low", "Isaw“טלמה”,“תבקמ”(1606)too"),
    ],
)
def test_titles_keep_their_places(
    tmp_path: Path, language: str, text: str, quotes: str, expected: str
) -> None:
    """In a row of foreign titles the first comes first, in each style of marks."""
    files = {
        "content/book.yaml": f"languages: [{language}]\ntypography: {{quotes: {quotes}}}\n",
        f"content/{language}/01.md": f"# x\n\n{text}\n",
    }
    book, _ = read_book(load_config(write_project(tmp_path, files)))
    case = Case("x", DIRECTIONS[language], book.editions[0].chapters[0].blocks)
    (line,) = print_([case])[0].lines
    assert line == expected


@pytest.mark.parametrize(
    ("words", "direction", "expected"),
    [
        ("על „Hamlet”, „Emma” (1815) ו־C++", "rtl", "C++־ו(1815)”Emma„,”Hamlet„לע"),
        ("On “המלט”, “מקבת” (1606)", "ltr", "On“טלמה”,“תבקמ”(1606)"),
    ],
)
def test_titles_keep_their_places_on_covers(
    words: str, direction: Direction, expected: str
) -> None:
    """What is drawn on a cover has a row of titles in the same order as a page."""
    runs = visual_runs(held_line(words, direction), direction)
    drawn = "".join(text[::-1].translate(_TURNED) if level % 2 else text for text, level in runs)
    assert "".join(sign for sign in drawn if sign.isprintable() and sign != " ") == expected
