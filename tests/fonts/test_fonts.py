"""The fonts that come along, and the characters that they lack."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pymupdf
import pytest
import tinycss2
from fontTools.ttLib import TTFont
from msgspec.structs import replace

from diglot.core.findings import Finding
from diglot.core.model import (
    Asset,
    Block,
    Cell,
    Code,
    CodeBlock,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    Note,
    Paragraph,
    Position,
    Quote,
    Span,
    Table,
    Text,
)
from diglot.core.walk import plain_text
from diglot.disk.cache import Cache, using
from diglot.disk.states import file_state
from diglot.disk.template_files import builtin_templates
from diglot.fonts.boxes import missing_signs
from diglot.fonts.files import FONT_SUFFIXES, SHEETS
from diglot.fonts.glyphs import missing_glyphs
from diglot.fonts.sheets import FaceRule, Sheets, without_faces
from diglot.fonts.typecase import MISSING_SIGNS, SELECTORS, Typecase, is_seen
from diglot.render.templates import typecase_of
from diglot.text.whole_words import in_one_font
from diglot.writers.epub import FONT_TYPES
from editions import make_book
from patching import counted
from support import ROOT, pdf_of

FONTS = ROOT / "templates" / "fonts"
FILES = tuple(sorted(p for p in FONTS.iterdir() if p.suffix in (".woff2", ".ttf")))
HERE, THERE = Position("content/en/01.md", 3), Position("content/en/01.md", 9)
OURS = typecase_of((builtin_templates(),))


def findings_in(
    tmp_path: Path, *blocks: Block, source: str = "", typecase: Typecase = OURS
) -> list[Finding]:
    """Return what is missing in an edition of one chapter with some blocks, and its text."""
    edition = make_book(tmp_path).source
    chapter = replace(edition.chapters[0], title=(), blocks=blocks, sections=())
    return list(missing_glyphs(chapter, typecase, lambda _: source))


def paragraph(*inlines: Inline) -> Paragraph:
    """Return a paragraph at `HERE`."""
    return Paragraph(inlines, HERE)


@pytest.mark.parametrize(
    "text",
    [
        "Plain – “text” … €½²",
        "עִבְרִית ״בְּנִקּוּד״ ־ ׳ ₪",
        "→ ←",
        "e\u0301 \u00a0\u2060",
        "‑ ▸ ► ├─│ ✓ ☐ ★ ①",
    ],
)
def test_book_fonts_have_what_books_need(tmp_path: Path, text: str) -> None:
    """English, Hebrew with and without points, their punctuation and arrows are there."""
    assert findings_in(tmp_path, paragraph(Text(text))) == []


def test_missing_character_is_named(tmp_path: Path) -> None:
    """A finding shows the character, its code and its name, isolated from the line."""
    (found,) = findings_in(tmp_path, paragraph(Text("fire 火")))
    assert found.rule == "missing-glyph"
    assert found.position == HERE
    assert found.message == (
        'no font of the book has "\u2068火\u2069" (U+706B CJK UNIFIED IDEOGRAPH-706B)'
    )


def test_one_finding_a_character_and_chapter(tmp_path: Path) -> None:
    """A character counts once a chapter, where it first stands."""
    first = Paragraph((Text("a 火"),), THERE)
    found = findings_in(tmp_path, first, paragraph(Text("火 水")))
    assert [(f.position, f.message.count("火")) for f in found] == [(THERE, 1), (HERE, 1)]


def test_a_run_is_one_finding_at_its_column(tmp_path: Path) -> None:
    """Letters side by side, and words of them, are found once, where they stand in the source."""
    source = "# T\n\nSee 日本 語 here,\nand 火.\n"
    found = findings_in(tmp_path, paragraph(Text("See 日本 語 here, and 火.")), source=source)
    assert [str(f.position) for f in found] == ["content/en/01.md:3:5", "content/en/01.md:4:5"]
    assert (
        found[0].message == 'no font of the book has "\u2068日本 語\u2069" (U+65E5, U+672C, U+8A9E)'
    )


def test_every_hebrew_mark_is_there(tmp_path: Path) -> None:
    """No vowel, accent or sign of the Masoretes is missing, nor the joiner that nobody sees."""
    marks = "".join(map(chr, (*range(0x0591, 0x05C8), 0x034F)))
    assert findings_in(tmp_path, paragraph(Text(f"א{marks}"))) == []


@pytest.mark.parametrize("mark", ["\u2068", "\u200f", "\u00ad", "\u200b", "\u200d", "\t", "\ufe0f"])
def test_invisible_characters_need_no_glyph(tmp_path: Path, mark: str) -> None:
    """Signs for direction, hyphenation and joining are never drawn."""
    assert findings_in(tmp_path, paragraph(Text(f"a{mark}b"))) == []


@pytest.mark.parametrize(
    "block",
    [
        CodeBlock("火", THERE),
        paragraph(Code("火")),
        paragraph(Span((Text("火"),))),
        paragraph(Link("#x", (Text("火"),), THERE)),
        paragraph(Image("x", None, "火", THERE)),
        paragraph(Note(1, (Paragraph((Text("火"),), THERE),), HERE)),
        Quote((Paragraph((Text("火"),), THERE),), HERE),
    ],
)
def test_every_kind_of_text_is_looked_at(tmp_path: Path, block: Block) -> None:
    """Code, links, pictures' texts, notes and quotations are searched too."""
    assert len(findings_in(tmp_path, block)) == 1


# By the fonts that set the place ---------------------------------------------


def stacks(**families: str) -> Typecase:
    """Return a typecase whose style sheet names other families for some selectors."""
    sheets = [(FONTS.parent / name).read_text("utf-8") for name in SHEETS]
    own = "".join(f"{selector} {{ font-family: {names} }}" for selector, names in families.items())
    return Typecase(Sheets([*sheets, own]), lambda name: FONTS.parent / name)


@pytest.mark.parametrize(
    ("block", "selector", "noun"),
    [
        (paragraph(Text("׆")), "body", "the text"),
        (Heading(3, (Text("׆"),), HERE), "h2", "headings"),
        (CodeBlock("׆", HERE), "pre", "code"),
        (paragraph(Code("׆")), "code", "code"),
        (Table((), (), ((Cell((paragraph(Text("׆")),)),),), (), (), HERE), "table", "tables"),
        (Figure((), (Text("׆"),), HERE), "figcaption", "captions"),
        (paragraph(Text("הָאָ֗רֶץ")), ".cantillated", "words with cantillation marks"),
    ],
)
def test_the_stack_that_sets_the_place_decides(
    tmp_path: Path, block: Block, selector: str, noun: str
) -> None:
    """What another font of the book has is a finding where the fonts of the place lack it."""
    assert findings_in(tmp_path, block) == []
    found = findings_in(tmp_path, block, typecase=stacks(**{selector: '"Source Serif 4"'}))
    assert [f.message.startswith(f"the fonts of {noun} lack ") for f in found] == [True]
    assert "which has it" in found[0].hint


@pytest.mark.heavy
def test_every_stack_ends_alike() -> None:
    """What one stack of the book has, each has: no sign depends on where it stands."""
    every = [s for place in SELECTORS for tag in ("en", "he") for s in OURS.stacks(place, tag)]
    signs = {chr(code) for path in FILES for code in TTFont(path).getBestCmap()}
    seen = {sign for sign in signs if is_seen(sign)}
    lacking = {stack: {s for s in seen if OURS.lacks(s, stack)} for stack in set(every)}
    assert {sign for signs in lacking.values() for sign in signs if sign < "\ue000"} == set()


def test_sheets_know_languages_and_variables() -> None:
    """A stack is that of the language, with variables put in and generic families kept."""
    sheets = Sheets(
        [
            ":root { --a: 'A B', var(--c); --t: var(--a) } @media print { :root { --c: No } }",
            ":root:lang(he) { --t: Heb, serif } body { font-family: var(--t, X) } .x {}",
            "h2, h3 { font-family: var(--none, Two Words), serif }",
        ]
    )
    assert sheets.stack("body", "en") == ("A B",)
    assert sheets.stack("body", "he") == ("Heb", "serif")
    assert sheets.stack("h3", "en") == ("Two Words", "serif")
    assert sheets.stack("td", "he") == ("Heb", "serif")


def test_sheets_are_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What they say is kept, and so is what is left of them; what is damaged is read again."""
    css = "@font-face { font-family: A; src: url(../fonts/a.ttf); unicode-range: U+41-5A, U+7B }"
    sheets = [css, ":root { --a: 'A B', var(--none, C) } body { font-family: var(--a) }"]
    parsed = counted(monkeypatch, tinycss2, "parse_stylesheet")

    def said() -> tuple[object, ...]:
        parsed.clear()
        read = Sheets(sheets)
        return read.faces, read.stack("body", "en"), without_faces(css, frozenset("A")), len(parsed)

    *plain, often = said()
    assert often == 3
    assert plain == [
        (FaceRule("A", "fonts/a.ttf", ranges=((65, 90), (123, 123))),),
        ("A B", "C"),
        "",
    ]
    with using(Cache(tmp_path)):
        assert said() == (*plain, 3)
        assert said() == (*plain, 0)
        for kept in (path for path in tmp_path.rglob("*") if path.is_file()):
            kept.write_bytes(kept.read_bytes()[:-1])
        assert said() == (*plain, 3)
        sheets[1] = "body { font-family: D }"
        assert said()[1:] == (("D",), "", 2)


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("Plain – “text” → שלום", set()),
        ("😀", {"Noto Emoji"}),
        ("مرحبا", {"Noto Naskh Arabic"}),
        ("★ ʃ‑", {"Noto Sans Symbols 2", "Noto Serif"}),
    ],
)
def test_faces_for_some_signs_are_needed_where_these_are(text: str, needed: set[str]) -> None:
    """Of plain text no further face is needed; of other signs, the face that draws them."""
    special = {name for name, faces in OURS.families.items() if all(f.ranges for f in faces)}
    assert special - OURS.needless({"text": frozenset(text)}, "en") == needed


def test_hebrew_in_code_has_a_face_of_its_own() -> None:
    """Hebrew letters in code are of one width, that of the other letters there."""
    (stack,) = OURS.stacks("code", "he")
    assert OURS.family("ש", stack) == "Cousine"
    widths = set()
    for name in ("Cousine-Regular.woff2", "SourceCodePro-Regular.woff2"):
        font = TTFont(FONTS / name)
        width, _ = font["hmtx"][font.getBestCmap()[ord("ש" if "Cousine" in name else "n")]]
        widths.add(round(width / font["head"].unitsPerEm, 3))
    assert len(widths) == 1


def test_a_rule_is_taken_out_and_nothing_else() -> None:
    """Without some families, a style sheet has their rules no more, and all others."""
    css = "/* a */ @font-face { font-family: 'A'; src: url(../fonts/a.ttf) }\np { color: red }"
    assert "color: red" in without_faces(css, frozenset({"A"}))
    assert "font-face" not in without_faces(css, frozenset({"A"}))
    assert without_faces(css, frozenset({"B"})) == css


def test_boxes_are_drawn_for_what_no_font_has() -> None:
    """The face made for missing signs has each of them, with an outline, the same every time."""
    content = missing_signs("日\U00010380")
    assert missing_signs("\U00010380日日") == content
    font = TTFont(io.BytesIO(content))
    names = font.getBestCmap()
    assert {0x65E5, 0x10380, 0x20} <= set(names)
    # Four corners each: the frame, and the squares of four figures or of six.
    points = [len(font["glyf"][names[code]].coordinates) for code in (0x65E5, 0x10380)]
    assert 4 * 4 < points[0] < points[1]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("מלים רגילות, גם מְנֻקָּדוֹת", []),
        ("הָֽיְתָה, וגם װאָס־טוט.", [("whole", "הָֽיְתָה"), ("whole", "װאָס")]),
        ("הָאָ֗רֶץ הָֽיְתָה ואחר כך הָֽיְתָה", [("cantillated", "הָאָ֗רֶץ הָֽיְתָה"), ("whole", "הָֽיְתָה")]),
    ],
)
def test_a_word_with_rare_signs_stays_whole(text: str, spans: list[tuple[str, str]]) -> None:
    """Words with a meteg or Yiddish letters get a class, sung passages another; all is kept."""
    pieces = in_one_font(text)
    found = [piece for piece in pieces if isinstance(piece, Span)]
    assert [(s.attributes.classes[0], plain_text((s,))) for s in found] == spans
    assert plain_text(pieces) == text


@pytest.mark.heavy
def test_print_has_fonts_of_the_book_only(tmp_path: Path) -> None:
    """No font of the machine gets into a PDF, nor a drawing, and no Hebrew word has two fonts."""
    words = "הָֽיְתָה װאָס רגיל מְנֻקָּד שָֽׁבים"
    drawing = tmp_path / "x.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20">'
        '<text y="15" font-family="DejaVu Sans, Arial">Abc 日 ✓</text></svg>',
        encoding="utf-8",
    )
    asset = Asset("x.svg", drawing, file_state(drawing), "image/svg+xml")
    blocks = (
        Heading(3, (Text(words),), HERE),
        Table((), (), ((Cell((paragraph(Text(words)),)),),), (), (Text(words),), HERE),
        paragraph(Text(f"{words} ‑ ▸ ├ ✓ 😀 日本 مرحبا ʃ\u2028𐎀"), Image("x.svg", asset, "", HERE)),
        CodeBlock("שלום ├─ ₪ 日", HERE),
    )
    edition = make_book(tmp_path).editions[1]
    chapter = replace(edition.chapters[0], title=(Text(words),), blocks=blocks, sections=())
    path = tmp_path / "book.pdf"
    path.write_bytes(pdf_of(replace(edition, chapters=(chapter,))).content)
    with pymupdf.open(path) as pdf:
        fonts = {font[3].partition("+")[2] for page in pdf for font in page.get_fonts()}
        torn = [word for page in pdf for word, names in hebrew_words(page) if len(names) > 1]
    families = [name.replace(" ", "-") for name in (*OURS.families, MISSING_SIGNS)]
    assert {font for font in fonts if not font.startswith(tuple(families))} == set()
    assert {"Missing-Signs", "Noto-Emoji", "Cousine"} <= fonts
    assert torn == []


def hebrew_words(page: pymupdf.Page) -> Iterator[tuple[str, set[str]]]:
    """Yield the Hebrew words of a page, each with the fonts that it is set in."""
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            signs = [(sign["c"], span["font"]) for span in line["spans"] for sign in span["chars"]]
            for is_word, group in groupby(signs, lambda pair: "\u0591" <= pair[0] <= "\u05f2"):
                word = list(group)
                if is_word:
                    yield "".join(sign for sign, _ in word), {font for _, font in word}


# The files --------------------------------------------------------------------


def test_stylesheet_names_every_file_and_no_other() -> None:
    """fonts.css declares each font file once, under the family name in the file."""
    sheet = (FONTS.parent / "styles" / "fonts.css").read_text(encoding="utf-8")
    faces = re.findall(r'family: "([^"]+)";[^}]+url\("\.\./fonts/([^"]+)"\)', sheet)
    assert sorted(file for _, file in faces) == [path.name for path in FILES]
    for family, file in faces:
        names = TTFont(FONTS / file)["name"]
        assert family == (names.getDebugName(16) or names.getDebugName(1))


def test_every_family_has_its_license() -> None:
    """Beside each font stands the whole OFL with the font's own copyright line."""
    for path in FILES:
        license_text = (FONTS / f"OFL-{path.stem.partition('-')[0]}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in license_text
        assert "OTHER DEALINGS IN THE FONT SOFTWARE." in license_text
        owner = TTFont(path)["name"].getDebugName(0)
        assert re.findall(r"\d{4}", owner)[0] in license_text


def test_every_form_of_font_file_has_its_type_in_an_ebook() -> None:
    """What the pages may be set in, the e-book can carry, with the licences."""
    assert set(FONT_TYPES) == {*FONT_SUFFIXES, ".txt"}
