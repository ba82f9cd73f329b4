"""Rows of foreign titles in quotation marks."""

from __future__ import annotations

from pathlib import Path

import pytest

from differential.engines import Case, print_
from diglot.config import load_config
from diglot.model import Direction
from diglot.reader import read_book
from support import write_project

DIRECTIONS: dict[str, Direction] = {"en": "ltr", "he": "rtl"}
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
