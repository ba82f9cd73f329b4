"""Notes whose marks stand in a passage of the other language: each reads in its own."""

from __future__ import annotations

from pathlib import Path

import pymupdf
import pytest
from lxml import etree

from diglot.config import load_config
from diglot.core.model import Attributes, Inline, Note, Paragraph, Position, Span, Text
from diglot.core.walk import chapter_inlines, inline_lines, plain_text
from diglot.reader.edition import read_book
from rendering import render_inlines
from support import SOUND, run_diglot, write_project

HERE = Position("x.md")
HEBREW = """# פרק

כך: [As he wrote[^1] then.]{lang=en}

::: {lang=en}
A passage.[^2] Another.[^3]
:::

[^1]: הערה (ראו עמ' 5)!
[^2]: הערה של "Times" על צה"ל.
[^3]: See "Times", p. 5.
"""


def note(words: str, language: str) -> Inline:
    """Return a passage in a language with a note."""
    pairs = (("lang", language),)
    return Span(
        (Text("x"), Note(1, (Paragraph((Text(words),), HERE),), HERE)), Attributes(pairs=pairs)
    )


@pytest.mark.parametrize(
    ("book", "passage", "words", "language", "direction"),
    [
        ("he", "en", "הערה Times", "he", "rtl"),  # the note is the translator's
        ("he", "en", "See Times, 5", None, None),  # the note belongs to the passage
        ("he", "he", "הערה", None, None),
        ("en", "he", "See עמ׳ 5", "en", "ltr"),
        ("en", "he", "ראו עמ׳ 5", None, None),
    ],
)
def test_a_note_at_the_foot_says_its_language(
    tmp_path: Path, book: str, passage: str, words: str, language: str, direction: str
) -> None:
    """Where the passage around the mark has another language, the note names its own."""
    written = render_inlines(tmp_path, note(words, passage), language=book, name="pdf")
    foot = etree.fromstring(f"<p>{written}</p>").find(".//span[@class='footnote']")
    assert foot is not None
    assert (foot.get("lang"), foot.get("dir")) == (language, direction)


def test_a_note_is_set_by_the_rules_of_its_language(tmp_path: Path) -> None:
    """Geresh, gershayim and quotation marks of a Hebrew note are Hebrew, of an English one not."""
    project = write_project(tmp_path, {**SOUND, "content/he/01-oil.md": HEBREW})
    book, _ = read_book(load_config(project))
    (chapter,) = book.editions[1].chapters
    notes = [i for i in chapter_inlines(chapter) if isinstance(i, Note)]
    words = [plain_text(line) for n in notes for b in n.blocks for line in inline_lines(b)]
    assert words == ["הערה (ראו עמ׳ 5)!", "הערה של ״Times״ על צה״ל.", "See “Times”, p.\u00a05."]


@pytest.mark.heavy
def test_such_a_note_stands_where_notes_stand(tmp_path: Path) -> None:
    """On the page, Hebrew notes begin at the right and lie under each other, mark or no mark."""
    project = write_project(tmp_path, {**SOUND, "content/he/01-oil.md": HEBREW})
    run_diglot("build", "pdf", "--draft", "--lang", "he", "--project", project)
    with pymupdf.open(project / "build/small-he.pdf") as pdf:
        boxes = [box for page in pdf for box in page.search_for("הערה")]
        right = max(page.rect.width for page in pdf)
    rows = sorted({round(box.y1) for box in boxes})
    assert len(rows) == 2
    assert rows[1] - rows[0] > 8
    assert max(box.x1 for box in boxes) > right * 0.8
    assert min(box.x0 for box in boxes) > right * 0.6
