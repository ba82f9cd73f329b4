"""Hebrew that comes out of the PDF again: every letter, every mark, in reading order.

The measure is Chromium's PDF of the same page, set in the same fonts.
"""

from __future__ import annotations

import functools
import html
import io
import random
import re
from collections import Counter
from pathlib import Path

import page as page_validation
import pikepdf
import pymupdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Browser

from diglot.core.model import Span
from diglot.core.walk import plain_text
from diglot.text.whole_words import in_one_font, without_joiner
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.engine.looked_up import LookedUp
from diglot.writers.pdf.glyphs.glyph_text import mend_glyph_texts
from diglot.writers.pdf.glyphs.placed_marks import MarkPlacer
from diglot.writers.pdf.glyphs.text_objects import rewrite_text
from diglot.writers.pdf.patches.cluster_texts import OPENING, shared_out
from reading import EXTRACTORS, letters, likeness, pieces
from support import ROOT
from tagged_text import shown

pytestmark = pytest.mark.heavy

TEMPLATES = ROOT / "templates"
TEMPLATES_URL = "file:///diglot/templates/"
FONTS_URL = f"{TEMPLATES_URL}fonts/"
PARAGRAPHS = {
    "plain": (
        "זוהי פסקה פשוטה בעברית, בלי ניקוד ובלי מספרים; ויש בה די מילים "
        "לכמה שורות, כדי לראות מה קורה בסופי שורות."
    ),
    "pointed": ("בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ. וְהָאָרֶץ הָיְתָה תֹהוּ וָבֹהוּ, וְחֹשֶׁךְ עַל־פְּנֵי תְהוֹם."),
    "doubled letters": (
        "שֻׁלְחָן, קֻבָּה, כֻּלָּם, דִּבֵּר, סֻכּוֹת, חַלּוֹן, גִּבּוֹר, טַבָּח, צִוָּה, רַכָּה, תִּנּוּק, זָכָר, נֵס, פָּנִים, קוֹל, נֶאֱמָן, חֳלִי."
    ),
    "rare points": ("יְרוּשָׁלַ͏ִם, כׇּל־חׇכְמָה, מִצְוֺת, עָוֺן, הָֽיְתָה, חֳדָשִׁים, מַצֹּת, בֹּשׁ, מֹשֶׁה."),
    "crowded points": (
        "זָ֑רַע זֶ֣רַע תֹ֙הוּ֙ וַֽיְהִי וַיַּבְדֵּ֣ל הָֽאִשָּׁ֔ה לַפִּתְחֹֽתֶיהָ׃ יְרֽוּשָׁלִַ֖ם מִצְוֺ֣ת עֲוֺנִ֔י "
        "מִצְוֹתָ֛יו עֲֽיַ֤ן כְּאֶחֻרֹ֮ דֱֽ֝כָל הַלְלוּ־יָ֨הּ ׀ אָשִׁ֗ית ה֚וּא כָּל־עֵ֣שֶׂב סוֹף."
    ),
    "cantillation": ("בְּרֵאשִׁ֖ית בָּרָ֣א אֱלֹהִ֑ים אֵ֥ת הַשָּׁמַ֖יִם וְאֵ֥ת הָאָֽרֶץ׃ וְהָאָ֗רֶץ הָיְתָ֥ה תֹ֙הוּ֙ וָבֹ֔הוּ וְחֹ֖שֶׁךְ עַל־פְּנֵ֣י תְה֑וֹם"),
    "Latin and numbers": (
        "הַסֵּפֶר Oil and Water יצא לאור בשנת 1984 במחיר 39.90 ₪ (כ־12%) בהוצאת Penguin Books."
    ),
    "maqaf": "בן־אדם, תל־אביב, אי־אפשר, בית־ספר, אֶל־עַל וכל־מה־שתרצו: שלוש־עשרה.",
    "geresh": "צה״ל, ארה״ב, ג׳ורג׳, רח׳ הרצל 15, תשפ״ו, ״ציטוט ׳פנימי׳ בתוך ציטוט״.",
    "presentation forms": "\ufb2a\ufb4b\ufb31\ufb1f \ufb2bר \ufb35\ufb4c\ufb3b\ufb44 \ufb4fוהים",
    "inside English": "In Hebrew, בְּרֵאשִׁית is the first word and עולם (2026) another; שָׁלוֹם closes.",
}
FACES = (
    ("Frank Ruhl Libre", 400),
    ("Frank Ruhl Libre", 700),
    ("Assistant", 400),
    ("Assistant", 600),
    ("Assistant", 700),
    ("Ezra SIL", 400),
)
# What a face lacks, another one would draw: that says nothing of the face.
LACKING = {
    "Assistant": ("rare points", "crowded points", "cantillation", "presentation forms"),
    "Frank Ruhl Libre": ("crowded points",),
}


def texts_for(family: str) -> dict[str, str]:
    """Return the paragraphs that a face can set."""
    return {name: t for name, t in PARAGRAPHS.items() if name not in LACKING.get(family, ())}


def document(family: str, weight: int, fonts_url: str) -> str:
    """Return a page of HTML for each paragraph, set in one face."""
    faces = (TEMPLATES / "styles/fonts.css").read_text("utf-8").replace("../fonts/", fonts_url)
    paragraphs = "".join(_paragraph(text) for text in texts_for(family).values())
    return (
        f'<!DOCTYPE html><html lang="he" dir="rtl"><head><meta charset="utf-8"><title>t</title>'
        f"<style>{faces} @page {{ size: A5; margin: 15mm }} body {{ margin: 0 }}"
        f"p {{ font: {weight} 14pt '{family}'; line-height: 1.8; margin: 0; break-after: page }}"
        ".cantillated { font-family: 'Ezra SIL' } p:last-child { break-after: auto }"
        f"</style></head><body>{paragraphs}</body></html>"
    )


def _paragraph(text: str) -> str:
    tag = 'lang="en" dir="ltr"' if text.startswith("In ") else 'lang="he" dir="rtl"'
    words = "".join(
        f'<span class="{piece.attributes.classes[0]}">{html.escape(plain_text((piece,)))}</span>'
        if isinstance(piece, Span)
        else html.escape(plain_text((piece,)))
        for piece in in_one_font(without_joiner(text))
    )
    return f"<p {tag}>{words}</p>"


def ours(family: str, weight: int, folder: Path) -> Path:
    """Return our PDF of a document."""
    path = folder / "ours.pdf"
    path.write_bytes(_ours(family, weight))
    return path


@functools.cache
def _ours(family: str, weight: int) -> bytes:
    source = document(family, weight, f"{TEMPLATES_URL}fonts/")
    return lay_out(LayoutJob("test", source, "", LookedUp((TEMPLATES,)).files(source))).pdf


def without_repairs(family: str, weight: int, folder: Path) -> Path:
    """Return WeasyPrint's own PDF of a document."""
    from weasyprint import HTML
    from weasyprint.draw import text

    path = folder / "raw.pdf"
    source = document(family, weight, (TEMPLATES / "fonts").as_uri() + "/")
    drawing = text.draw_first_line
    text.draw_first_line = getattr(drawing, "untold", drawing)
    try:
        HTML(string=source).write_pdf(path, pdf_variant="pdf/ua-1")
    finally:
        text.draw_first_line = drawing
    return path


def from_chromium(browser: Browser, family: str, weight: int, folder: Path) -> Path:
    """Return Chromium's PDF of a document."""
    source = folder / "page.html"
    source.write_text(document(family, weight, (TEMPLATES / "fonts").as_uri() + "/"), "utf-8")
    page = browser.new_page()
    page.goto(source.as_uri())
    page.pdf(path=folder / "chromium.pdf", prefer_css_page_size=True)
    page.close()
    return folder / "chromium.pdf"


def scores(pdf: Path, extractor: str, family: str) -> dict[str, float]:
    """Return how well each paragraph of a PDF reads."""
    sources = texts_for(family)
    pages = EXTRACTORS[extractor](pdf)
    assert len(pages) == len(sources)
    found = zip(pages, sources.items(), strict=True)
    return {name: likeness(text, source) for text, (name, source) in found}


@pytest.mark.parametrize(("family", "weight"), FACES)
def test_every_letter_and_mark_comes_out(tmp_path: Path, family: str, weight: int) -> None:
    """Each extractor finds the letters and marks of the source, all of them and no others."""
    pdf = ours(family, weight, tmp_path)
    for extractor, read in EXTRACTORS.items():
        for text, (name, source) in zip(read(pdf), texts_for(family).items(), strict=True):
            assert pieces(text) == pieces(source), (extractor, name)


@pytest.mark.parametrize(("family", "weight"), FACES)
def test_text_reads_at_least_as_well_as_chromiums(
    tmp_path: Path, browser: Browser, family: str, weight: int
) -> None:
    """Each paragraph, in each extractor, comes out as near to its source as from Chromium's PDF."""
    mine = ours(family, weight, tmp_path)
    theirs = from_chromium(browser, family, weight, tmp_path)
    for extractor in EXTRACTORS:
        here, there = scores(mine, extractor, family), scores(theirs, extractor, family)
        assert {name for name in here if here[name] < there[name]} == set(), extractor


@pytest.mark.parametrize(("family", "weight"), FACES)
def test_pointed_words_come_out_whole(tmp_path: Path, family: str, weight: int) -> None:
    """Whoever searches a PDF for a pointed word, or for a verse, finds it."""
    pdf = ours(family, weight, tmp_path)
    for extractor, read in EXTRACTORS.items():
        for text, (name, source) in zip(read(pdf), texts_for(family).items(), strict=True):
            if name not in ("pointed", "doubled letters", "rare points", "cantillation"):
                continue
            found = letters(text)
            missing = [w for w in re.split(r"[\s,.]+", source) if letters(w) not in found]
            # A point that is the last glyph of a line is put elsewhere by PDFium and MuPDF. In
            # Assistant that is so of a vav with its point, which other faces draw as one.
            at_end = 1 if family == "Assistant" and extractor != "poppler" else 0
            assert len(missing) <= at_end, (extractor, missing)


def crowded_words(count: int) -> list[str]:
    """Return words of letters with points and accents as no text has them, but any could."""
    chance = random.Random(5)
    words = []
    for _ in range(count):
        word, accented = "", chance.randrange(4)
        for place in range(4):
            letter = chance.choice("אבגדהוזחטיכלמנסעפצקרשת")
            word += letter + (chance.choice("\u05c1\u05c2") if letter == "ש" else "")
            word += "\u05bc" if letter not in "אהחער" and chance.random() < 0.25 else ""
            word += chance.choice(
                "\u05b0\u05b1\u05b2\u05b3\u05b4\u05b5\u05b6\u05b7\u05b8\u05b9\u05ba\u05bb"
            )
            word += "\u05bd" if chance.random() < 0.1 else ""
            word += chr(chance.randrange(0x591, 0x5AF)) if place == accented else ""
        words.append(f"{word}ם")  # the last point of a line is put elsewhere by MuPDF
    return words


def test_every_word_with_accents_comes_out_as_it_was(tmp_path: Path) -> None:
    """Word by word, pointed and sung text is the same in the PDF as in the source."""
    words = crowded_words(400)
    faces = (TEMPLATES / "styles/fonts.css").read_text("utf-8").replace("../fonts/", FONTS_URL)
    source = (
        f'<!DOCTYPE html><html lang="he" dir="rtl"><head><title>t</title><style>{faces}'
        f"p {{ font: 12pt 'Ezra SIL'; line-height: 1.8 }}</style></head>"
        f"<body><p>{' '.join(words)}</p></body></html>"
    )
    path = tmp_path / "sung.pdf"
    path.write_bytes(
        lay_out(LayoutJob("sung", source, "", LookedUp((TEMPLATES,)).files(source))).pdf
    )
    for extractor, read in EXTRACTORS.items():
        found = [letters(word) for word in " ".join(read(path)).split()]
        assert found == [letters(word) for word in words], extractor


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_plain_hebrew_reads_as_written(tmp_path: Path, extractor: str) -> None:
    """A paragraph without points comes out as it went in, but for a mark at a line's end."""
    pdf = ours("Frank Ruhl Libre", 400, tmp_path)
    assert scores(pdf, extractor, "Frank Ruhl Libre")["plain"] > 0.97


# What WeasyPrint gets wrong: when one of these fails, a repair can go. ---------------------


def test_glyph_texts_still_need_their_repair(tmp_path: Path) -> None:
    """WeasyPrint's own PDF loses letters of pointed Hebrew; without that, glyph_text can go."""
    pdf = without_repairs("Frank Ruhl Libre", 400, tmp_path)
    pages = EXTRACTORS["PDFium"](pdf)
    lost: Counter[str] = Counter()
    for text, source in zip(pages, texts_for("Frank Ruhl Libre").values(), strict=True):
        lost += pieces(source) - pieces(text)
    assert lost.total() > 20


def test_points_still_need_their_glyphs(tmp_path: Path) -> None:
    """WeasyPrint's own PDF tears pointed words apart; if it does not, placed_marks can go."""
    pdf = without_repairs("Frank Ruhl Libre", 400, tmp_path)
    with pikepdf.open(pdf) as document:
        mend_glyph_texts(document)
        document.save(tmp_path / "mended.pdf")
    text = EXTRACTORS["PDFium"](tmp_path / "mended.pdf")[1]
    assert len(text.split()) > 1.5 * len(PARAGRAPHS["pointed"].split())


def test_weasyprint_still_marks_no_reversed_text(tmp_path: Path) -> None:
    """WeasyPrint's own PDF has no ReversedChars; if it has, reversed_chars can go."""
    with pikepdf.open(without_repairs("Frank Ruhl Libre", 400, tmp_path)) as pdf:
        assert all(b"ReversedChars" not in p.Contents.read_bytes() for p in pdf.pages)


def test_weasyprint_still_says_one_thing_of_a_glyph(tmp_path: Path) -> None:
    """WeasyPrint's own PDF has both kinds of holam as one; if not, cluster_texts can go."""
    pdf = without_repairs("Ezra SIL", 400, tmp_path)
    with pikepdf.open(pdf) as document:
        mend_glyph_texts(document)
        document.save(tmp_path / "mended.pdf")
    pages = EXTRACTORS["PDFium"](tmp_path / "mended.pdf")
    text = dict(zip(texts_for("Ezra SIL"), pages, strict=True))["crowded points"]
    assert pieces(text) != pieces(PARAGRAPHS["crowded points"])


@pytest.mark.parametrize(
    ("texts", "glyphs", "shares"),
    [
        (["א"], ["א"], ["א"]),
        (["זָ֑", "", "", ""], ["\u0591", "\u05b8", "\u2009", "ז"], ["\u0591", "\u05b8", "", "ז"]),
        (["דַֽ", ""], ["", "ד"], ["\u05b7\u05bd", "ד"]),
        (["בּ"], ["\ufb31"], ["\ufb31"]),
        (["עֺ", "", "ב"], ["\u05b9\u05ba", "ע", "ב"], ["\u05ba", "ע", "ב"]),
        (["שׁ", ""], ["", ""], ["\u05c1", "ש"]),
        (["לֹ"], [""], ["לֹ"]),
    ],
)
def test_a_cluster_is_shared_out(texts: list[str], glyphs: list[str], shares: list[str]) -> None:
    """Each glyph gets what the font has it for; room says nothing; the rest goes in order."""
    assert shared_out(texts, glyphs) == shares


def test_nothing_of_what_was_told_is_left(tmp_path: Path) -> None:
    """The comments that tell of glyphs are not in the pages any more."""
    with pikepdf.open(ours("Ezra SIL", 400, tmp_path)) as pdf:
        assert all(OPENING not in page.Contents.read_bytes() for page in pdf.pages)


# ReversedChars -----------------------------------------------------------------------------


def marked_and_not(pdf: Path) -> tuple[str, str]:
    """Return what is shown inside ReversedChars, and what outside, in the order of the file."""
    found: dict[bool, list[str]] = {True: [], False: []}
    with pikepdf.open(pdf) as book:
        for page in book.pages:
            for marks, words in shown(page):
                found["/ReversedChars" in {name for name, _ in marks}].append(words)
    return "".join(found[True]), "".join(found[False])


def test_hebrew_is_marked_as_reversed(tmp_path: Path) -> None:
    """All Hebrew stands between /ReversedChars BMC and EMC; letters from left to right do not."""
    marked, unmarked = marked_and_not(ours("Frank Ruhl Libre", 400, tmp_path))
    assert not re.search("[a-zA-Z0-9]", marked)
    assert not re.search("[\u0591-\u05f4\ufb1d-\ufb4f]", unmarked)
    assert pieces(marked + unmarked) == pieces("".join(texts_for("Frank Ruhl Libre").values()))


def test_marked_strings_are_the_reverse_of_what_is_read(tmp_path: Path) -> None:
    """What is marked says the words of the source when it is turned round."""
    marked, _ = marked_and_not(ours("Frank Ruhl Libre", 400, tmp_path))
    words = letters(marked[::-1])
    assert letters("בִּלְתִּי") not in words  # a word of no paragraph
    for word in ("זוהי פסקה פשוטה", "הָאָרֶץ", "בן־אדם", "כֻּלָּם"):
        assert letters(word) in words


def test_the_marks_keep_the_file_accessible(tmp_path: Path) -> None:
    """PDF/UA-1 is kept: strings are marked inside the tagged content, never across it."""
    report = page_validation.validate_pdf(
        str(ours("Frank Ruhl Libre", 400, tmp_path)), profile="ua1"
    )
    assert report.is_compliant, str(report)


def test_the_marks_change_nothing_that_is_seen_or_read(tmp_path: Path) -> None:
    """With and without the marks, pages look the same, to the pixel."""
    marked = ours("Frank Ruhl Libre", 400, tmp_path)
    with pikepdf.open(marked) as book:
        for page in book.pages:
            content = page.Contents.read_bytes()
            bare = re.sub(rb"/ReversedChars BMC\n(.*?)EMC\n", rb"\1", content, flags=re.DOTALL)
            assert bare != content
            page.Contents = book.make_stream(bare)
        target = io.BytesIO()
        book.save(target)
    with pymupdf.open(marked) as one, pymupdf.open(stream=target.getvalue()) as other:
        for left, right in zip(one, other, strict=True):
            assert left.get_pixmap().samples == right.get_pixmap().samples
            assert left.get_text() == right.get_text()


# Points ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "weight"),
    [
        FACES[0],
        *(pytest.param(*face, marks=pytest.mark.long) for face in FACES[1:-1]),
        FACES[-1],
    ],
)
def test_points_stand_where_they_stood(tmp_path: Path, family: str, weight: int) -> None:
    """A page looks as WeasyPrint drew it: no point is off by more than a hair."""
    before = without_repairs(family, weight, tmp_path)
    with pymupdf.open(before) as one, pymupdf.open(ours(family, weight, tmp_path)) as other:
        for left, right in zip(one, other, strict=True):
            ink, changed = differences(left.get_pixmap(dpi=200), right.get_pixmap(dpi=200))
            assert changed < ink / 200


def differences(one: pymupdf.Pixmap, other: pymupdf.Pixmap) -> tuple[int, int]:
    """Return how many pixels are black, and how many are so in one picture only."""
    pictures = [Image.frombytes("RGB", (p.width, p.height), p.samples) for p in (one, other)]
    left, right = (picture.convert("L") for picture in pictures)
    changes = ImageChops.difference(left, right).histogram()
    return sum(left.histogram()[:128]), sum(changes[160:])


def test_a_point_in_another_place_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison of pages can fail: raised points that are not raised are found."""
    monkeypatch.setattr("diglot.writers.pdf.glyphs.placed_marks._RISE_STEP", 400)
    _ours.cache_clear()
    with pytest.raises(AssertionError):
        test_points_stand_where_they_stood(tmp_path, "Assistant", 400)
    _ours.cache_clear()


def test_raised_points_need_no_string_of_their_own(tmp_path: Path) -> None:
    """The points that Assistant raises are raised in their outlines: the pen stays down."""
    with pikepdf.open(ours("Assistant", 400, tmp_path)) as pdf:
        assert not any(b" Ts" in page.Contents.read_bytes() for page in pdf.pages)


def test_a_font_of_other_outlines_is_left_alone(tmp_path: Path) -> None:
    """Points of a font that cannot be added to stay as they are."""
    lone = without_repairs("Frank Ruhl Libre", 400, tmp_path)
    with pikepdf.open(lone) as document:
        before = [page.Contents.read_bytes() for page in document.pages]
        for font in document.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Subtype") == "/Type0":
                font.DescendantFonts[0].CIDToGIDMap = document.make_stream(b"")
        marks = MarkPlacer()
        rewrite_text(document, marks.placed)
        marks.add_glyphs(document)
        assert [page.Contents.read_bytes() for page in document.pages] == before
