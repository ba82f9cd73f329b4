"""Whoever reads a PDF by its tags finds the spaces between words, seen or not."""

from __future__ import annotations

import io
import re
import unicodedata

import pikepdf
import pypdfium2
import pytest
from weasyprint.draw import text as drawn_text

from diglot.core.model import Chapter, Edition, Paragraph, Position, Text
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.word_breaks import mend_word_breaks
from patching import put_back
from support import pdf_of
from tagged_text import read_by_tags

pytestmark = pytest.mark.heavy

STYLE = "@page { size: 50mm 200mm; margin: 5mm } p { text-align: justify }"
HEBREW = "מילה אחת מתוך רבות בשורות צרות מאוד שאין בהן הרבה מקום לכל המילים שבפסקה הזאת"
POINTED = "בָּרוּךְ הַגֶּבֶר אֲשֶׁר יִבְטַח וְהָיָה כְּעֵץ שָׁתוּל עַל־מַיִם וְעַל־יוּבַל יְשַׁלַּח שׇׁרָשָׁיו"
ENGLISH = "One word of many that stand in lines that are narrow and have no room for all of them"
DIRECTIONS = {"en": "ltr", "he": "rtl"}


def laid_out(body: str, language: str = "en", tagged: bool = True) -> bytes:
    """Return the pages of some HTML."""
    direction = DIRECTIONS[language]
    head = f'<html lang="{language}" dir="{direction}"><head><title>x</title></head>'
    return lay_out(LayoutJob("x", f"{head}<body>{body}</body></html>", STYLE, tagged=tagged)).pdf


def read(body: str, language: str = "en", kind: str = "/P") -> list[str]:
    """Return what the tags of some HTML say, of each element of a kind."""
    with pikepdf.open(io.BytesIO(laid_out(body, language))) as pdf:
        return read_by_tags(pdf, kind)


@pytest.mark.parametrize(
    ("body", "language", "text"),
    [
        (ENGLISH, "en", ENGLISH),
        ("<em>" + ENGLISH.replace(" ", " </em><em>") + "</em>", "en", ENGLISH),
        ("<em>" + ENGLISH.replace(" ", "</em><em> ") + "</em>", "en", ENGLISH),
        ("<em>" + ENGLISH.replace(" ", "</em> <em>") + "</em>", "en", ENGLISH),
        ("One<br>two <br>three<br> four", "en", "One two three four"),
        ("One <b>two</b> <i>three</i>", "en", "One two three"),
        (ENGLISH.replace(" ", "-"), "en", ENGLISH.replace(" ", "-")),
        (ENGLISH.replace(" ", "<wbr>"), "en", ENGLISH.replace(" ", "")),
    ],
)
def test_words_are_apart(body: str, language: str, text: str) -> None:
    """A space stands where one was written, wherever lines end, and nowhere else."""
    assert read(f"<p>{body}", language) == [text]


@pytest.mark.parametrize("words", [HEBREW, POINTED])
@pytest.mark.parametrize("between", [" ", "</em> <em>", " </em><em>", "</em><em> "])
def test_hebrew_words_are_apart(words: str, between: str) -> None:
    """The end of a line is at its left, where what is written as it is seen begins."""
    (found,) = read(f"<p><em>{words.replace(' ', between)}</em>", "he")
    assert _unpointed(found) == _unpointed(words)


def _unpointed(words: str) -> str:
    return re.sub("[^א-ת ]", "", unicodedata.normalize("NFD", words))


def test_code_is_not_longer_than_it_was() -> None:
    """Its indents and the spaces between its words are there, and none at the ends of lines."""
    code = "<pre><b>if</b> <i>a</i>:\n    <b>return</b> <i>b</i> \\\n  c</pre>"
    assert read(code, kind="/NonStruct") == ["if a:    return b \\  c"]


def test_pages_look_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody sees the spaces; and where there are no tags, there are none."""
    body = f"<p>{ENGLISH}<p lang=he dir=rtl>{HEBREW} {POINTED} <b>עוד</b> <i>מילה</i>"
    ours, untagged = laid_out(body), laid_out(body, tagged=False)
    put_back(monkeypatch, mend_word_breaks, drawn_text, "draw_first_line")
    before, bare = laid_out(body), laid_out(body, tagged=False)
    assert untagged == bare
    assert ours != before
    left, right = pypdfium2.PdfDocument(ours), pypdfium2.PdfDocument(before)
    assert len(left) == len(right)
    for one, other in zip(left, right, strict=True):
        assert one.render(scale=2).to_pil().tobytes() == other.render(scale=2).to_pil().tobytes()


def test_weasyprint_still_needs_the_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    """When this fails, the patch can go."""
    put_back(monkeypatch, mend_word_breaks, drawn_text, "draw_first_line")
    (found,) = read(f"<p>{ENGLISH} <b>One</b> <i>two</i>")
    assert found != f"{ENGLISH} One two"
    assert found.replace(" ", "") == f"{ENGLISH} One two".replace(" ", "")


@pytest.mark.parametrize(("language", "words"), [("en", ENGLISH), ("he", HEBREW)])
def test_a_book_says_its_words(language: str, words: str) -> None:
    """So they are in its paragraphs, justified and with our fonts."""
    here = Position("x.md")
    text = " ".join([words] * 5)
    chapter = Chapter(
        "x", language, (Text("x"),), here, blocks=(Paragraph((Text(text),), here),), number=1
    )
    with pikepdf.open(io.BytesIO(pdf_of(Edition(language, "x", (chapter,))).content)) as pdf:
        found = read_by_tags(pdf)
    said = [re.sub("[-\N{HYPHEN}]", "", paragraph) for paragraph in found]
    assert text in said
