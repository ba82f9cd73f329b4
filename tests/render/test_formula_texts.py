"""A Hebrew text inside a formula runs from right to left, and formulas inside it do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser

from diglot.core.model import Math
from diglot.reader.pandoc.formulas import read_formulas
from diglot.render.drawn import maths
from diglot.render.drawn.outlines import draw
from diglot.render.drawn.shaping import open_face
from support import ROOT

# The leaves of a formula from left to right, as a reader sees them; each begins with its letter.
ORDERS = {
    "formulas between words": (r"\text{אם $x>0$ וגם $y$}", "y|וגם|x|>|0|אם"),
    "a formula first": (r"\text{$x$ הוא זוגי}", "הוא זוגי|x"),
    "a formula last": (r"\mbox{עבור כל $n$}", "n|עבור כל"),
    "in a system of equations": (
        r"\begin{cases} a & \text{אם $x>0$} \end{cases}",
        "{|a|x|>|0|אם",
    ),
    "a text inside a formula inside a text": (
        r"\text{כאשר $\text{מהירות $v$}=w$ ותו}",
        "ותו|v|מהירות|=|w|כאשר",
    ),
    "formulas in round brackets": (r"\textbf{אם \(x<y\) אז}", "אז|x|<|y|אם"),
    "words in brackets": (r"\text{אם (לפי $x$) אז}", ") אז|x|אם (לפי"),
    "Latin words first in a piece": (r"\text{אם $x$ API של $y$}", "y|API של|x|אם"),
    "a space at each end": (r"a\text{ אם $x$ }b", "a|x|אם|b"),
    "Latin words": (r"\text{if $x>0$ and $y$}", "if|x|>|0|and|y"),
    "words and formulas side by side": (r"\text{דרך}=v\cdot t", "דרך|=|v|⋅|t"),
    "bold words": (r"\text{אם \textbf{תמיד} $x$ אז}", "אז|x|תמיד|אם"),
    "bold words first": (r"\text{\textbf{אם} x}", "x|אם"),
    "italic Latin words": (r"\text{אם \emph{if} ותו}", "ותו|𝑖𝑓|אם"),
    "bold words of both scripts": (r"\text{\textbf{אם API}}", "אם API"),
    "italic words in bold ones": (r"\text{if \textbf{so \textit{it}} is}", "if|𝐬𝐨|𝑖𝑡|is"),
    "emphasis without a text": (r"a+\emph{if}", "a|+|𝑖𝑓"),
    "a dollar sign": (r"\text{עולה 5\$}+x", "עולה 5$|+|x"),
}
PLACES = """() => [...document.querySelectorAll('mi, mn, mo, mtext')].map(node => {
  const box = node.getBoundingClientRect();
  return [box.left, node.textContent.trim()];
})"""


def read(tex: str) -> Math:
    """Return a formula on a line of its own."""
    ((mathml, reason),) = read_formulas([(tex, True)])
    assert mathml, reason
    return Math(tex, True, mathml)


@pytest.mark.parametrize("name", ORDERS)
def test_browsers_show_hebrew_texts_from_right_to_left(
    browser: Browser, tmp_path: Path, name: str
) -> None:
    """On the website a text's words and formulas follow one another from right to left."""
    tex, expected = ORDERS[name]
    html = tmp_path / "x.html"
    written = maths.element(read(tex))
    html.write_text(
        f'<!DOCTYPE html><html lang="he" dir="rtl"><meta charset="utf-8">{written}',
        encoding="utf-8",
    )
    page = browser.new_page()
    page.goto(html.as_uri())
    found = sorted(page.evaluate(PLACES))
    page.close()
    assert "|".join(words for _, words in found) == expected


def pieces(tex: str) -> list[str]:
    """Return the outlines of a formula's picture from left to right, without their places."""
    svg = etree.fromstring(maths.draw(read(tex).mathml).svg.encode())
    outlines = []
    for path in svg.iter("{*}path"):
        drawn = path.get("d", "")
        if starts := re.findall(r"M ?(-?[\d.]+)", drawn):
            outlines.append((min(map(float, starts)), re.sub(r"[^A-Z]", "", drawn)))
    return [shape for _, shape in sorted(outlines)]


@pytest.mark.parametrize(
    ("tex", "parts"),
    [
        (r"\text{אם $x>0$ וגם $y$}", ("y", r"\text{וגם}", "x>0", r"\text{אם}")),
        (r"\text{$x$ הוא זוגי}", (r"\text{הוא זוגי}", "x")),
        (
            r"\text{כאשר $\text{של $v$}=w$ ב}",
            (r"\text{ב}", "v", r"\text{של}", "=w", r"\text{כאשר}"),
        ),
        (r"\text{אם (לפי $x$) אז}", (r"\text{) אז}", "x", r"\text{אם (לפי}")),
        (r"\text{אם \textbf{תמיד} $x$}", ("x", r"\textbf{תמיד}", r"\text{אם}")),
        (r"\text{if \emph{so} $x$}", (r"\text{if}", r"\textit{so}", "x")),
        (r"\text{if $x>0$ and $y$}", (r"\text{if}", "x>0", r"\text{and}", "y")),
    ],
)
def test_the_picture_for_paper_has_the_same_order(tex: str, parts: tuple[str, ...]) -> None:
    """In the PDF, too: the picture is that of its parts, side by side from left to right."""
    assert pieces(tex) == [shape for part in parts for shape in pieces(part)]


@pytest.mark.parametrize(
    ("tex", "words"), [(r"\text{(אם $x$)}", ")"), (r"\text{אם $x$ API של}", "API של")]
)
def test_a_piece_of_a_hebrew_text_runs_as_the_text_does(tex: str, words: str) -> None:
    """On paper a bracket alone is turned, and a Latin word first in its piece is rightmost."""
    face = open_face(ROOT / "templates/fonts/FrankRuhlLibre-Regular.woff2")
    latin = open_face(ROOT / "templates/fonts/SourceSerif4-Regular.woff2")
    drawn = draw(words, "rtl", (face, latin), 100, 0, 0)
    assert pieces(tex)[0] == re.sub(r"[^A-Z]", "", drawn)
    assert pieces(tex)[0] != re.sub(r"[^A-Z]", "", draw(words, "ltr", (face, latin), 100, 0, 0))


def test_the_alternative_text_is_what_the_author_wrote() -> None:
    """Nothing of the marks that pandoc is given remains."""
    tex = r"\text{אם $x>0$ וגם $y$}"
    formula = read(tex)
    annotation = next(etree.fromstring(formula.mathml).iter("{*}annotation"))
    assert annotation.text == tex
    assert not re.search("[\ufdd0-\ufdef]", formula.mathml)


@pytest.mark.parametrize("command", ["textbf", "textit"])
def test_emphasized_hebrew_is_bold(command: str) -> None:
    """Hebrew has no italics, so both are bold, on the website and on paper."""
    formula = read(rf"\text{{אם \{command}{{תמיד}}}}")
    found = etree.fromstring(maths.element(formula))
    assert [words.text for words in found.iter("{*}mtext") if words.get("class") == "strong"] == [
        "תמיד"
    ]
    bold = open_face(ROOT / "templates/fonts/FrankRuhlLibre-Bold.woff2")
    drawn = draw("תמיד", "rtl", (bold,), 100, 0, 0)
    assert pieces(rf"\{command}{{תמיד}}") == [re.sub(r"[^A-Z]", "", drawn)]


@pytest.mark.parametrize("command", ["textbf", "textit", "emph", "texttt"])
def test_styled_latin_words_are_drawn_with_letters(command: str) -> None:
    """On paper each letter has a shape of its own, and not the box of a sign that lacks one."""
    assert len(set(pieces(rf"\{command}{{nevr}}"))) == 4


def test_a_latin_word_slants_among_hebrew_ones() -> None:
    """Emphasized Latin words have the italics of the text on paper, beside Hebrew ones."""
    slanted = open_face(ROOT / "templates/fonts/SourceSerif4-Italic.woff2")
    drawn = draw("never", "rtl", (slanted,), 100, 0, 0)
    assert pieces(r"\text{אם \emph{never} $x$}")[1] == re.sub(r"[^A-Z]", "", drawn)


def test_one_space_is_as_wide_between_two_styled_words_as_beside_one() -> None:
    """A space that stands alone between two pieces of a text is one space."""
    formula = read(r"\text{\textbf{a} \textit{b}}")
    assert len(list(etree.fromstring(formula.mathml).iter("{*}mspace"))) == 1
