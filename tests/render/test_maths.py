"""Formulas run from left to right in every edition, with their Hebrew words the right way."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page

from diglot.core.findings import Finding
from diglot.core.model import Chapter, Edition, Math, Position, Section, Styled, Text
from diglot.disk.template_files import builtin_templates
from diglot.reader.images import ImageFinder
from diglot.reader.pandoc.formulas import read_formulas
from diglot.render.drawn import maths
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine.layout import lay_out
from rendering import render_inlines
from support import MAKING, USUAL_PAGE, ProjectMaker, run_diglot

pytestmark = pytest.mark.heavy

MATHML = "http://www.w3.org/1998/Math/MathML"
HERE = Position("content/he/01.md", 3)


def formula(body: str, *, display: bool = False) -> Math:
    """Return a formula with some MathML in it."""
    return Math("TeX", display, f'<math xmlns="{MATHML}"><mrow>{body}</mrow></math>')


def paths(math: Math) -> list[str]:
    """Return the path data that a formula is drawn with, from first to last."""
    root = etree.fromstring(maths.draw(math.mathml).svg.encode())
    return [path.get("d", "") for path in root.iter("{*}path")]


@pytest.mark.parametrize("name", ["site", "epub"])
@pytest.mark.parametrize("language", ["en", "he"])
def test_formulas_state_their_direction(tmp_path: Path, language: str, name: str) -> None:
    """Where browsers set a formula, it says dir=ltr, whatever the language around it."""
    written = render_inlines(tmp_path, formula("<mi>x</mi>"), language=language, name=name)
    root = etree.fromstring(written)
    assert (root.tag, root.get("dir"), root.get("alttext")) == (f"{{{MATHML}}}math", "ltr", "TeX")


def test_hebrew_words_in_a_formula_run_their_own_way() -> None:
    """Words with Hebrew have the direction of their first letter; others have none."""
    texts = "<mtext>אם a</mtext><mtext>a אם</mtext><mtext>if</mtext>"
    root = etree.fromstring(maths.element(formula(texts)))
    assert [text.get("dir") for text in root.iter(f"{{{MATHML}}}mtext")] == ["rtl", "ltr", None]


@pytest.mark.parametrize("display", [False, True])
def test_paged_formulas_are_pictures_with_words(tmp_path: Path, display: bool) -> None:
    """In the PDF a formula is a picture on the baseline, with its TeX as alternative text."""
    written = render_inlines(tmp_path, formula("<mi>x</mi>", display=display), name="pdf")
    assert ('class="math-display"' in written) is display
    image = next(etree.fromstring(f"<p>{written}</p>").iter("img"))
    assert image.get("alt") == "TeX"
    assert "vertical-align: -" in (image.get("style") or "")


def test_hebrew_is_drawn_from_right_to_left() -> None:
    """In the picture, a word's first letter is the rightmost."""
    (word,) = paths(formula("<mtext>אב</mtext>"))
    (first,) = paths(formula("<mtext>א</mtext>"))
    (last,) = paths(formula("<mtext>ב</mtext>"))
    assert 0 < len(first) < len(word)
    # The letter bet comes first in the word's outline, at the place where it stands alone.
    assert word.startswith(last[:60])
    assert not word.startswith(first[:60])


def test_hebrew_takes_its_room() -> None:
    """What follows a Hebrew word in a formula stands to the right of it."""
    lone, long = (
        maths.draw(formula(f"<mtext>{word}</mtext><mo>=</mo><mi>x</mi>").mathml).svg
        for word in ("א", "אבגדה")
    )
    widths = [
        float(str(etree.fromstring(svg.encode()).get("viewBox")).split()[2]) for svg in (lone, long)
    ]
    assert widths[1] > widths[0] + 100  # two ems


# Drawings ---------------------------------------------------------------------------------


def findings_for(tmp_path: Path, svg: str) -> list[Finding]:
    """Return what is found in a drawing."""
    folder = tmp_path / "content/he"
    folder.mkdir(parents=True)
    (folder / "x.svg").write_text(svg, encoding="utf-8")
    findings: list[Finding] = []
    ImageFinder(tmp_path / "content", [folder], findings)("x.svg", HERE)
    return findings


def drawing(words: str) -> str:
    """Return a drawing with words in it."""
    return f'<svg xmlns="http://www.w3.org/2000/svg"><text x="1">{words}</text></svg>'


def test_hebrew_text_in_a_drawing_is_found(tmp_path: Path) -> None:
    """A drawing with Hebrew as text, which WeasyPrint would reverse, is named with its words."""
    (found,) = findings_for(tmp_path, drawing("<tspan>מחיר</tspan> הנפט"))
    assert (found.rule, found.position) == ("svg-text", HERE)
    assert "\u2068מחיר הנפט\u2069" in found.message
    assert "paths" in found.hint


@pytest.mark.parametrize(
    "svg",
    [
        drawing("Oil price 1973"),
        '<svg xmlns="http://www.w3.org/2000/svg"><title>מחיר</title><path d="M0 0"/></svg>',
    ],
)
def test_drawings_that_come_out_right_are_left_alone(tmp_path: Path, svg: str) -> None:
    """Latin text, outlines and a Hebrew title that nobody draws are no findings."""
    assert findings_for(tmp_path, svg) == []


def test_weasyprint_still_reverses_hebrew_in_drawings(tmp_path: Path) -> None:
    """WeasyPrint draws SVG text from left to right; when it does not, svg-text can go."""
    import pymupdf
    from weasyprint import HTML

    words = "אבגד"
    text = f'<text x="20" y="40" font-family="Assistant" font-size="20">{words}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="60">{text}</svg>'
    HTML(string=f"<p>{svg}</p>").write_pdf(tmp_path / "x.pdf")
    with pymupdf.open(tmp_path / "x.pdf") as document:
        places = {
            letter["c"]: letter["bbox"][0]
            for block in document[0].get_text("rawdict")["blocks"]
            for line in block.get("lines", [])
            for span in line["spans"]
            for letter in span["chars"]
        }
    assert places["א"] < places["ד"]


def test_a_sign_belongs_to_its_number() -> None:
    """The minus of "= -5" stands at its five; that of "x - 5" stands between the two."""
    sign, minus = "<mi>−</mi>", "<mo>−</mo>"
    signed, difference = (
        width(formula(f"<mi>x</mi><mo>=</mo>{mark}<mn>5</mn>")) for mark in (sign, minus)
    )
    assert signed < difference - 30  # hundredths of an em
    assert signed == pytest.approx(width(formula("<mi>x</mi><mo>=</mo><mn>−5</mn>")), abs=1)


def test_signs_of_two_sides_have_the_space_of_a_plus() -> None:
    """× and its kin are set as far from what is around them as + is."""
    plain = width(formula("<mi>a</mi><mi>b</mi>"))
    for sign in "×·÷∪":
        alone = width(formula(f"<mo>{sign}</mo>"))
        between = width(formula(f"<mi>a</mi><mo>{sign}</mo><mi>b</mi>"))
        assert between - plain - alone > 20  # hundredths of an em: two medium spaces are 44


def test_columns_are_as_far_apart_as_in_tex() -> None:
    """An em in a matrix, nothing before the sign that rows are aligned at."""
    cell = "<mtd {}><mi>a</mi></mtd>"
    plain, aligned = (
        width(formula(f"<mtable><mtr>{cell.format(style) * 2}</mtr></mtable>"))
        for style in ("", 'style="padding-left: 0"')
    )
    assert plain - aligned == pytest.approx(100, abs=2)  # hundredths of an em


def width(math: Math) -> float:
    """Return how wide a formula is drawn, in hundredths of an em."""
    root = etree.fromstring(maths.draw(math.mathml).svg.encode())
    return float(root.get("width", "0"))


def test_a_formula_in_a_heading_is_in_the_bookmark() -> None:
    """The bookmark of a section has all words of its heading, a formula as it was typed."""
    title = (Text("על "), formula("<mi>x</mi>"), Text(" ו־"), Styled("strong", (Text("Git"),)))
    section = Section("x", True, 2, title, HERE)
    chapter = Chapter("01", "he", (Text("פרק"),), HERE, (), (section,), number=1)
    edition = Edition("he", "ספר", (chapter,))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    assert [bookmark.label for bookmark in lay_out(job).bookmarks][1:] == ["על TeX ו־Git"]


# What can be drawn --------------------------------------------------------------------------


def read(tex: str) -> tuple[str | None, str]:
    """Return the MathML of a formula on a line of its own, or why there is none."""
    ((mathml, reason),) = read_formulas([(tex, True)])
    return mathml, reason or (maths.problem(mathml) if mathml else "")


SOUND_TEX = [
    r"\begin{aligned} a&=b\\ c&=d\\ \end{aligned}",
    r"\begin{aligned} x\\[2ex] y\\ \\ z \end{aligned}",
    r"\frac{}{x}",
    r"\frac{x}{}",
    r"\sqrt{}",
    r"\binom{}{}",
    r"x^{}_{}",
    r"\text{}",
    r"\left. x \right|",
    r"\begin{matrix} & \\ & \end{matrix}",
    r"\begin{cases} a \\ \end{cases}",
    r"a \tag{1}",
    r"a \label{eq:a} \nonumber",
    r"a (\#eq:a)",
    r"a \\ b",
    r"a &= b \\ c &= d",
    r"\textcolor{red}{x}",
    r"\cfrac{1}{1+\cfrac{1}{x}}",
    r"x = \text{אם}",
    r"\mathrm{א}",
    "5 ₪",
    r"\sqrt{" * 20 + "x" + "}" * 20,
]


@pytest.mark.parametrize("tex", SOUND_TEX)
def test_what_readers_of_tex_forgive_is_drawn(tex: str) -> None:
    """A last line end, an empty argument, a label, a line end alone: each gives a picture."""
    mathml, reason = read(tex)
    assert reason == ""
    assert mathml is not None
    assert "<mi>q</mi>" not in mathml  # a name is not drawn
    assert 0.1 < maths.draw(mathml).height_em < 30


def test_a_last_line_end_adds_no_row() -> None:
    """Rows with nothing in them at the end of an environment are left out."""
    assert read(r"\begin{aligned} a\\ b\\ \end{aligned}")[0] is not None
    (with_end, _), (without, _) = map(
        read, (r"\begin{aligned}a\\b\\\end{aligned}", r"\begin{aligned}a\\b\end{aligned}")
    )
    assert (with_end or "").count("<mtr>") == (without or "").count("<mtr>") == 2


@pytest.mark.parametrize(
    ("tex", "reason"),
    [
        (r"\foo{x}", r"unexpected control sequence \foo"),
        ("{x", "unexpected end"),
        (r"\begin{tikzcd}a\end{tikzcd}", 'unexpected "t"'),
        ("漢", 'no font has its "\u2068漢\u2069" (U+6F22)'),
        ("x+" * 5000 + "y", "it has 10,001 signs, more than 3,000"),
        (r"\sqrt{" * 200 + "x" + "}" * 200, "it is nested too deeply"),
    ],
    ids=["macro", "brace", "environment", "sign", "long", "deep"],
)
def test_what_cannot_be_drawn_says_why(tex: str, reason: str) -> None:
    """An unknown macro, an open brace, a strange sign, length and depth each have their words."""
    assert read(tex)[1] == reason


def test_a_formula_that_cannot_be_drawn_is_shown_as_written(project: ProjectMaker) -> None:
    """The check names the line and the cause, and a draft has the formula's source in its place."""
    text = "# T\n\nText.\n\nIf $x + 漢$, so.\n"
    folder = project({"content/en/01-oil.md": text, "content/he/01-oil.md": text})
    done = run_diglot("build", "epub", "--draft", "--project", folder, "--out", folder / "o")
    assert ":5:5: error M510 broken-math: the formula 'x + 漢' cannot be drawn" in done.out
    with zipfile.ZipFile(folder / "o/small-en.epub") as book:
        assert "<code" in (page := book.read("EPUB/text/01-oil.xhtml").decode())
        assert "漢</code>" in page


IN_BRACES = {
    # TeX, and what signs its MathML is of
    "2{,}400": ["mn:2,400"],
    "2,400": ["mn:2", "mo:,", "mn:400"],
    "0{.}5{,}5": ["mn:0.5,5"],
    "x_{1{,}2}": ["mi:x", "mn:1,2"],
    "x{,}y": ["mi:x", "mi:,", "mi:y"],
    "x{=}1": ["mi:x", "mi:=", "mn:1"],
    r"\alpha {=}1": ["mi:α", "mi:=", "mn:1"],
    "x^{2}{=}1": ["mi:x", "mn:2", "mi:=", "mn:1"],
    "1{:}2": ["mn:1", "mi::", "mn:2"],
    "a{+}b{-}c": ["mi:a", "mi:+", "mi:b", "mi:−", "mi:c"],
    "p{<}1": ["mi:p", "mi:<", "mn:1"],
    # Braces that belong to what is before them.
    r"a\mathrel{:}b": ["mi:a", "mo::", "mi:b"],
    r"a\overset{x}{=}b": ["mi:a", "mo:=", "mi:x", "mi:b"],
    r"a\overset{\text{x}}{=}b": ["mi:a", "mo:=", "mtext:x", "mi:b"],
    "x^{+}": ["mi:x", "mo:+"],
    r"\text{2{,}4}": ["mtext:2", "mtext:,", "mtext:4"],
    r"\{,\}": ["mo:{", "mo:,", "mo:}"],
}


@pytest.mark.parametrize("tex", IN_BRACES)
def test_a_sign_in_braces_is_no_operator(tex: str) -> None:
    """So it has no space beside it; a number with its comma is one number. The TeX stays."""
    mathml, _ = read(tex)
    root = etree.fromstring(str(mathml))
    signs = root.iter("{*}mi", "{*}mo", "{*}mn", "{*}mtext")
    assert [f"{etree.QName(sign).localname}:{sign.text}" for sign in signs] == IN_BRACES[tex]
    assert [note.text for note in root.iter("{*}annotation")] == [tex]


@pytest.mark.parametrize(("sign", "own"), [
    (",", 24.5), (":", 24.5), ("=", 72), ("+", 72), ("-", 72), ("<", 70.1)
])  # fmt: skip
def test_a_sign_in_braces_is_drawn_without_space(sign: str, own: float) -> None:
    """In the PDF it takes its own width, in hundredths of an em; an operator takes more."""
    none, alone, around = (
        width(Math("", False, str(read(f"1{inside}2")[0]))) for inside in ("", f"{{{sign}}}", sign)
    )
    assert alone - none == pytest.approx(own, abs=0.5)
    assert around - none > own + 20


ROWS = {
    r"\text{אם $x$ אז $y$}": [("rtl", "אם", "x", "אז", "y")],
    r"a + \text{אם $x$ אז} + b": [("rtl", "אם", "x", "אז")],
    r"\begin{cases} 1 & \text{אם $x$ אז} \\ 0 & \text{אחרת} \end{cases}": [
        ("rtl", "אם", "x", "אז")
    ],
    r"\text{$x$ הוא $y$} = \mbox{ב $z$}": [("rtl", "x", "הוא", "y"), ("rtl", "ב", "z")],
    r"\text{if $x$ then אב}": [],
    r"\text{אם } x": [],
}


@pytest.mark.parametrize("tex", ROWS)
def test_hebrew_words_that_hold_formulas_are_a_row_from_right_to_left(tex: str) -> None:
    """A \\text{} in Hebrew is a row from right to left, and its formulas keep their own way."""
    mathml, problem = read(tex)
    assert mathml
    assert not problem
    root = etree.fromstring(mathml)
    rows = [row for row in root.iter(f"{{{MATHML}}}mrow") if row.get("dir") == "rtl"]
    found = [("rtl", *(word.strip() for word in row.itertext() if word.strip())) for row in rows]
    assert found == ROWS[tex]
    inner = [row for row in root.iter(f"{{{MATHML}}}mrow") if row.get("dir") == "ltr"]
    assert all(row.getparent() in rows for row in inner)
    assert "\u2067" not in mathml


def places(page: Page, mathml: str) -> list[str]:
    """Return the words of a formula in the order from left to right, as a browser sets them."""
    page.set_content(f"<!DOCTYPE html><p>{mathml}</p>")
    return page.evaluate(  # type: ignore[no-any-return]
        """() => [...document.querySelectorAll('mi, mo, mn, mtext')]
        .filter(e => e.textContent.trim())
        .map(e => [e.getBoundingClientRect().left, e.textContent.trim()])
        .sort((a, b) => a[0] - b[0]).map(pair => pair[1])"""
    )


def test_browsers_set_hebrew_words_with_formulas_from_right_to_left(page: Page) -> None:
    """On the website the first word is the rightmost, and x > 0 reads from left to right."""
    mathml, _ = read(r"a = \text{אם $x>0$ אז $y$}")
    shown = maths.element(Math("", False, str(mathml)))
    assert places(page, shown) == ["a", "=", "y", "אז", "x", ">", "0", "אם"]


def shape(path: str) -> str:
    """Return what path data draws, wherever it is."""
    return re.sub(r"[-\d. ]", "", path)


def test_pictures_have_hebrew_words_with_formulas_from_right_to_left() -> None:
    """In the PDF the first word is the rightmost, and the formula after it left of it."""
    names = {shape(paths(formula(f"<mtext>{word}</mtext>"))[0]): word for word in ("אם", "אז")}
    mathml, _ = read(r"\text{אם $x_\text{ב}$ אז}")
    names[shape(paths(formula("<mtext>ב</mtext>"))[0])] = "ב"
    drawn = paths(Math("", False, str(mathml)))
    places = {
        names[shape(path)]: float(re.findall(r"M(-?[\d.]+)", path)[0])
        for path in drawn
        if shape(path) in names
    }
    assert sorted(places, key=lambda word: places[word]) == ["אז", "ב", "אם"]
